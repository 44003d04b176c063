import type { MachineGroup } from '../alarm/index.ts';
import type { AssetRow } from '../contract/index.ts';
import type { Topology } from './topology.ts';

/** What machines have in common: their model, their plant. The model comes first, because it tells more. */
export class MachineGroups {
    private readonly byDevice = new Map<string, MachineGroup[]>();

    constructor(assets: Iterable<AssetRow>, topology: Topology) {
        const groups = new Map<string, MachineGroup>();
        const enter = (device: string, id: string, name: string): void => {
            const group = groups.get(id) ?? { id, name, size: 0 };
            group.size++;
            groups.set(id, group);
            this.byDevice.set(device, [...(this.byDevice.get(device) ?? []), group]);
        };
        for (const { Device_Id__c: device, ProductCode: model } of assets) {
            if (model) enter(device, `model ${model}`, `of model ${model}`);
            enter(device, `plant ${topology.area(device).id}`, 'of this plant');
        }
    }

    /** Groups of a machine. */
    of(device: string): readonly MachineGroup[] {
        return this.byDevice.get(device) ?? [];
    }
}
