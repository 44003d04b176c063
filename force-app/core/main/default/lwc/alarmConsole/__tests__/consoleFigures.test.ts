import type { OverviewAlarm } from 'c/alarmOverview';
import { find, flush } from 'jest/lwc';
import {
    type Kpi,
    graphqlWire,
    update,
    open,
    figures,
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
    useConsole
} from './consoleBench';

useConsole();

describe('the key figures of c-alarm-console', () => {
    const answer = {
        uiapi: {
            query: {
                raised: {
                    edges: [
                        {
                            node: {
                                Id: PUMP,
                                Alarm_Key__c: { value: 'nw-pump-01:Flow' },
                                Message__c: { value: 'No flow' },
                                Priority__c: { value: 'Critical' },
                                Raised_At__c: { value: '2026-11-20T09:00:00.000Z' },
                                Asset__r: { Name: { value: 'Pump' } }
                            }
                        },
                        { node: { Id: OLD, Raised_At__c: { value: null } } }
                    ],
                    pageInfo: { hasNextPage: true }
                }
            }
        }
    };

    it('count the last 24 hours and what stands now', async () => {
        const element = await mountLoaded();
        expect(graphqlWire.lastConfigOf(figures).variables).toMatchObject({ since: '2026-11-19T10:00:00.000Z' });
        graphqlWire.emit(answer, figures);
        await flush();
        const kpi = find<Kpi>(element, 'c-alarm-kpi');
        expect(kpi.occurrences).toEqual([
            {
                key: 'nw-pump-01:Flow',
                message: 'No flow',
                machine: 'Pump',
                priority: 'Critical',
                raisedAt: Date.parse('2026-11-20T09:00:00.000Z')
            }
        ]);
        expect([kpi.standing, kpi.stale, kpi.partial]).toEqual([2, 1, true]);
    });

    it('are read again less often than the alarms', async () => {
        await mountLoaded();
        await jest.advanceTimersByTimeAsync(5_000);
        expect(graphqlWire.lastConfigOf(figures).variables).toMatchObject({ since: '2026-11-19T10:00:00.000Z' });
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        await jest.advanceTimersByTimeAsync(30_000);
        await flush();
        expect(graphqlWire.lastConfigOf(figures).variables).toMatchObject({ since: '2026-11-19T10:00:30.000Z' });
    });

    it('are read again at once when a person asks', async () => {
        const element = await mountLoaded();
        await jest.advanceTimersByTimeAsync(1_000);
        find(frame(element), '[data-id=refresh]').click();
        await flush();
        expect(graphqlWire.lastConfigOf(figures).variables).toMatchObject({ since: '2026-11-19T10:00:01.000Z' });
    });

    it('are left out where the admin wants that, and tell why they cannot be read', async () => {
        const hidden = await mountConsole({ hideFigures: true });
        expect(graphqlWire.getLastConfig().query).toBeUndefined();
        hidden.remove();
        const element = await mountLoaded();
        graphqlWire.emitErrors([{ message: 'Too slow' }], figures);
        await flush();
        expect(find<HTMLElement & { errors: unknown }>(frame(element), 'c-error-panel').errors).toEqual([
            { message: 'Too slow' }
        ]);
    });
});

describe('c-alarm-console as time goes by', () => {
    it('announces new alarms and forgets those that went', async () => {
        const element = await mountLoaded();
        await tell(element, 'c-alarm-table', 'selectionchange', { ids: [PUMP, OLD] });
        graphqlWire.emit(openAnswer([...ALARMS.slice(1, 2), { Id: 'a02000000000009AAA' }]), open);
        await flush();
        expect(find(frame(element), '[data-id=announcement]').textContent).toBe('c.AlarmList_New_One');
        expect([...table(element).selectedIds]).toEqual([PUMP]);
        graphqlWire.emit(openAnswer([{ Id: 'a0200000000000AAAA' }, { Id: 'a0200000000000BAAA' }]), open);
        await flush();
        expect(find(frame(element), '[data-id=announcement]').textContent).toBe('c.AlarmList_New_Many');
    });

    it('keeps the last good data on an error', async () => {
        const element = await mountLoaded();
        graphqlWire.emitErrors([{ message: 'Server unavailable' }], open);
        await flush();
        const panel = find<HTMLElement & { hasData: boolean }>(frame(element), 'c-error-panel');
        expect(panel.hasData).toBe(true);
        expect(shape(element)).toHaveLength(2);
        panel.dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        element.remove();
        await jest.advanceTimersByTimeAsync(60_000);
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
    });
});

describe('requests of c-alarm-console', () => {
    const ask = (element: HTMLElement, detail: object) => tell(element, 'c-alarm-action-bar', 'request', detail);
    const alarms = (element: HTMLElement) =>
        table(element).nodes.flatMap(({ alarm, consequences }) => [alarm, ...consequences]);

    it('writes a wish on each alarm and looks for the answer soon', async () => {
        const element = await mountLoaded();
        await tell(element, 'c-alarm-table', 'selectionchange', { ids: [PUMP, MOTOR] });
        const bar = find<HTMLElement & { alarms: OverviewAlarm[] }>(element, 'c-alarm-action-bar');
        expect(bar.alarms).toHaveLength(2);
        await ask(element, { ids: [PUMP, MOTOR], action: 'Acknowledge', reason: 'Seen' });
        expect(update.mock.calls.map(([{ fields }]) => [fields.Id, fields.Requested_Reason__c])).toEqual([
            [MOTOR, 'Seen'],
            [PUMP, 'Seen']
        ]);
        expect(alarms(element).filter(({ requestedAction }) => requestedAction === 'Acknowledge')).toHaveLength(2);
        expect(table(element).selectedIds.size).toBe(0);
        graphqlWire.refresh.mockClear();
        await jest.advanceTimersByTimeAsync(2_000);
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
    });

    it('tells what was refused and tries just that again', async () => {
        const element = await mountLoaded();
        update.mockRejectedValueOnce({ status: 403, body: { message: 'No' } });
        await ask(element, { ids: [PUMP, MOTOR], action: 'Acknowledge' });
        const panel = find<HTMLElement & { errors: unknown[] }>(element, '[data-id=request-errors]');
        expect(panel.errors).toHaveLength(1);
        update.mockClear();
        panel.dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(update.mock.calls.map(([{ fields }]) => fields.Id)).toEqual([MOTOR]);
        expect(panel.errors).toBeUndefined();
    });
});
