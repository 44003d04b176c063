import { MessageContext, unsubscribe } from 'lightning/messageService';
import { alarmAnswer } from 'jest/alarms';
import { asWire, find, findAll, flush, type TestWire } from 'jest/lwc';
import {
    type List,
    graphqlWire,
    recordWire,
    update,
    receive,
    NOW,
    PRESS_ID,
    OPEN,
    CLOSED,
    mountList,
    mountLoaded,
    board,
    shownIds,
    variables,
    frame,
    panel,
    ask,
    expectAccessible,
    useList
} from './listBench';

useList();

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
