import { nodesByLevel, PLANTS, type PlacedNode } from './plants.ts';

/** A machine that sends telemetry, with its place in the plant. */
export interface SampleDevice {
    readonly deviceId: string;
    /** Part of its topic: `plant/<site>/<device>/telemetry`. */
    readonly site: string;
    readonly productCode: string;
    /** Device id of the machine it is built into. */
    readonly parentId?: string;
    /** Device id of the gateway of its line. */
    readonly gatewayId?: string;
}

/** All machines of the sample plants that send telemetry. */
export function sampleDevices(): SampleDevice[] {
    return nodesByLevel(PLANTS).flat().flatMap(toDevice);
}

function toDevice(placed: PlacedNode): SampleDevice[] {
    const { deviceId, productCode, site } = placed.node;
    if (!deviceId || !productCode) return [];
    const parentId = placed.parent?.node.deviceId;
    const gatewayId = gatewayOf(placed);
    return [
        {
            deviceId,
            site,
            productCode,
            ...(parentId && { parentId }),
            ...(gatewayId && gatewayId !== deviceId && { gatewayId })
        }
    ];
}

function gatewayOf(placed: PlacedNode): string | undefined {
    const line = placed.parent && placed.level > 2 ? gatewayOf(placed.parent) : undefined;
    return line ?? placed.node.children.find((child) => child.productCode === 'GW-1')?.deviceId;
}
