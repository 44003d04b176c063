import { plant } from './plantOrg.ts';

/** Flows that start with an event have no flow tests on the platform; drafts have none before they are activated. */
const WITHOUT_TESTS = ['Record_Alarm_From_Event', 'Respond_To_Signal_Threshold'];

describe('the flow tests of the product', () => {
    const bench = plant(1);
    const outcomes = bench.flows.runTests();
    afterAll(() => bench.stop());

    it.each(outcomes)('$name', ({ failures }) => {
        expect(failures).toEqual([]);
    });

    it('cover every flow that can have one', () => {
        const flows = bench.org.registry.list('Flow').map(({ fullName }) => fullName);
        const covered = new Set(outcomes.map(({ flow }) => flow));
        expect(flows.filter((flow) => !covered.has(flow)).toSorted()).toEqual(WITHOUT_TESTS);
    });
});
