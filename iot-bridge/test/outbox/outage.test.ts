import type { AlarmEvent } from '../../src/contract/index.ts';
import { Dispatcher, Outbox } from '../../src/outbox/index.ts';
import type { OutboxRecord } from '../../src/pipeline/index.ts';
import { until } from '../support/until.ts';

const assets = 5000;
const hours = 24;
const alarmsPerAsset = 6;
const requestMs = 300;
const oneRequestOfEach = 2;

/** A dispatcher whose clock stands still unless the test or an answered request moves it. */
function dispatchTo(org: { away: boolean; now: number }) {
    const rows = new Set<string>();
    const outbox = new Outbox(
        {
            put: (space, key) => void rows.add(`${space} ${key}`),
            touch: (row) => void rows.add(row.rowKey),
            remove: (space, key) => void rows.delete(`${space} ${key}`)
        },
        { events: new Map(), dirty: [] }
    );
    const requests: OutboxRecord[][] = [];
    const dispatcher = new Dispatcher({
        outbox,
        retry: { firstSeconds: 1, maximumSeconds: 120, attempts: 12 },
        governor: { pollSeconds: 60, cautionShare: 0.5, scarceShare: 0.25, reserveShare: 0.1, eventReserveShare: 0.01 },
        snapshotSeconds: 5,
        parallelRequests: 1,
        freeEvents: false,
        clock: { now: () => org.now },
        random: () => 1,
        sink: {
            write: (records) => {
                requests.push([...records]);
                if (org.away) return Promise.reject(new Error('ECONNREFUSED'));
                org.now += requestMs;
                return Promise.resolve(records.map(() => ({ kind: 'accepted' as const })));
            }
        },
        snapshot: ({ device = '' }) => ({ kind: 'asset', device, fields: { Connectivity__c: 'Online' } }),
        committed: () => Promise.resolve(),
        onAccepted: () => undefined,
        onRejected: () => undefined,
        onRetry: () => undefined,
        onPlan: () => undefined
    });
    onTestEnd = () => dispatcher.stop(5000);
    dispatcher.start();
    return { dispatcher, outbox, rows, requests };
}

let onTestEnd: () => Promise<void> = () => Promise.resolve();
afterEach(() => onTestEnd());

describe('an org that is away', () => {
    it('leaves a backlog of assets and alarms, not of messages, that is gone within minutes, alarms first', async () => {
        const org = { away: true, now: 0 };
        const { dispatcher, outbox, rows, requests } = dispatchTo(org);
        for (let hour = 0; hour < hours; hour++) {
            org.now += 3_600_000;
            addHour(outbox, hour);
            dispatcher.wake();
            await turn();
        }
        expect(outbox.depth()).toEqual({ alarms: assets * alarmsPerAsset, results: 0, snapshots: assets * 2 });
        expect(rows.size).toBe(assets * (alarmsPerAsset + 1));
        expect(requests).toHaveLength(hours * oneRequestOfEach);
        const returned = requests.length;
        org.away = false;
        org.now += 120_000;
        const before = org.now;
        await until(() => outbox.depth().alarms + outbox.depth().snapshots === 0, 'the backlog is drained');
        const kinds = requests.slice(returned).flatMap((records) => records.map(({ kind }) => kind));
        expect(org.now - before).toBeLessThan(5 * 60_000);
        expect(new Set(kinds.slice(0, 200))).toEqual(new Set(['alarm-event']));
        expect(kinds.filter((kind) => kind === 'alarm-event')).toHaveLength(assets * alarmsPerAsset);
        expect(kinds.filter((kind) => kind === 'asset')).toHaveLength(assets * 2);
        expect(rows.size).toBe(0);
    });

    it('is asked again only after the wait, however often the dispatcher wakes', async () => {
        const org = { away: true, now: 1000 };
        const { dispatcher, outbox, requests } = dispatchTo(org);
        addHour(outbox, 0);
        for (let wake = 0; wake < 1000; wake++) {
            dispatcher.wake();
            await turn();
        }
        expect(requests).toHaveLength(oneRequestOfEach);
        org.now += 999;
        dispatcher.wake();
        await turn();
        expect(requests).toHaveLength(oneRequestOfEach);
        org.now += 1;
        dispatcher.wake();
        await turn();
        // Snapshots wait for their interval; the alarm is repeated after the first wait, which failures at once share.
        expect(requests.slice(oneRequestOfEach).map(([record]) => record?.kind)).toEqual(['alarm-event']);
    });
});

function addHour(outbox: Outbox, hour: number): void {
    for (let asset = 0; asset < assets; asset++) {
        outbox.markDirty(`device-${asset}`);
        outbox.markDirty(`device-${asset}`, 'Temperature');
        if (hour < alarmsPerAsset) outbox.addEvent(transition(`device-${asset}`, hour + 1));
    }
}

/** One turn of the event loop: it comes only when nothing spins. */
function turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}

function transition(device: string, episode: number): AlarmEvent {
    const alarm = `${device}:Temperature_High`;
    return { Alarm_Key__c: alarm, Episode_Key__c: `${alarm}:${episode}`, Transition__c: 'Raised' } as AlarmEvent;
}
