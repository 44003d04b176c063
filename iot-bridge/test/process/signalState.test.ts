import type { Reading } from '../../src/pipeline/index.ts';
import { connectivityOf, noteHeard } from '../../src/process/presence.ts';
import type { PresenceState } from '../../src/process/presence.ts';
import { messageKey, RecentKeys } from '../../src/process/recentKeys.ts';
import {
    continuousTime,
    extendTrend,
    firstState,
    takeOver,
    trendPoints,
    worthSending
} from '../../src/process/signalState.ts';

const reading = (at: number, value: Reading['value'], quality: Reading['quality'] = 'Good'): Reading => ({
    signal: 'Flow',
    value,
    at,
    quality
});
const sent = (value: Reading['value'], at = 0) => ({
    ...firstState(reading(at, value), 'Measured'),
    sentValue: value,
    sentQuality: 'Good' as const,
    sentAt: at
});

describe('deadband', () => {
    it.each([
        [70.4, 1000, false],
        [70.6, 1000, true],
        [70, 300_000, true]
    ])('a value of %d after %d ms is worth sending: %s', (value, at, expected) => {
        const state = sent(70);
        takeOver(state, reading(at, value), 'Measured');
        expect(worthSending(state, 0.5, 300_000)).toBe(expected);
    });

    it('always lets a changed quality and a changed text through', () => {
        const bad = sent(70);
        takeOver(bad, reading(1, 70, 'Bad'), 'Measured');
        expect(worthSending(bad, 0.5, 300_000)).toBe(true);
        const text = sent('Running');
        takeOver(text, reading(1, 'Fault'), 'Measured');
        expect(worthSending(text, 0.5, 300_000)).toBe(true);
        expect(worthSending(sent('Running'), 0.5, 300_000)).toBe(false);
    });
});

describe('continuous time', () => {
    it('is the distance between values, and nothing across a gap', () => {
        expect(continuousTime(undefined, 1000, 30_000)).toBe(0);
        expect(continuousTime(sent(1), 5000, 30_000)).toBe(5000);
        expect(continuousTime(sent(1), 31_000, 30_000)).toBe(0);
    });

    it('learns that slow signals have long distances', () => {
        const state = sent(1);
        takeOver(state, reading(3_600_000, 1), 'Measured');
        expect(continuousTime(state, 7_200_000, 30_000)).toBe(3_600_000);
        expect(continuousTime(state, 3_600_000 * 6, 30_000)).toBe(0);
    });
});

describe('trend', () => {
    it('keeps a bounded number of points at their distance, without Bad values and texts', () => {
        const state = firstState(reading(0, 0), 'Measured');
        const extend = (at: number, value: Reading['value'], quality?: Reading['quality']): boolean => {
            takeOver(state, reading(at, value, quality), 'Measured');
            return extendTrend(state, 10, 60);
        };
        for (let second = 0; second < 1000; second++) extend(second * 1000, second);
        expect(trendPoints(state)).toHaveLength(60);
        expect(trendPoints(state).at(0)).toEqual([400, 400]);
        expect(trendPoints(state).at(-1)).toEqual([990, 990]);
        expect(extend(2_000_000, 1, 'Bad')).toBe(false);
        expect(extend(2_000_000, 'x')).toBe(false);
    });
});

describe('presence', () => {
    const rule = { staleMs: 60_000, offlineMs: 900_000 };
    const state = { lastSeenAt: 0, intervalMs: 1000 };
    it.each([
        [59_999, 'Online'],
        [60_000, 'Stale'],
        [900_000, 'Offline']
    ])('after %d ms of silence is %s', (now, expected) => {
        expect(connectivityOf(state, now, 0, rule)).toBe(expected);
    });

    it('does not blame a device for the time in which nobody listened', () => {
        expect(connectivityOf(state, 1_000_000, 990_000, rule)).toBe('Online');
    });

    it('believes an announcement at once', () => {
        expect(connectivityOf({ ...state, announced: 'offline' }, 1, 0, rule)).toBe('Offline');
        expect(connectivityOf({ announced: 'online' }, 1, 0, rule)).toBe('Online');
        expect(connectivityOf({}, 1, 0, rule)).toBe('Unknown');
    });

    it('learns the rhythm of a device', () => {
        const slow: PresenceState = {};
        for (const at of [0, 3_600_000]) noteHeard(slow, at);
        expect(slow.intervalMs).toBe(3_600_000);
        expect(connectivityOf(slow, 3_600_000 * 3, 0, rule)).toBe('Online');
    });
});

describe('repeats', () => {
    const bytes = new TextEncoder().encode('payload');
    it('are recognised by sequence, else by content, both with their time', () => {
        const other = new TextEncoder().encode('payloae');
        expect(messageKey(5, 7, bytes)).toBe(messageKey(5, 7, other));
        expect(messageKey(5, '7a', bytes)).toBe(messageKey(5, '7a', other));
        expect(messageKey(5, undefined, bytes)).toBe(messageKey(5, undefined, new TextEncoder().encode('payload')));
        const different = [
            messageKey(5, 7, bytes),
            messageKey(5, 7, bytes, 1),
            messageKey(6, 7, bytes),
            messageKey(5, 8, bytes),
            messageKey(undefined, 7, bytes),
            messageKey(5, '7', bytes),
            messageKey(5, undefined, bytes),
            messageKey(6, undefined, bytes),
            messageKey(5, undefined, other)
        ];
        expect(new Set(different).size).toBe(different.length);
    });

    it('have keys of their own, however close their times and numbers are', () => {
        const keys = new Set<number>();
        for (let at = 0; at < 300; at++) {
            for (let sequence = 0; sequence < 300; sequence++) {
                keys.add(messageKey(1_763_640_000_000 + at, sequence, bytes));
            }
        }
        expect(keys.size).toBe(90_000);
        expect([...keys].every((key) => Number.isSafeInteger(key) && key >= 0)).toBe(true);
    });

    it('are forgotten after a bounded number of messages', () => {
        const keys = new RecentKeys([1]);
        expect(keys.add(1)).toBe(false);
        for (let index = 0; index < 32; index++) keys.add(100 + index);
        expect(keys.add(1)).toBe(true);
        expect(keys.add(131)).toBe(false);
        const stored = Array.from({ length: keys.storedCount }, (_, index) => keys.storedKey(index));
        expect(stored).toEqual([125, 126, 127, 128, 129, 130, 131, 1]);
    });
});
