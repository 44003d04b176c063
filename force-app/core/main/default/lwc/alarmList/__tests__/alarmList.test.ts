import { graphql } from 'lightning/graphql';
import { MessageContext, subscribe, unsubscribe } from 'lightning/messageService';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord, updateRecord } from 'lightning/uiRecordApi';
import AlarmList from 'c/alarmList';
import type { Alarm } from 'c/alarmModel';
import { alarmAnswer, type AlarmValues } from 'jest/alarms';
import {
    asWire,
    find,
    findAll,
    flush,
    mount,
    navigations,
    resetPage,
    type GraphQLWire,
    type RecordWire,
    type TestWire
} from 'jest/lwc';

interface ListApi {
    recordId?: string;
    objectApiName?: string;
    machineOnly?: boolean;
    closedCount?: number;
}

type List = HTMLElement & ListApi;
type Board = HTMLElement & { alarms: readonly Alarm[]; canAct: boolean; showMachine: boolean };

const graphqlWire = asWire<GraphQLWire>(graphql);
const recordWire = asWire<RecordWire>(getRecord);
const objectWire = asWire<RecordWire>(getObjectInfo);
const update = updateRecord as unknown as jest.Mock<Promise<unknown>, [{ fields: Record<string, unknown> }]>;
const receive = subscribe as unknown as jest.Mock<object, [unknown, unknown, (message: object) => void]>;

const NOW = '2026-11-20T10:00:00.000Z';
const PRESS_ID = '02i000000000003AAA';
const CASE_ID = '500000000000001AAA';
const OPEN: readonly AlarmValues[] = [
    { Id: 'a02000000000001AAA', Message__c: 'Oil is warm', Priority__c: 'Medium' },
    { Id: 'a02000000000002AAA', Priority__c: 'Critical', case: [CASE_ID, '00001001'], workOrder: ['0WO1', '00000023'] }
];
const CLOSED: readonly AlarmValues[] = [{ Id: 'a02000000000003AAA', State__c: 'Normal' }];

function describeObject(withWorkOrders = true, updateable = true): void {
    objectWire.emit({
        apiName: 'Alarm__c',
        fields: {
            Requested_Action__c: { apiName: 'Requested_Action__c', updateable },
            ...(withWorkOrders ? { Work_Order__c: { apiName: 'Work_Order__c' } } : {})
        }
    });
}

async function mountList(properties: ListApi = {}): Promise<List> {
    const list = mount<ListApi>('c-alarm-list', AlarmList, {
        recordId: PRESS_ID,
        objectApiName: 'Asset',
        ...properties
    });
    describeObject();
    await flush();
    return list;
}

async function mountLoaded(open = OPEN, closed = CLOSED, properties: ListApi = {}): Promise<List> {
    const list = await mountList(properties);
    graphqlWire.emit(alarmAnswer(open, closed));
    await flush();
    return list;
}

const board = (list: List) => find<Board>(list, 'c-alarm-board');
const shownIds = (list: List) => board(list).alarms.map(({ id }) => id.slice(12, 15));
const query = () => String(graphqlWire.getLastConfig().query);
const variables = () => graphqlWire.getLastConfig().variables;
const frame = (list: List) => find(list, 'c-widget-frame');
const panel = (list: Element, selector = 'c-error-panel') => find<HTMLElement & { errors: unknown }>(list, selector);

async function ask(list: List, detail: object): Promise<void> {
    board(list).dispatchEvent(new CustomEvent('request', { detail }));
    await flush();
}

beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse(NOW) });
    update.mockReset().mockResolvedValue({});
    receive.mockReturnValue({});
});

afterEach(() => {
    resetPage();
    jest.useRealTimers();
});

async function expectAccessible(list: List): Promise<void> {
    jest.useRealTimers();
    await expect(list).toBeAccessible();
}

describe('what c-alarm-list asks for', () => {
    it('asks for the machine and everything below it', async () => {
        const list = await mountList();
        expect(query()).toContain('RootAssetId');
        expect(variables()).toEqual({ id: PRESS_ID, open: 200, closed: 10 });
        expect(findAll(frame(list), 'c-loading-rows')).toHaveLength(1);
        await expectAccessible(list);
    });

    it('asks for the machine only when the admin wants that', async () => {
        await mountList({ machineOnly: true });
        expect(query()).not.toContain('RootAssetId');
    });

    it('asks for the alarms of a case', async () => {
        await mountList({ recordId: CASE_ID, objectApiName: 'Case' });
        expect(query()).toContain('Case__c: { eq: $id }');
        expect(variables()).toMatchObject({ id: CASE_ID });
    });

    it('finds the machine of other records', async () => {
        await mountList({ recordId: '0WO1', objectApiName: 'WorkOrder' });
        expect(recordWire.getLastConfig()).toMatchObject({ recordId: '0WO1' });
        recordWire.emit({ apiName: 'WorkOrder', id: '0WO1', fields: { AssetId: { value: PRESS_ID } } });
        await flush();
        expect(variables()).toMatchObject({ id: PRESS_ID });
    });

    it('asks for work orders only where the org has them', async () => {
        await mountList();
        expect(query()).toContain('Work_Order__r');
        describeObject(false);
        await flush();
        expect(query()).not.toContain('Work_Order');
    });
});

describe('c-alarm-list with alarms', () => {
    it('shows open ones first, the worst on top', async () => {
        const list = await mountLoaded();
        expect(shownIds(list)).toEqual(['002', '001', '003']);
        expect(board(list).alarms[0]).toMatchObject({
            case: { id: CASE_ID, name: '00001001' },
            workOrder: { id: '0WO1', name: '00000023' },
            value: 7.9,
            unit: 'mm/s'
        });
        expect(board(list).canAct).toBe(true);
        await expectAccessible(list);
    });

    it('leaves closed ones out when the admin wants that', async () => {
        expect(shownIds(await mountLoaded(OPEN, CLOSED, { closedCount: 0 }))).toEqual(['002', '001']);
    });

    it('shows an alarm of which little is known', async () => {
        const list = await mountList();
        graphqlWire.emit({
            uiapi: {
                query: {
                    open: { edges: [{ node: { Id: 'a02000000000001AAA', Name: { value: 'ALM-000001' } } }] },
                    closed: { edges: [{ node: { Id: 'a02000000000002AAA', Case__c: { value: CASE_ID } } }] }
                }
            }
        });
        await flush();
        expect(board(list).alarms).toMatchObject([
            { id: 'a02000000000001AAA', message: 'ALM-000001', value: null, unit: null, machine: undefined },
            { id: 'a02000000000002AAA', message: '', case: { id: CASE_ID, name: CASE_ID }, state: null }
        ]);
    });

    it('says when there are more', async () => {
        const list = await mountList();
        graphqlWire.emit(alarmAnswer(OPEN, [], true));
        await flush();
        expect(findAll(list, '[data-id=more]')).toHaveLength(1);
    });

    it('explains an empty list', async () => {
        const list = await mountLoaded([], []);
        expect(find<HTMLElement & { heading: string }>(list, 'c-empty-state').heading).toBe('c.AlarmList_Empty');
        await expectAccessible(list);
    });

    it('explains a record without a machine', async () => {
        const list = await mountList({ recordId: '001A', objectApiName: 'Account' });
        recordWire.emit({ apiName: 'Account', id: '001A', fields: {} });
        await flush();
        expect(find<HTMLElement & { heading: string }>(list, 'c-empty-state').heading).toBe('c.AlarmList_No_Machine');
        await expectAccessible(list);
    });

    it('shows alarms without actions to those who may only read', async () => {
        const list = await mountLoaded();
        describeObject(true, false);
        await flush();
        expect(board(list).canAct).toBe(false);
        objectWire.error({ message: 'No access' }, 403);
        await flush();
        expect(query()).not.toContain('Work_Order');
    });

    it('opens records', async () => {
        const list = await mountLoaded();
        board(list).dispatchEvent(new CustomEvent('openrecord', { detail: { id: CASE_ID } }));
        const page = { type: 'standard__recordPage', attributes: { recordId: CASE_ID, actionName: 'view' } };
        expect(navigations()).toHaveBeenCalledWith(page, undefined);
    });
});

describe('requests of c-alarm-list', () => {
    it('writes the wish, shows that it waits, and looks for the answer soon', async () => {
        const list = await mountLoaded();
        const toast = jest.fn();
        list.addEventListener('lightning__showtoast', toast);
        await ask(list, { ids: ['a02000000000002AAA'], action: 'Acknowledge' });
        expect(update).toHaveBeenCalledWith({
            fields: {
                Id: 'a02000000000002AAA',
                Requested_Action__c: 'Acknowledge',
                Requested_Reason__c: null,
                Requested_Until__c: null,
                Requested_At__c: NOW
            }
        });
        expect(board(list).alarms[0]).toMatchObject({ requestedAction: 'Acknowledge', requestedAt: NOW });
        expect(toast).toHaveBeenCalledTimes(1);
        await jest.advanceTimersByTimeAsync(2_000);
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
    });

    it('writes reason and end when alarms are shelved', async () => {
        const list = await mountLoaded();
        const until = '2026-11-20T18:00:00.000Z';
        await ask(list, { ids: OPEN.map(({ Id }) => Id), action: 'Shelve', reason: 'Repair', until });
        expect(update).toHaveBeenCalledTimes(2);
        expect(update.mock.calls[1][0].fields).toMatchObject({
            Requested_Reason__c: 'Repair',
            Requested_Until__c: until
        });
    });

    it('says which requests failed and repeats only those', async () => {
        const list = await mountLoaded();
        update.mockImplementation(({ fields }) =>
            fields.Id === 'a02000000000001AAA'
                ? Promise.reject(Object.assign(new Error('Locked'), { body: { message: 'Record is locked' } }))
                : Promise.resolve({})
        );
        await ask(list, { ids: OPEN.map(({ Id }) => Id), action: 'Acknowledge' });
        expect(panel(list, '[data-id=request-errors]').errors).toMatchObject([
            { body: { message: 'Record is locked' } }
        ]);
        expect(board(list).alarms.map(({ requestedAction }) => requestedAction)).toEqual(['Acknowledge', null, null]);
        update.mockReset().mockResolvedValue({});
        panel(list, '[data-id=request-errors]').dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(update.mock.calls.map(([{ fields }]) => fields.Id)).toEqual(['a02000000000001AAA']);
        expect(panel(list, '[data-id=request-errors]').errors).toBeUndefined();
    });
});

describe('c-alarm-list as time goes by', () => {
    it('refreshes by itself and says what is new', async () => {
        const list = await mountLoaded();
        await jest.advanceTimersByTimeAsync(10_000);
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        graphqlWire.emit(alarmAnswer([...OPEN, { Id: 'a02000000000009AAA' }], CLOSED));
        await flush();
        const announcement = find(frame(list), '[data-id=announcement]');
        expect(announcement.textContent).toBe('c.AlarmList_New_One');
        graphqlWire.emit(alarmAnswer([{ Id: 'a02000000000011AAA' }, { Id: 'a02000000000012AAA' }], CLOSED));
        await flush();
        expect(announcement.textContent).toBe('c.AlarmList_New_Many');
    });

    it('keeps the last alarms on an error and tries again on demand', async () => {
        const list = await mountLoaded();
        graphqlWire.emitErrors([{ message: 'Server unavailable' }]);
        await flush();
        expect(panel(frame(list)).errors).toEqual([{ message: 'Server unavailable' }]);
        expect(shownIds(list)).toHaveLength(3);
        panel(frame(list)).dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        await expectAccessible(list);
    });

    it('explains what it could not read at first', async () => {
        const list = await mountList({ recordId: '0WO1', objectApiName: 'WorkOrder' });
        recordWire.error({ message: 'No access' }, 403);
        await flush();
        expect(panel(frame(list)).errors).toMatchObject({ body: { message: 'No access' } });
        expect(findAll(frame(list), 'c-loading-rows')).toHaveLength(0);
    });
});

describe('c-alarm-list beside other widgets', () => {
    async function mountWithChannel(): Promise<{ list: List; say: (message: object) => Promise<void> }> {
        const list = await mountLoaded();
        asWire<TestWire>(MessageContext).emit({ context: 1 });
        const say = async (message: object): Promise<void> => {
            receive.mock.calls[0][2](message);
            await flush();
        };
        return { list, say };
    }

    it('follows the machine selected on the same page, and goes back', async () => {
        const { list, say } = await mountWithChannel();
        await say({ recordId: '02i000000000004AAA', pageRecordId: PRESS_ID, source: 'machineTree' });
        expect(variables()).toMatchObject({ id: '02i000000000004AAA' });
        expect(findAll(frame(list), 'c-loading-rows')).toHaveLength(1);
        const focus = jest.spyOn(find(frame(list), '[data-id=refresh]'), 'focus');
        find(list, '[data-id=show-all]').click();
        await flush();
        expect(focus).toHaveBeenCalledTimes(1);
        expect(variables()).toMatchObject({ id: PRESS_ID });
        expect(findAll(list, '[data-id=following]')).toHaveLength(0);
    });

    it('ignores selections on other pages and of its own machine', async () => {
        const { list, say } = await mountWithChannel();
        await say({ recordId: '02i000000000004AAA', pageRecordId: 'other' });
        await say({ recordId: PRESS_ID, pageRecordId: PRESS_ID });
        await say({ pageRecordId: PRESS_ID });
        expect(variables()).toMatchObject({ id: PRESS_ID });
        expect(shownIds(list)).toHaveLength(3);
    });

    it('leaves nothing behind', async () => {
        const { list } = await mountWithChannel();
        list.remove();
        await jest.advanceTimersByTimeAsync(60_000);
        expect(unsubscribe).toHaveBeenCalledTimes(1);
        expect(graphqlWire.refresh).not.toHaveBeenCalled();
    });
});
