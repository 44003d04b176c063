import HistoryComparison from 'c/historyComparison';
import { BEFORE, machineToCompare, NO_COMPARISON } from 'c/historyModel';
import { graphql } from 'lightning/graphql';
import { asWire, find, flush, mount, queryContains, resetPage, type GraphQLWire } from 'jest/lwc';

const wire = asWire<GraphQLWire>(graphql);
const isSiblings = queryContains('HistorySiblings(');
const PRESS = '02i000000000001AAA';
const OTHER = '02i000000000002AAA';
const place = { product: '01t1', parent: '02i9', root: '02i8' };

const node = (Id: string, name: string, device: string | null) => ({
    node: { Id, Name: { value: name }, Device_Id__c: { value: device } }
});
const answer = {
    uiapi: {
        query: {
            siblings: {
                edges: [node(PRESS, 'Press 01', 'p1'), node(OTHER, 'Press 02', 'p2'), node('02i3', 'Press 03', null)]
            }
        }
    }
};

type Choice = HTMLElement & { options: { label: string; value: string }[]; value: string };
const choiceOf = (element: Element): Choice => find<Choice>(element, 'lightning-combobox');

function choose(element: HTMLElement, value: string): unknown {
    const listener = jest.fn<undefined, [CustomEvent<unknown>]>();
    element.addEventListener('compare', listener as unknown as EventListener);
    choiceOf(element).dispatchEvent(new CustomEvent('change', { detail: { value } }));
    return listener.mock.lastCall?.[0].detail;
}

describe('c-history-comparison', () => {
    afterEach(resetPage);

    async function show(properties: object = {}): Promise<HTMLElement> {
        const element = mount('c-history-comparison', HistoryComparison, { assetId: PRESS, place, ...properties });
        await flush();
        return element;
    }

    it('offers the period before and the siblings that send data', async () => {
        const element = await show();
        expect(wire.lastConfigOf(isSiblings).variables).toEqual(place);
        wire.emit(answer, isSiblings);
        await flush();
        expect(choiceOf(element).options).toEqual([
            { value: 'none', label: 'c.MachineHistory_Compare_None' },
            { value: 'before', label: 'c.MachineHistory_Compare_Before' },
            { value: OTHER, label: 'Press 02' }
        ]);
        expect(choose(element, OTHER)).toEqual(machineToCompare(OTHER, 'Press 02'));
        expect(choose(element, 'before')).toEqual(BEFORE);
        expect(choose(element, 'none')).toEqual(NO_COMPARISON);
        await expect(element).toBeAccessible();
    });

    it('shows what is chosen', async () => {
        expect(choiceOf(await show({ comparison: BEFORE })).value).toBe('before');
        expect(choiceOf(await show({ comparison: machineToCompare(OTHER, 'Press 02') })).value).toBe(OTHER);
    });

    it.each([
        [
            { product: '01t1', parent: '', root: '02i8' },
            { product: '01t1', parent: '02i8', root: '02i8' }
        ],
        [
            { product: '01t1', parent: '02i9', root: '' },
            { product: '01t1', parent: '02i9', root: '02i9' }
        ]
    ])('asks for machines of the place %j', async (given, asked) => {
        await show({ place: given });
        expect(wire.lastConfigOf(isSiblings).variables).toEqual(asked);
    });

    it.each([[{ product: '', parent: '02i9', root: '02i8' }], [{ product: '01t1', parent: '', root: '' }]])(
        'offers no machine to one at %j',
        async (given) => {
            const element = await show({ place: given });
            expect(choiceOf(element).options).toHaveLength(2);
        }
    );

    it('offers the period before also when the machines cannot be read', async () => {
        const element = await show();
        wire.emitErrors([{ message: 'no access' }], isSiblings);
        await flush();
        expect(choiceOf(element).options).toHaveLength(2);
    });
});
