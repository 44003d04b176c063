import AlarmConsole from 'c/alarmConsole';
import { NO_FILTER } from 'c/alarmOverview';
import { find, findAll, flush, mount, navigations } from 'jest/lwc';
import {
    graphqlWire,
    objectWire,
    open,
    PUMP,
    MOTOR,
    OLD,
    openAnswer,
    ALARMS,
    mountConsole,
    mountLoaded,
    table,
    shape,
    tell,
    frame,
    expectAccessible,
    useConsole
} from './consoleBench';

useConsole();

describe('c-alarm-console', () => {
    it('shows placeholders while it asks', async () => {
        const element = await mountConsole();
        expect(findAll(frame(element), 'c-loading-rows')).toHaveLength(1);
        expect(graphqlWire.lastConfigOf(open).variables).toEqual({ first: 2000 });
        expect(String(graphqlWire.lastConfigOf(open).query)).not.toContain('Work_Order__c');
        await expectAccessible(element);
    });

    it('shows roots with their consequences, the most urgent first', async () => {
        const element = await mountLoaded();
        expect(shape(element)).toEqual([
            [PUMP, [MOTOR]],
            [OLD, []]
        ]);
        const [{ alarm }, old] = table(element).nodes;
        expect([alarm.site, old.alarm.site, alarm.kindLabel]).toEqual(['Duisburg', 'Drive Motor', 'Hoch']);
        expect(find(element, '[data-id=summary]').textContent).toBe('c.AlarmConsole_Summary');
        await flush();
        expect(table(element).urlTemplate).toContain('{id}');
        await expectAccessible(element);
    });

    it('filters, says when nothing is left, and clears', async () => {
        const element = await mountLoaded();
        await tell(element, 'c-alarm-filter-bar', 'filterchange', { ...NO_FILTER, priority: 'Low' });
        expect(shape(element)).toEqual([[OLD, []]]);
        await tell(element, 'c-alarm-filter-bar', 'filterchange', { ...NO_FILTER, search: 'nothing' });
        expect(findAll(element, 'c-alarm-table')).toHaveLength(0);
        find(element, '[data-id=clear]').click();
        await flush();
        expect(shape(element)).toHaveLength(2);
    });

    it('sorts up, down, and back by urgency', async () => {
        const element = await mountLoaded();
        const orders = [];
        for (let turn = 0; turn < 3; turn += 1) {
            await tell(element, 'c-alarm-table', 'sortchange', { column: 'raised' });
            orders.push(table(element).sort);
        }
        expect(orders).toEqual([
            { column: 'raised', descending: false },
            { column: 'raised', descending: true },
            { column: 'urgency', descending: false }
        ]);
    });

    it('says that all is well', async () => {
        const element = await mountLoaded([]);
        expect(find<HTMLElement & { heading: string }>(element, 'c-empty-state').heading).toBe('c.AlarmConsole_Empty');
        await expectAccessible(element);
    });

    it('says that there are more than it reads', async () => {
        const element = await mountConsole();
        graphqlWire.emit(openAnswer(ALARMS, true), open);
        await flush();
        expect(find(element, '[data-id=more]').textContent).toBe('c.AlarmConsole_More');
    });

    it('opens records', async () => {
        const element = await mountLoaded();
        await tell(element, 'c-alarm-table', 'openrecord', { id: PUMP });
        const page = { type: 'standard__recordPage', attributes: { recordId: PUMP, actionName: 'view' } };
        expect(navigations()).toHaveBeenCalledWith(page, undefined);
    });

    it('asks for work orders where the org has them, and offers no actions to those who may only read', async () => {
        const element = await mountConsole({}, false);
        const fields = { Requested_Action__c: { updateable: false }, Work_Order__c: { apiName: 'Work_Order__c' } };
        objectWire.emit({ apiName: 'Alarm__c', fields });
        await flush();
        expect(String(graphqlWire.lastConfigOf(open).query)).toContain('Work_Order__c');
        graphqlWire.emit(openAnswer(ALARMS), open);
        await flush();
        expect(findAll(element, 'c-alarm-action-bar')).toHaveLength(0);
    });

    it('works without a description of the object', async () => {
        const element = mount('c-alarm-console', AlarmConsole);
        objectWire.error({ message: 'No access' }, 403);
        await flush();
        graphqlWire.emit(openAnswer(ALARMS), open);
        await flush();
        expect(shape(element)).toHaveLength(2);
    });
});
