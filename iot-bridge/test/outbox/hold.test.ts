import type { AlarmEvent } from '../../src/contract/index.ts';
import { holdOf, Outbox } from '../../src/outbox/index.ts';

const config = { silenceHoldSeconds: 5 };

const event = (device: string, more: Partial<AlarmEvent> = {}): AlarmEvent =>
    ({
        Version__c: 1,
        Alarm_Key__c: `${device}:Silent`,
        Episode_Key__c: `${device}:Silent:1:1000`,
        Transition__c: 'Raised',
        State__c: 'Unacknowledged',
        Asset_Key__c: device,
        Kind__c: 'Silence',
        Root_Episode_Key__c: null,
        ...more
    }) as AlarmEvent;
const linked = (device: string): AlarmEvent =>
    event(device, { Transition__c: 'Linked', Root_Episode_Key__c: 'plant:Flood:1:1500' });

/** What is sent at an instant. */
function take(outbox: Outbox, now: number, limit: number) {
    const due = outbox.dueEvents(now, limit);
    outbox.take(due);
    return due;
}

const nowhere = { put: () => undefined, remove: () => undefined, touch: () => undefined };

function outboxWithRows() {
    const rows = new Map<string, unknown>();
    const put = (_space: string, key: string, read: () => unknown) => void rows.set(key, read());
    const remove = (_space: string, key: string) => void rows.delete(key);
    return { outbox: new Outbox({ put, remove, touch: () => undefined }, { events: new Map(), dirty: [] }), rows };
}

describe('an alarm that waits for its root', () => {
    it('is only a silence that stands alone', () => {
        expect(holdOf(event('m1'), config)).toBe(5000);
        expect(holdOf(event('m1', { Root_Episode_Key__c: 'root' }), config)).toBe(0);
        expect(holdOf(event('m1', { Kind__c: 'High' }), config)).toBe(0);
        expect(holdOf(event('m1', { Transition__c: 'Cleared' }), config)).toBe(0);
    });

    it('is told once, with its root, when that is found in time', () => {
        const { outbox, rows } = outboxWithRows();
        outbox.addEvent(event('m1'), 0, 5000);
        expect(take(outbox, 1000, 10)).toEqual([]);
        outbox.addEvent(linked('m1'));
        const sent = take(outbox, 1000, 10);
        expect(sent.map((entry) => [entry.event?.Transition__c, entry.event?.Root_Episode_Key__c])).toEqual([
            ['Raised', 'plant:Flood:1:1500']
        ]);
        expect([...rows.values()]).toEqual([sent[0]?.event]);
    });

    it('is told alone after its time, and its root by an event of its own', () => {
        const { outbox } = outboxWithRows();
        outbox.addEvent(event('m1'), 0, 5000);
        const [raised] = take(outbox, 5000, 10);
        outbox.addEvent(linked('m1'));
        expect(raised?.event?.Root_Episode_Key__c).toBeNull();
        outbox.settle(raised!, raised!.version);
        expect(take(outbox, 5000, 10).map((entry) => entry.event?.Transition__c)).toEqual(['Linked']);
    });

    it('holds back what happens to it meanwhile, and nothing else', () => {
        const { outbox } = outboxWithRows();
        outbox.addEvent(event('m1'), 0, 5000);
        outbox.addEvent(event('m1', { Transition__c: 'Cleared' }));
        outbox.addEvent(event('m2', { Kind__c: 'High' }));
        expect(take(outbox, 1000, 10).map((entry) => entry.event?.Asset_Key__c)).toEqual(['m2']);
        const [raised] = take(outbox, 5000, 10);
        expect(raised?.event).toMatchObject({ Asset_Key__c: 'm1', Transition__c: 'Raised' });
        outbox.drop(raised!);
        expect(take(outbox, 5000, 1)[0]?.event?.Transition__c).toBe('Cleared');
    });

    it('that an earlier run may have sent is not changed any more', () => {
        const rows = new Map([['000000000000001', event('m1')]]);
        const outbox = new Outbox(nowhere, { events: rows, dirty: [] });
        outbox.addEvent(linked('m1'));
        const [raised] = take(outbox, 0, 10);
        expect(raised?.event?.Root_Episode_Key__c).toBeNull();
        outbox.drop(raised!);
        expect(take(outbox, 0, 10).map((entry) => entry.event?.Transition__c)).toEqual(['Linked']);
    });
});
