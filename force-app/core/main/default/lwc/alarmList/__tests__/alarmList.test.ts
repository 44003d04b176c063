import { alarmAnswer } from 'jest/alarms';
import { find, findAll, flush, navigations } from 'jest/lwc';
import {
    graphqlWire,
    recordWire,
    objectWire,
    PRESS_ID,
    CASE_ID,
    OPEN,
    CLOSED,
    describeObject,
    mountList,
    mountLoaded,
    board,
    shownIds,
    query,
    variables,
    frame,
    expectAccessible,
    useList
} from './listBench';

useList();

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
