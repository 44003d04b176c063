import { graphql } from 'lightning/graphql';
import DefinitionProblems from 'c/definitionProblems';
import { asWire, find, findAll, flush, mount, resetPage, type GraphQLWire } from 'jest/lwc';

const graphqlWire = asWire<GraphQLWire>(graphql);

interface Bridge {
    readonly name: string;
    readonly problems: unknown;
    readonly count?: number;
}

function answer(bridges: readonly Bridge[]): object {
    const edges = bridges.map(({ name, problems, count }, at) => ({
        node: {
            Id: `a0B00000000000${String(at)}AAA`,
            Bridge__c: { value: name },
            Definition_Problem_Count__c: { value: count ?? (Array.isArray(problems) ? problems.length : 0) },
            Definition_Problems__c: { value: JSON.stringify(problems) },
            Reported_At__c: { value: '2026-11-20T10:00:00.000Z' }
        }
    }));
    return { uiapi: { query: { bridges: { edges } } } };
}

const REASON = 'The alarm definition Press_Oil_Pressure_Low is refused: its limit 120 is not below 100.';
const PROBLEMS = [
    { kind: 'alarm', name: 'Press_Oil_Pressure_Low', reason: REASON },
    { kind: 'signal', name: 'Press_Vibration', reason: 'The unit bar cannot be converted to mm/s.' }
];

async function mountWith(bridges?: readonly Bridge[]): Promise<HTMLElement> {
    const element = mount('c-definition-problems', DefinitionProblems);
    if (bridges) graphqlWire.emit(answer(bridges));
    await flush();
    return element;
}

const headings = (element: HTMLElement): unknown[] =>
    findAll<HTMLElement & { heading: string }>(element, 'c-empty-state').map(({ heading }) => heading);

const frame = (element: HTMLElement) => find(element, 'c-widget-frame');

afterEach(resetPage);

describe('c-definition-problems', () => {
    it('lists each refused definition with reason, advice and bridge', async () => {
        const element = await mountWith([
            { name: 'plant-north', problems: PROBLEMS },
            { name: 'plant-south', problems: [] }
        ]);
        const rows = findAll(element, '[data-id=problem]').map(({ textContent }) => textContent);
        expect(rows).toHaveLength(2);
        for (const text of ['Press_Oil_Pressure_Low', 'c.DefinitionProblems_Kind_Alarm', REASON, 'plant-north'])
            expect(rows[0]).toContain(text);
        expect(rows[1]).toContain('c.DefinitionProblems_Advice_Signal');
        expect(find<HTMLAnchorElement>(element, '[data-id=setup]').getAttribute('href')).toMatch(/CustomMetadata/);
        expect(findAll(element, '[data-id=more]')).toHaveLength(0);
        await expect(element).toBeAccessible();
    });

    it('says how many more there are than fit the record', async () => {
        const element = await mountWith([{ name: 'plant-north', problems: PROBLEMS, count: 7 }]);
        expect(find(element, '[data-id=more]').textContent).toBe('c.DefinitionProblems_More');
    });

    it('says that all definitions are used', async () => {
        const element = await mountWith([{ name: 'plant-north', problems: [] }]);
        expect(headings(element)).toEqual(['c.DefinitionProblems_None']);
        await expect(element).toBeAccessible();
    });

    it('says that no bridge has reported yet', async () => {
        const element = await mountWith([]);
        expect(headings(element)).toEqual(['c.DefinitionProblems_No_Bridge']);
        await expect(element).toBeAccessible();
    });

    it('shows that it is loading', async () => {
        const element = await mountWith();
        expect(findAll(frame(element), 'c-loading-rows')).toHaveLength(1);
        await expect(element).toBeAccessible();
    });

    it('keeps what it showed when a later answer is an error, and asks again', async () => {
        const element = await mountWith([{ name: 'plant-north', problems: PROBLEMS }]);
        graphqlWire.emitErrors([{ message: 'Server unavailable' }]);
        await flush();
        const panel = find<HTMLElement & { errors: unknown; hasData: boolean }>(frame(element), 'c-error-panel');
        expect([panel.errors, panel.hasData]).toEqual([[{ message: 'Server unavailable' }], true]);
        expect(findAll(element, '[data-id=problem]')).toHaveLength(2);
        panel.dispatchEvent(new CustomEvent('retry'));
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        await expect(element).toBeAccessible();
    });

    it('says when a record cannot be read', async () => {
        const element = await mountWith([{ name: 'plant-north', problems: 'no list' }]);
        expect(find<HTMLElement & { errors: unknown }>(frame(element), 'c-error-panel').errors).toBeInstanceOf(Error);
    });
});
