import type { AlarmEvent } from '../../src/contract/index.ts';
import { Dispatcher, Outbox, planSending, retryDelay } from '../../src/outbox/index.ts';
import type { Entry, SendingPlan } from '../../src/outbox/index.ts';
import type { OutboxRecord, Outcome } from '../../src/pipeline/index.ts';
import { until } from '../support/until.ts';

const governor = { pollSeconds: 60, cautionShare: 0.5, scarceShare: 0.25, reserveShare: 0.1, eventReserveShare: 0.01 };
const retry = { firstSeconds: 0.01, maximumSeconds: 0.02, attempts: 3 };
const event = (alarm: string, number: number) =>
    ({ Alarm_Key__c: alarm, Episode_Key__c: `${alarm}:${number}`, Transition__c: 'Raised' }) as AlarmEvent;

/** A dispatcher over an outbox in memory; `judge` answers for the org. */
function dispatch(judge: (record: OutboxRecord) => Outcome, freeEvents = false) {
    const rows = new Map<string, unknown>();
    const outbox = new Outbox(
        {
            put: (space, key, read) => void rows.set(`${space} ${key}`, read()),
            touch: (row) => void rows.set(row.rowKey, row),
            remove: (space, key) => void rows.delete(`${space} ${key}`)
        },
        { events: new Map(), dirty: [] }
    );
    const state = {
        failure: undefined as Error | undefined,
        failures: 0,
        silent: false,
        batches: [] as OutboxRecord[][],
        rejected: [] as string[],
        plans: [] as SendingPlan[]
    };
    const accepted: string[] = [];
    const name = (record: OutboxRecord) =>
        record.kind === 'alarm-event' ? String(record.fields.Episode_Key__c) : record.device;
    const dispatcher = new Dispatcher({
        outbox,
        retry,
        governor,
        snapshotSeconds: 0.05,
        parallelRequests: 2,
        freeEvents,
        clock: { now: () => Date.now() },
        random: () => 0.5,
        sink: {
            write: (records) => {
                if (state.failure) {
                    state.failures++;
                    return Promise.reject(state.failure);
                }
                state.batches.push([...records]);
                if (state.silent) return new Promise(() => undefined);
                return Promise.resolve(records.map(judge));
            }
        },
        snapshot: ({ device = '' }: Entry) => ({ kind: 'asset', device, fields: { Connectivity__c: 'Online' } }),
        committed: () => Promise.resolve(),
        onAccepted: (record) => void accepted.push(name(record)),
        onRejected: (_entry, record, cause) => void state.rejected.push(`${name(record)}: ${cause}`),
        onRetry: () => undefined,
        onPlan: (plan) => void state.plans.push(plan)
    });
    return { dispatcher, outbox, rows, state, accepted };
}

describe('dispatcher', () => {
    it('repeats one record without holding up those of other alarms, and keeps the order of one alarm', async () => {
        let refusals = 2;
        const { dispatcher, outbox, accepted, rows } = dispatch((record) => {
            const first = record.kind === 'alarm-event' && record.fields.Episode_Key__c === 'a:1';
            return first && refusals-- > 0 ? { kind: 'retry', cause: 'locked' } : { kind: 'accepted' };
        });
        for (const [alarm, number] of [
            ['a', 1],
            ['b', 1],
            ['a', 2],
            ['a', 3]
        ] as const)
            outbox.addEvent(event(alarm, number));
        dispatcher.start();
        await until(() => accepted.length >= 4, 'all events were accepted');
        await dispatcher.stop(5000);
        expect(accepted).toEqual(['b:1', 'a:1', 'a:2', 'a:3']);
        expect(rows.size).toBe(0);
    });

    it('gives a record up after its attempts, or at once when it is refused for good', async () => {
        const { dispatcher, outbox, state, accepted } = dispatch((record) => {
            if (record.kind !== 'alarm-event') return { kind: 'accepted' };
            if (record.fields.Alarm_Key__c === 'poison') return { kind: 'retry', cause: 'always' };
            return record.fields.Alarm_Key__c === 'bad'
                ? { kind: 'reject', cause: 'no such field' }
                : { kind: 'accepted' };
        });
        for (const alarm of ['poison', 'bad', 'good']) outbox.addEvent(event(alarm, 1));
        dispatcher.start();
        await until(() => state.rejected.length === 2 && accepted.length === 1, 'everything is settled');
        await dispatcher.stop(5000);
        expect(state.rejected).toEqual(['bad:1: no such field', 'poison:1: always']);
        expect(outbox.depth().alarms).toBe(0);
    });

    it('loses nothing while the org does not answer, and bounds the backlog by devices', async () => {
        const { dispatcher, outbox, state, accepted } = dispatch(() => ({ kind: 'accepted' }));
        state.failure = new Error('ECONNREFUSED');
        dispatcher.start();
        outbox.addEvent(event('a', 1));
        for (let index = 0; index < 1000; index++) outbox.markDirty(`device-${index % 10}`);
        expect(outbox.depth()).toEqual({ alarms: 1, results: 0, snapshots: 10 });
        state.failure = undefined;
        await until(() => accepted.length === 11, 'the backlog is drained');
        await dispatcher.stop(5000);
        expect(state.batches[0]).toMatchObject([{ kind: 'alarm-event' }]);
    });

    it('sends only alarms when the daily requests run out', async () => {
        const { dispatcher, outbox, state, accepted } = dispatch(() => ({ kind: 'accepted' }));
        dispatcher.setLimits({ DailyApiRequests: { maximum: 1000, remaining: 50 } });
        dispatcher.start();
        outbox.markDirty('device');
        outbox.addEvent(event('a', 1));
        await until(() => accepted.length === 1, 'the alarm was accepted');
        expect(outbox.depth()).toEqual({ alarms: 0, results: 0, snapshots: 1 });
        dispatcher.setLimits({ DailyApiRequests: { maximum: 1000, remaining: 900 } });
        await until(() => outbox.depth().snapshots === 0, 'the snapshot was accepted');
        await dispatcher.stop(5000);
        expect(state.batches.map(([record]) => record?.kind)).toEqual(['alarm-event', 'asset']);
    });

    it('writes alarms as records while the events of the hour are used up, and loses no attempt by it', async () => {
        const { dispatcher, outbox, state, accepted } = dispatch((record) => {
            const event = record.kind === 'alarm-event' && record.via === undefined;
            return event
                ? { kind: 'retry', cause: 'LIMIT_EXCEEDED: hourly', limit: 'event-publishing' }
                : { kind: 'accepted' };
        });
        dispatcher.start();
        for (let alarm = 0; alarm < 5; alarm++) outbox.addEvent(event(`a${alarm}`, 1));
        await until(() => accepted.length === 5, 'the alarms were accepted as records');
        expect(dispatcher.plan()).toMatchObject({ alarms: 'records', alarmsReason: 'LIMIT_EXCEEDED: hourly' });
        outbox.addEvent(event('later', 1));
        await until(() => accepted.length === 6, 'the next alarm was accepted');
        await dispatcher.stop(5000);
        expect(state.batches.map((batch) => batch.length)).toEqual([5, 5, 1]);
        expect(state.batches.slice(1).flat()).toEqual(
            expect.arrayContaining([expect.objectContaining({ kind: 'alarm-event', via: 'record' })])
        );
    });

    it('goes over to records before the last events are used, and back when the hour begins anew', async () => {
        const { dispatcher, outbox, state, accepted } = dispatch(() => ({ kind: 'accepted' }));
        dispatcher.setLimits({ HourlyPublishedPlatformEvents: { maximum: 250_000, remaining: 2_500 } });
        dispatcher.start();
        outbox.addEvent(event('a', 1));
        await until(() => accepted.length === 1, 'the alarm was accepted as a record');
        dispatcher.setLimits({ HourlyPublishedPlatformEvents: { maximum: 250_000, remaining: 250_000 } });
        outbox.addEvent(event('a', 2));
        await until(() => accepted.length === 2, 'the alarm was accepted as an event');
        await dispatcher.stop(5000);
        expect(state.batches.map(([record]) => (record?.kind === 'alarm-event' ? record.via : ''))).toEqual([
            'record',
            undefined
        ]);
    });

    it('lets an alarm that the org refuses as a record wait for events, and gives it never up', async () => {
        const { dispatcher, outbox, state } = dispatch(() => ({ kind: 'reject', cause: 'INSUFFICIENT_ACCESS: no' }));
        dispatcher.setLimits({ HourlyPublishedPlatformEvents: { maximum: 1000, remaining: 0 } });
        dispatcher.start();
        outbox.addEvent(event('a', 1));
        await until(() => state.batches.length === 1, 'the record was refused');
        await dispatcher.stop(5000);
        expect(state.rejected).toEqual([]);
        expect(outbox.depth().alarms).toBe(1);
        const [waiting] = outbox.dueEvents(Number.POSITIVE_INFINITY, 10);
        expect(waiting).toMatchObject({ eventOnly: true, attempts: 0 });
    });

    it('sends alarms while a failed sending of telemetry waits', async () => {
        const { dispatcher, outbox, state, accepted } = dispatch(() => ({ kind: 'accepted' }));
        state.failure = Object.assign(new Error('TotalRequests Limit exceeded.'), { retryAfterMs: 300_000 });
        outbox.markDirty('device');
        dispatcher.start();
        await until(() => state.failures === 1, 'the snapshot has failed');
        state.failure = undefined;
        outbox.addEvent(event('a', 1));
        await until(() => accepted.length === 1, 'the alarm was accepted');
        await dispatcher.stop(5000);
        expect(outbox.depth()).toMatchObject({ alarms: 0, snapshots: 1 });
    });

    it('stops in time while a request does not end, and keeps what was under way', async () => {
        const { dispatcher, outbox, state } = dispatch(() => ({ kind: 'accepted' }));
        state.silent = true;
        outbox.addEvent(event('a', 1));
        dispatcher.start();
        await until(() => state.batches.length === 1, 'the request is under way');
        const before = performance.now();
        await dispatcher.stop(50);
        expect(performance.now() - before).toBeLessThan(1000);
        expect(outbox.depth().alarms).toBe(1);
    });

    it('sends at once what is queued together, and with the next request what comes while one is under way', async () => {
        const { dispatcher, outbox, state, accepted } = dispatch(() => ({ kind: 'accepted' }));
        dispatcher.start();
        for (const alarm of ['a', 'b', 'c']) {
            outbox.addEvent(event(alarm, 1));
            dispatcher.wakeSoon();
        }
        await until(() => state.batches.length === 1, 'the first request is under way');
        for (const alarm of ['d', 'e']) outbox.addEvent(event(alarm, 1));
        await until(() => accepted.length === 5, 'all were accepted');
        await dispatcher.stop(5000);
        expect(state.batches.map((batch) => batch.length)).toEqual([3, 2]);
    });

    it.each([
        ['requests count', false, 30_000],
        ['events are published without API requests', true, 0]
    ])('where %s and the day has none left, knows the window', async (_name, freeEvents, windowMs) => {
        const { dispatcher, outbox, accepted, state } = dispatch(() => ({ kind: 'accepted' }), freeEvents);
        dispatcher.setLimits({ DailyApiRequests: { maximum: 15_000, remaining: 0 } });
        dispatcher.start();
        outbox.addEvent(event('a', 1));
        await until(() => accepted.length === 1, 'the first alarm was accepted');
        outbox.addEvent(event('b', 1));
        dispatcher.wake();
        expect(dispatcher.plan().alarmWindowMs).toBe(windowMs);
        expect(state.plans.at(-1)?.alarmWindowMs).toBe(windowMs);
        if (freeEvents) await until(() => accepted.length === 2, 'the second alarm was accepted');
        await dispatcher.stop(5000);
        expect(outbox.depth().alarms).toBe(freeEvents ? 0 : 1);
    });

    it('keeps a snapshot that changed while it was sent', () => {
        const { outbox } = dispatch(() => ({ kind: 'accepted' }));
        outbox.markDirty('device');
        const [entry] = outbox.dueSnapshots(Date.now(), 10);
        const version = entry!.version;
        outbox.markDirty('device');
        outbox.settle(entry!, version);
        expect(outbox.depth().snapshots).toBe(1);
        outbox.settle(entry!, entry!.version);
        expect(outbox.depth().snapshots).toBe(0);
    });
});

describe('sending plan', () => {
    it.each([
        [1, 'normal', 1],
        [0.4, 'caution', 3],
        [0.2, 'scarce', 12],
        [0.05, 'alarms-only', Infinity]
    ])('with %d of the requests left is %s', (share, step, slowdown) => {
        const limits = { DailyApiRequests: { maximum: 100_000, remaining: share * 100_000 } };
        expect(planSending(limits, governor)).toMatchObject({ step, slowdown });
    });

    it('is normal where the org states no limit', () => {
        expect(planSending({}, governor).step).toBe('normal');
    });
});

describe('wait before a repetition', () => {
    const policy = { firstSeconds: 1, maximumSeconds: 60, attempts: 5 };
    it('grows, has jitter, ends at the maximum and honours what the server asked', () => {
        expect(retryDelay(policy, 1, 0)).toBe(500);
        expect(retryDelay(policy, 1, 1)).toBe(1000);
        expect(retryDelay(policy, 3, 1)).toBe(4000);
        expect(retryDelay(policy, 30, 1)).toBe(60_000);
        expect(retryDelay(policy, 1, 0, 300_000)).toBe(300_000);
    });
});
