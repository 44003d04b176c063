import { graphql } from 'lightning/graphql';
import { getObjectInfos } from 'lightning/uiObjectInfoApi';
import MachineOverdue from 'c/machineOverdue';
import { asWire, flush, mount, resetPage, type GraphQLWire, type RecordWire } from 'jest/lwc';

const graphqlWire = asWire<GraphQLWire>(graphql);
const objectWire = asWire<RecordWire>(getObjectInfos);
const PLANT_ID = '02i000000000001AAA';
const DUE = { apiName: 'Asset', fields: { Predicted_Due_Date__c: { apiName: 'Predicted_Due_Date__c' } } };

const node = (id: string, assetId?: string) => ({ node: { Id: id, AssetId: { value: assetId } } });
const answer = (parts: object) => ({ uiapi: { query: parts } });
const queryText = (): string => String(graphqlWire.getLastConfig().query);

async function mountOverdue(statuses: readonly number[], asset: object = DUE) {
    const element = mount<{ rootId: string; now: number }>('c-machine-overdue', MachineOverdue, { rootId: PLANT_ID });
    const found = jest.fn();
    element.addEventListener('found', (event) => found((event as CustomEvent).detail));
    await flush();
    objectWire.emit({ results: statuses.map((statusCode, at) => ({ statusCode, result: at === 0 ? asset : {} })) });
    await flush();
    return { element, found };
}

beforeEach(() => jest.useFakeTimers({ now: Date.parse('2026-11-20T10:00:00.000Z') }));
afterEach(() => {
    resetPage();
    jest.useRealTimers();
});

describe('c-machine-overdue', () => {
    it('names each machine once, whatever is overdue', async () => {
        const { found } = await mountOverdue([200, 200, 200]);
        expect(graphqlWire.getLastConfig().variables).toEqual({
            root: PLANT_ID,
            now: '2026-11-20T10:00:00.000Z',
            today: '2026-11-20'
        });
        graphqlWire.emit(
            answer({
                orders: { edges: [node('0WO1', 'Pump'), node('0WO2', 'Pump')] },
                plans: { edges: [node('1MA1', 'Motor')] },
                predicted: { edges: [node('Press')] }
            })
        );
        expect(found).toHaveBeenCalledWith({ ids: ['Motor', 'Press', 'Pump'] });
    });

    it('asks for nothing that the org lacks or the user may not read', async () => {
        await mountOverdue([200, 200, 404]);
        expect(queryText()).toContain('orders: WorkOrder');
        expect(queryText()).not.toContain('MaintenanceAsset');
        resetPage();
        await mountOverdue([200, 404, 404]);
        expect(queryText()).toContain('Predicted_Due_Date__c');
        expect(queryText()).not.toContain('WorkOrder');
        expect(queryText()).not.toContain('$now');
    });

    it('finds nothing where nothing can be overdue', async () => {
        const { found } = await mountOverdue([200, 404, 404], { apiName: 'Asset', fields: {} });
        expect(found.mock.calls).toEqual([[{ ids: [] }]]);
    });

    it('asks again with each refresh of the tree', async () => {
        const { element } = await mountOverdue([200, 200, 200]);
        graphqlWire.emit(answer({}));
        element.now = Date.now() + 10_000;
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
    });

    it('tells that the request failed', async () => {
        const { found } = await mountOverdue([200, 200, 200]);
        graphqlWire.emitErrors([{ message: 'No access' }]);
        expect(found).toHaveBeenCalledWith({ errors: [{ message: 'No access' }] });
        objectWire.error({ message: 'Offline' }, 500);
        expect(found).toHaveBeenCalledTimes(2);
    });
});
