import { Dispatcher, Outbox } from '../src/outbox/index.ts';
import type { AlarmEvent } from '../src/contract/index.ts';
import { configSchema } from '../src/config/index.ts';

/** How long an org is away, and how large the plant is. */
export interface OutageOptions {
    assets: number;
    hours: number;
    alarmsPerAsset: number;
    /** What a request takes when the org is back, in milliseconds. */
    requestMs: number;
}

/** What an outage left behind and how long it took to catch up; times are simulated. */
export interface OutageFigures {
    backlogAlarms: number;
    backlogSnapshots: number;
    /** Requests tried while the org was away. */
    requestsAway: number;
    requestsToDrain: number;
    secondsUntilAlarmsDrained: number;
    secondsUntilDrained: number;
}

const hourMs = 3_600_000;

/** Lets an org be away on a simulated clock: every asset changes every hour and raises alarms in the first ones. */
export async function simulateOutage(options: OutageOptions): Promise<OutageFigures> {
    const org = { away: true, now: 0, requests: 0, alarmsAt: 0 };
    const outbox = new Outbox(
        { put: () => undefined, remove: () => undefined, touch: () => undefined },
        { events: new Map(), dirty: [] }
    );
    const dispatcher = dispatcherTo(org, outbox, options.requestMs);
    dispatcher.start();
    for (let hour = 0; hour < options.hours; hour++) {
        org.now += hourMs;
        addHour(outbox, hour, options, org.now);
        dispatcher.wake();
        await turn();
    }
    const { alarms: backlogAlarms, snapshots: backlogSnapshots } = outbox.depth();
    const requestsAway = org.requests;
    org.away = false;
    org.now += hourMs;
    const returnedAt = org.now;
    for (let left = backlogAlarms + backlogSnapshots; left > 0;) {
        org.now += 10;
        dispatcher.wake();
        await turn();
        const depth = outbox.depth();
        left = depth.alarms + depth.snapshots;
    }
    await dispatcher.stop(1000);
    return {
        backlogAlarms,
        backlogSnapshots,
        requestsAway,
        requestsToDrain: org.requests - requestsAway,
        secondsUntilAlarmsDrained: (org.alarmsAt - returnedAt) / 1000,
        secondsUntilDrained: (org.now - returnedAt) / 1000
    };
}

function dispatcherTo(
    org: { away: boolean; now: number; requests: number; alarmsAt: number },
    outbox: Outbox,
    requestMs: number
): Dispatcher {
    const { retry, governor } = configSchema.parse({
        salesforce: { loginUrl: 'http://x', authentication: { flow: 'access-token', accessToken: 'x' } }
    });
    return new Dispatcher({
        outbox,
        retry,
        governor,
        snapshotSeconds: 5,
        parallelRequests: 1,
        freeEvents: false,
        clock: { now: () => org.now },
        random: () => 1,
        sink: {
            write: (records) => {
                org.requests++;
                if (org.away) return Promise.reject(new Error('ECONNREFUSED'));
                org.now += requestMs;
                return Promise.resolve(records.map(() => ({ kind: 'accepted' as const })));
            }
        },
        snapshot: ({ device = '' }) => ({ kind: 'asset', device, fields: {} }),
        committed: () => Promise.resolve(),
        onAccepted: ({ kind }) => {
            if (kind === 'alarm-event') org.alarmsAt = org.now;
        },
        onRejected: () => undefined,
        onRetry: () => undefined,
        onPlan: () => undefined
    });
}

function addHour(outbox: Outbox, hour: number, { assets, alarmsPerAsset }: OutageOptions, now: number): void {
    for (let asset = 0; asset < assets; asset++) {
        const device = `device-${asset}`;
        outbox.markDirty(device);
        outbox.markDirty(device, 'Temperature');
        if (hour >= alarmsPerAsset) continue;
        const alarm = `${device}:Temperature_High`;
        const event = { Alarm_Key__c: alarm, Episode_Key__c: `${alarm}:${hour + 1}`, Transition__c: 'Raised' };
        outbox.addEvent(event as AlarmEvent, now);
    }
}

/** One turn of the event loop. */
function turn(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
}
