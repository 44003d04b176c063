import { plant } from './plantOrg.ts';

/**
 * The platform tests flows that start with a record or data; it has no flow tests for those that start with an event.
 * Drafts have none before they are activated.
 */
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
