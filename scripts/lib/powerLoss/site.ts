/** A machine of the site, with where it stands. */
export interface SiteMachine {
    readonly deviceId: string;
    readonly name: string;
    readonly productCode: 'CV-10' | 'GW-1' | 'EM-75';
    /** Number of its line, from 0; a machine of the neighbour site has none. */
    readonly line: number | undefined;
}

/** What a device sends: topic and payload as they go to the broker. */
export interface SiteMessage {
    readonly topic: string;
    readonly payload: string;
}

/** Machines behind one gateway, the gateway included. */
const LINE_SIZE = 100;

/**
 * The machines of a site: lines of conveyors, each behind a gateway of its own where there are any.
 * @param count conveyors and gateways together
 */
export function siteMachines(count: number, gateways: 'each-line' | 'none'): SiteMachine[] {
    return Array.from({ length: count }, (_, index) => {
        const line = Math.floor(index / LINE_SIZE);
        const isGateway = gateways === 'each-line' && index % LINE_SIZE === 0;
        const number = String(index).padStart(4, '0');
        return isGateway
            ? { deviceId: `pl-gateway-${number}`, name: `Gateway ${number}`, productCode: 'GW-1', line }
            : { deviceId: `pl-conveyor-${number}`, name: `Conveyor ${number}`, productCode: 'CV-10', line };
    });
}

/** Motors of a site that keeps its power, so that ordinary alarms happen meanwhile. */
export function neighbourMachines(count: number): SiteMachine[] {
    return Array.from({ length: count }, (_, index) => ({
        deviceId: `ok-motor-${String(index)}`,
        name: `Motor ${String(index)}`,
        productCode: 'EM-75',
        line: undefined
    }));
}

const METRICS = {
    'CV-10': { beltSpeed: 1.4, motorTemperature: 52, power: 3.1 },
    'GW-1': { signalStrength: -61, uptime: 86_400 },
    'EM-75': { windingTemperature: 150, bearingVibration: 1.6, bearingTemperature: 48, motorSpeed: 1480, current: 21 }
} as const satisfies Record<SiteMachine['productCode'], Readonly<Record<string, number>>>;

/** One message of a machine; `metrics` replace its healthy values. */
export function messageOf(
    machine: SiteMachine,
    sequence: number,
    at: Date,
    metrics: Readonly<Record<string, number>> = {}
): SiteMessage {
    const site = machine.deviceId.split('-')[0] ?? '';
    return {
        topic: `plant/${site}/${machine.deviceId}/telemetry`,
        payload: JSON.stringify({
            timestamp: at.toISOString(),
            sequence,
            state: 'Running',
            metrics: { ...METRICS[machine.productCode], ...metrics }
        })
    };
}

/** The same items in an order that the seed decides (Fisher-Yates with a linear congruential generator). */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
    const result = [...items];
    let state = seed >>> 0;
    for (let index = result.length - 1; index > 0; index--) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        const other = Math.floor((state / 2 ** 32) * (index + 1));
        const [left, right] = [result[index], result[other]];
        if (left === undefined || right === undefined) continue;
        result[index] = right;
        result[other] = left;
    }
    return result;
}
