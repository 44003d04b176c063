import type { MachineGroup } from '../alarm/index.ts';
import type { AssetRow } from '../contract/index.ts';
import type { Topology } from './topology.ts';

/** Id of the group of the machines of one model. */
export const modelGroupId = (model: string): string => `model ${model}`;

/** What machines have in common: their model, their plant. The model comes first, because it tells more. */
export class MachineGroups {
    private readonly byDevice = new Map<string, MachineGroup[]>();

    constructor(assets: Iterable<AssetRow>, topology: Topology) {
        const groups = new Map<string, MachineGroup>();
        const enter = (device: string, id: string, about: Pick<MachineGroup, 'kind' | 'name'>): void => {
            const group = groups.get(id) ?? { id, ...about, size: 0 };
            group.size++;
            groups.set(id, group);
            this.byDevice.set(device, [...(this.byDevice.get(device) ?? []), group]);
        };
        for (const { Device_Id__c: device, ProductCode: model } of assets) {
            if (model) enter(device, modelGroupId(model), { kind: 'Model', name: model });
            enter(device, `plant ${topology.area(device).id}`, { kind: 'Plant' });
        }
    }

    /** Groups of a machine. */
    of(device: string): readonly MachineGroup[] {
        return this.byDevice.get(device) ?? [];
    }
}
