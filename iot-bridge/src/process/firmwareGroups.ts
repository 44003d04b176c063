import type { MachineGroup } from '../alarm/index.ts';
import { modelGroupId } from '../catalogue/index.ts';
import type { DeviceState } from './deviceState.ts';

/** By this signal, which an admin defines as Text, a machine tells its firmware. */
const firmwareSignal = 'Firmware_Version';

/** Machines of one model with one firmware, as far as they tell it. */
export class FirmwareGroups {
    private readonly devices: () => Iterable<DeviceState>;
    /** Number of machines by group; counted when it is asked for, because any reading may change it. */
    private sizes: Map<string, number> | undefined;

    constructor(devices: () => Iterable<DeviceState>) {
        this.devices = devices;
    }

    /** Group of a machine; none when it does not tell its firmware, or when it is that of all machines of its model. */
    of(device: DeviceState | undefined): readonly MachineGroup[] {
        const model = device?.asset.ProductCode;
        const name = device && firmwareOf(device);
        if (!model || name === undefined) return [];
        this.sizes ??= this.count();
        const [id, within] = [groupId(model, name), modelGroupId(model)];
        const size = this.sizes.get(id) ?? 0;
        return size < (this.sizes.get(within) ?? 0) ? [{ id, kind: 'Firmware', name, size, within }] : [];
    }

    /** The next question counts anew. */
    forget(): void {
        this.sizes = undefined;
    }

    private count(): Map<string, number> {
        const sizes = new Map<string, number>();
        for (const device of this.devices()) {
            const model = device.asset.ProductCode;
            if (!model) continue;
            const name = firmwareOf(device);
            for (const id of name === undefined ? [modelGroupId(model)] : [modelGroupId(model), groupId(model, name)])
                sizes.set(id, (sizes.get(id) ?? 0) + 1);
        }
        return sizes;
    }
}

const groupId = (model: string, firmware: string): string => `firmware ${model} ${firmware}`;

function firmwareOf(device: DeviceState): string | undefined {
    const value = device.signals.get(firmwareSignal)?.value;
    return typeof value === 'string' && value !== '' ? value : undefined;
}
