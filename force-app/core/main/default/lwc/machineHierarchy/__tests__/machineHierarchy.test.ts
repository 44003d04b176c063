import {
    buildHierarchy,
    keepNewer,
    markSelection,
    mergeMachines,
    newestModification,
    rememberLast,
    summarise,
    toFilterName,
    type FilterName,
    type Machine
} from 'c/machineHierarchy';

function machine(id: string, parentId: string | null = null, values: Partial<Machine> = {}): Machine {
    return {
        id,
        parentId,
        name: id,
        deviceId: null,
        serialNumber: null,
        product: null,
        connectivity: null,
        operatingState: null,
        operatingStateLabel: null,
        priority: undefined,
        activeAlarms: 0,
        lastTelemetry: null,
        health: null,
        operatingHours: null,
        modified: '2026-11-20T10:00:00Z',
        ...values
    };
}

const build = (...machines: Machine[]) => buildHierarchy(machines, 'en');

describe('buildHierarchy', () => {
    it('puts everything below its parent and siblings in natural order', () => {
        const tree = build(machine('Pump 10', 'P'), machine('P'), machine('Pump 9', 'P'), machine('Seal', 'Pump 9'));
        expect(tree.machines.map(({ id }) => id)).toEqual(['P', 'Pump 9', 'Seal', 'Pump 10']);
        expect(tree.levels).toEqual([1, 2, 3, 2]);
        expect(tree.parents).toEqual([-1, 0, 1, 0]);
        expect(tree.ends).toEqual([4, 3, 3, 4]);
    });

    it('rolls up the worst alarm and the counts to every level', () => {
        const tree = build(
            machine('Plant'),
            machine('Line', 'Plant', { priority: 'Low', activeAlarms: 1 }),
            machine('Motor', 'Line', { priority: 'Critical', activeAlarms: 2, connectivity: 'Offline' }),
            machine('Pump', 'Line', { connectivity: 'Online' })
        );
        expect(tree.rollups[0]).toEqual({ priority: 'Critical', alarms: 3, offline: 1, machinesWithAlarms: 2 });
        expect(tree.rollups[3]).toEqual({ priority: undefined, alarms: 0, offline: 0, machinesWithAlarms: 0 });
    });

    it('shows machines whose parent cannot be seen at the top, and cuts circles', () => {
        const tree = build(machine('Orphan', 'unseen'), machine('A', 'B'), machine('B', 'A'), machine('C', 'A'));
        expect(tree.machines.map(({ id }) => id)).toEqual(['A', 'C', 'B', 'Orphan']);
        expect(tree.levels).toEqual([1, 2, 1, 1]);
    });

    it('takes the platform limit of 10,000 machines', () => {
        const machines = Array.from({ length: 10_000 }, (_unused, index) =>
            machine(`m${index}`, index === 0 ? null : `m${Math.floor((index - 1) / 10)}`)
        );
        expect(buildHierarchy(machines, 'en').ends[0]).toBe(10_000);
    });

    it('names the way up', () => {
        const tree = build(machine('Plant'), machine('Line', 'Plant'), machine('Motor', 'Line'));
        expect(tree.ancestorsOf('Motor')).toEqual(['Line', 'Plant']);
        expect(tree.ancestorsOf('nothing')).toEqual([]);
    });

    it('takes newer machines without changing the order', () => {
        const tree = build(machine('Plant'), machine('Motor', 'Plant'));
        const next = tree.withMachines(new Map([['Motor', machine('Motor', 'Plant', { priority: 'High' })]]));
        expect(next.rollups.map(({ priority }) => priority)).toEqual(['High', 'High']);
        expect(tree.rollups[0].priority).toBeUndefined();
    });
});

describe('mergeMachines', () => {
    const known = new Map([
        ['Plant', machine('Plant')],
        ['Motor', machine('Motor', 'Plant', { connectivity: 'Online' })],
        ['Pump', machine('Pump', 'Plant')]
    ]);

    it('tells what is worth saying, the worst first', () => {
        const changes = mergeMachines(known, [
            machine('Pump', 'Plant', { priority: 'Low' }),
            machine('Motor', 'Plant', { connectivity: 'Offline', priority: 'High' }),
            machine('Plant', null, { operatingHours: 5 })
        ]);
        expect(changes.notable.map(({ id }) => id)).toEqual(['Motor', 'Pump']);
        expect(changes.isStructural).toBe(false);
        expect(changes.machines.get('Plant')?.operatingHours).toBe(5);
    });

    it.each([
        ['a new machine', machine('Fan', 'Plant')],
        ['a move', machine('Motor', 'Pump', { connectivity: 'Online' })],
        ['a new name', machine('Motor', 'Plant', { name: 'Main Motor' })]
    ])('sees that %s changes the structure', (_name, changed) => {
        const changes = mergeMachines(known, [changed]);
        expect(changes.isStructural).toBe(true);
    });

    it('never falls back behind what it knows', () => {
        const old = machine('Motor', 'Plant', { modified: '2026-11-20T09:00:00Z', priority: 'Low' });
        expect(mergeMachines(known, [old]).machines.get('Motor')?.priority).toBeUndefined();
        expect(keepNewer(known, new Map([['Motor', old]])).get('Motor')).toBe(known.get('Motor'));
        expect([...keepNewer(known, new Map([['Fan', machine('Fan')]])).keys()]).toEqual(['Fan']);
    });

    it('finds the newest modification', () => {
        const later = machine('Fan', null, { modified: '2026-11-20T10:00:01Z' });
        expect(newestModification([...known.values(), later])).toBe('2026-11-20T10:00:01Z');
        expect(newestModification([machine('Fan', null, { modified: null })])).toBeUndefined();
    });
});

describe('markSelection', () => {
    it('leaves only overdue machines once they are known', () => {
        const plant = buildHierarchy(
            [machine('Plant', null), machine('Motor', 'Plant'), machine('Pump', 'Plant')],
            'en'
        );
        const marks = (overdue?: string[]) => markSelection(plant, { search: '', filter: 'overdue', overdue });
        expect([...(marks() ?? [])]).toEqual([2, 2, 2]);
        expect([...(marks(['Pump']) ?? [])]).toEqual([1, 0, 2]);
    });

    const tree = build(
        machine('Plant'),
        machine('Line', 'Plant'),
        machine('Motor', 'Line', { deviceId: 'nw-motor-01', priority: 'High', activeAlarms: 1, product: 'Kühler EM' }),
        machine('Pump', 'Line', { connectivity: 'Stale', operatingState: 'Fault', serialNumber: 'CP-7' }),
        machine('Store', 'Plant', { priority: 'Low' })
    );
    const found = (search: string, filter: FilterName = 'all') => {
        const marks = markSelection(tree, { search, filter });
        return marks && tree.machines.map(({ id }, at) => `${id}${marks[at]}`).filter((text) => !text.endsWith('0'));
    };

    it('marks nothing when all are wanted', () => {
        expect(found('  ')).toBeUndefined();
    });

    it.each([
        ['motor', ['Plant1', 'Line1', 'Motor2']],
        ['NW-MOTOR', ['Plant1', 'Line1', 'Motor2']],
        ['kuhler em', ['Plant1', 'Line1', 'Motor2']],
        ['cp-7', ['Plant1', 'Line1', 'Pump2']],
        ['line', ['Plant1', 'Line2']],
        ['robot', []]
    ])('finds "%s" with the way to it', (search, expected) => {
        expect(found(search)).toEqual(expected);
    });

    it.each([
        ['alarms', ['Plant1', 'Line1', 'Motor2', 'Store2']],
        ['urgent', ['Plant1', 'Line1', 'Motor2']],
        ['offline', ['Plant1', 'Line1', 'Pump2']],
        ['stopped', ['Plant1', 'Line1', 'Pump2']]
    ] as const)('filters "%s"', (filter, expected) => {
        expect(found('', filter)).toEqual(expected);
    });

    it('counts what is shown', () => {
        const marks = markSelection(tree, { search: '', filter: 'alarms' });
        expect(summarise(tree, marks)).toEqual({ machines: 5, hits: 2, withAlarms: 2, offline: 0 });
        expect(summarise(tree).hits).toBe(5);
    });

    it('treats unknown filters as all', () => {
        expect(['urgent', 'nonsense', null, undefined].map(toFilterName)).toEqual(['urgent', 'all', 'all', 'all']);
    });
});

describe('rememberLast', () => {
    it('calculates again only when an argument changes', () => {
        const compute = jest.fn((a: number, b: number) => a + b);
        const sum = rememberLast(compute);
        expect([sum(1, 2), sum(1, 2), sum(2, 2), sum(1, 2)]).toEqual([3, 3, 4, 3]);
        expect(compute).toHaveBeenCalledTimes(3);
    });
});
