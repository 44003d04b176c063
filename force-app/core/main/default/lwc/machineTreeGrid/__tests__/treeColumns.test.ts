import type { Machine, Rollup } from 'c/machineHierarchy';
import { chooseColumns, fittingColumns } from '../treeColumns';

const MACHINE: Machine = {
    id: 'm',
    name: 'Press 1',
    parentId: null,
    deviceId: 'nw-press-01',
    serialNumber: null,
    product: 'HP-400',
    connectivity: 'Online',
    operatingState: 'Running',
    operatingStateLabel: 'In Betrieb',
    priority: 'High',
    activeAlarms: 1,
    lastTelemetry: '2026-11-20T09:59:50Z',
    health: 91.6,
    operatingHours: 12345.67,
    modified: null
};
const ROLLUP: Rollup = { priority: 'High', alarms: 3, offline: 0, machinesWithAlarms: 2 };
const NOW = Date.parse('2026-11-20T10:00:00Z');

function cell(column: string, machine: Partial<Machine> = {}, rollup: Rollup = ROLLUP) {
    return chooseColumns(column)[0].cell({ ...MACHINE, ...machine }, rollup, NOW);
}

describe('chooseColumns', () => {
    it.each([
        ['product, Alarms', ['product', 'alarms']],
        ['nonsense, hours', ['hours']],
        ['nonsense', ['alarms', 'connectivity', 'state', 'age']],
        ['', ['alarms', 'connectivity', 'state', 'age']]
    ])('reads "%s"', (names, expected) => {
        expect(chooseColumns(names).map(({ key }) => key)).toEqual(expected);
    });
});

describe('fittingColumns', () => {
    it.each([
        [0, 4],
        [800, 4],
        [472, 3],
        [320, 1],
        [100, 1]
    ])('in %i pixels shows %i', (width, expected) => {
        expect(fittingColumns(chooseColumns(''), width)).toHaveLength(expected);
    });
});

describe('cells', () => {
    it.each([
        ['alarms', {}, { text: '3', title: 'c.MachineTree_Alarm_Count', priority: 'High' }],
        [
            'alarms',
            { priority: undefined, activeAlarms: 0 },
            { text: '3', title: 'c.MachineTree_Alarm_Below', priority: 'High' }
        ],
        ['connectivity', {}, { text: 'c.Connectivity_Online', shape: 'M2 8.5L6 12.5L14 3.5', shapeVariant: 'success' }],
        ['connectivity', { deviceId: null, connectivity: null }, { text: '' }],
        ['connectivity', { deviceId: null, connectivity: 'Stale' }, { text: 'c.Connectivity_Stale' }],
        ['state', {}, { text: 'In Betrieb' }],
        ['state', { operatingStateLabel: null }, { text: '' }],
        ['state', { deviceId: null, operatingState: 'Unknown', operatingStateLabel: 'Unbekannt' }, { text: '' }],
        ['connectivity', { deviceId: null, connectivity: 'Unknown' }, { text: '' }],
        ['age', {}, { text: '10 seconds ago' }],
        ['product', {}, { text: 'HP-400', title: 'HP-400' }],
        ['product', { product: null }, { text: '' }],
        ['health', {}, { text: '92 %' }],
        ['health', { health: null }, { text: '' }],
        ['hours', {}, { text: '12,345.7 h' }],
        ['device', {}, { text: 'nw-press-01' }],
        ['device', { deviceId: null }, { text: '' }]
    ])('%s of %j', (column, machine, expected) => {
        expect(cell(column, machine)).toMatchObject(expected);
    });

    it('shows no alarm where there is none', () => {
        const none: Rollup = { priority: undefined, alarms: 0, offline: 0, machinesWithAlarms: 0 };
        expect(cell('alarms', {}, none)).toEqual({ text: '' });
        expect(cell('alarms', {}, { ...none, priority: 'Low' })).toMatchObject({ text: '', priority: 'Low' });
    });
});
