import type { AlarmEvent } from '../../src/contract/index.ts';
import { HistoryRecorder } from '../../src/history/index.ts';
import type { HistoryStore, Refusal, SampleBatch, WorkerHistory } from '../../src/history/index.ts';
import { until } from '../support/until.ts';
import { temporaryFolder, workerStore } from './support/stores.ts';

const start = Date.UTC(2026, 10, 20, 10);
const reading = { signal: 'Flow', value: 71.5, at: start, quality: 'Good' as const };
const raised: AlarmEvent = {
    Version__c: 1,
    Alarm_Key__c: 'nw-pump-01:Pump_Flow_Low',
    Episode_Key__c: 'nw-pump-01:Pump_Flow_Low:1:1795168800000',
    Transition__c: 'Raised',
    State__c: 'Unacknowledged',
    Asset_Key__c: 'nw-pump-01',
    Episode_Number__c: 1,
    Definition__c: 'Pump_Flow_Low',
    Signal__c: 'Flow',
    Kind__c: 'Low',
    Priority__c: 'High',
    Message__c: 'Flow is low',
    Occurred_At__c: '2026-11-20T10:00:05.000Z',
    Raised_At__c: '2026-11-20T10:00:05.000Z',
    Value__c: 38.2,
    Limit__c: 40,
    Text_Value__c: null,
    Unit__c: 'L/min',
    Root_Episode_Key__c: null,
    Common_Cause__c: null,
    Acknowledged_By__c: null,
    Shelved_Until__c: null
};

let place: ReturnType<typeof temporaryFolder>;
let store: WorkerHistory;
let troubles: unknown[];
let refused: Refusal[];

function recorderOn(target: HistoryStore, more: object = {}): HistoryRecorder {
    return new HistoryRecorder(target, {
        ...{ lingerMs: 5, retryMs: 5, ...more },
        onTrouble: (error) => troubles.push(error),
        onRefused: (refusals) => refused.push(...refusals)
    });
}

beforeEach(() => {
    place = temporaryFolder();
    store = workerStore(place.folder);
    troubles = [];
    refused = [];
});
afterEach(async () => {
    await store.close();
    place.remove();
});

test('readings and alarms are in the store once they are said to be', async () => {
    const recorder = recorderOn(store);
    recorder.record('nw-pump-01', reading);
    recorder.record('nw-pump-01', { ...reading, signal: 'Valve_Open', value: true });
    recorder.alarm(raised);
    recorder.alarm(raised);
    await recorder.committed();
    expect(await store.latest('nw-pump-01')).toMatchObject([{ value: 71.5 }, { signal: 'Valve_Open', value: 'true' }]);
    const { events } = await store.events('nw-pump-01', { from: start, to: start + 10_000 }, 10, 0);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
        ...{ device: 'nw-pump-01', at: start + 5000, kind: 'alarm' },
        details: { transition: 'Raised', definition: 'Pump_Flow_Low', priority: 'High', value: 38.2, limit: 40 }
    });
    await recorder.stop();
});

test('readings leave by themselves, soon', async () => {
    const recorder = recorderOn(store);
    recorder.record('nw-pump-01', reading);
    await until(async () => (await store.latest('nw-pump-01')).length === 1, 'the reading is stored');
    expect(await store.latest('nw-pump-01')).toMatchObject([{ signal: 'Flow', at: start }]);
    await recorder.stop();
});

test('a store in trouble is tried again until it works, and nothing is lost', async () => {
    let failures = 3;
    const append = (batch: SampleBatch): Promise<Refusal[]> => {
        if (failures-- > 0) return Promise.reject(new Error('disk full'));
        return store.append(batch);
    };
    const flaky = new Proxy(store, { get: (target, name) => (name === 'append' ? append : Reflect.get(target, name)) });
    const recorder = recorderOn(flaky);
    recorder.record('nw-pump-01', reading);
    await recorder.committed();
    expect(troubles).toEqual([expect.objectContaining({ message: 'disk full' }), undefined]);
    expect(await store.latest('nw-pump-01')).toHaveLength(1);
});

test('sources are asked to pause while too much waits', async () => {
    const recorder = recorderOn(store, { highWater: 10 });
    expect(recorder.ready()).toBeUndefined();
    for (let index = 0; index < 10; index++) recorder.record('nw-pump-01', { ...reading, at: start + index });
    const pause = recorder.ready();
    expect(pause).toBeDefined();
    await pause;
    expect(recorder.ready()).toBeUndefined();
    await recorder.stop();
});

test('what the store refuses is reported', async () => {
    const recorder = recorderOn(store);
    recorder.record('nw-pump-01', reading);
    recorder.record('nw-pump-01', { ...reading, value: 'broken' });
    await recorder.committed();
    expect(refused).toEqual([{ device: 'nw-pump-01', signal: 'Flow', reason: 'kind-changed', count: 1 }]);
});

test('stopping does not wait for ever for a store that is down', async () => {
    const append = (): Promise<Refusal[]> => Promise.reject(new Error('no connection'));
    const down = new Proxy(store, { get: (target, name) => (name === 'append' ? append : Reflect.get(target, name)) });
    const recorder = recorderOn(down);
    let acknowledged = false;
    recorder.record('nw-pump-01', reading);
    recorder.afterCommit(() => (acknowledged = true));
    await recorder.stop(50);
    expect(troubles).toHaveLength(1);
    expect(acknowledged).toBe(false);
});
