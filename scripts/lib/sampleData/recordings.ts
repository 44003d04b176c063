import type { Customer } from './accounts.ts';
import type { PlantNode } from './plants.ts';

/** The owner of the recorded machines. */
export const RECORDING_CUSTOMERS: readonly Customer[] = [
    {
        name: 'Recorded Machines',
        prefix: 'rec',
        industry: 'Manufacturing',
        city: 'Mainz',
        contacts: [{ firstName: 'Robin', lastName: 'Lang', title: 'Data Analyst' }]
    }
];

const RECORDED_FLEET_SIZE = 20;

function recorded(deviceId: string, name: string, productCode: string): PlantNode {
    return { name, site: 'rec', deviceId, productCode, children: [] };
}

/** The machines of the recordings that can be replayed. */
export const RECORDED_PLANTS: readonly PlantNode[] = [
    recorded('nab-machine-01', 'Recorded Machine NAB 01', 'NAB-MT'),
    {
        name: 'Recorded Fleet',
        site: 'rec',
        children: Array.from({ length: RECORDED_FLEET_SIZE }, (_, index) => {
            const digits = String(index + 1).padStart(3, '0');
            return recorded(`pdm-machine-${digits}`, `Recorded Machine PDM ${digits}`, 'PDM-1');
        })
    }
];
