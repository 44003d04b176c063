import type { Reading } from '../../src/pipeline/index.ts';
import { connectivityOf, heardOf } from '../../src/process/presence.ts';
import { messageKey, RecentKeys } from '../../src/process/recentKeys.ts';
import { continuousTime, extendTrend, firstState, takeOver, worthSending } from '../../src/process/signalState.ts';

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
    const rule = { deadband: 0.5, refreshMs: 300_000 };
    it.each([
        [70.4, 1000, false],
        [70.6, 1000, true],
        [70, 300_000, true]
    ])('a value of %d after %d ms is worth sending: %s', (value, at, expected) => {
        const state = sent(70);
        takeOver(state, reading(at, value), 'Measured');
        expect(worthSending(state, rule)).toBe(expected);
    });

    it('always lets a changed quality and a changed text through', () => {
        const bad = sent(70);
        takeOver(bad, reading(1, 70, 'Bad'), 'Measured');
        expect(worthSending(bad, rule)).toBe(true);
        const text = sent('Running');
        takeOver(text, reading(1, 'Fault'), 'Measured');
        expect(worthSending(text, rule)).toBe(true);
        expect(worthSending(sent('Running'), rule)).toBe(false);
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
        let trend: (readonly [number, number])[] = [];
        for (let second = 0; second < 1000; second++)
            trend = extendTrend(trend, reading(second * 1000, second), 10, 60) ?? trend;
        expect(trend).toHaveLength(60);
        expect(trend.at(-1)).toEqual([990, 990]);
        expect(extendTrend(trend, reading(2_000_000, 1, 'Bad'), 10, 60)).toBeUndefined();
        expect(extendTrend(trend, reading(2_000_000, 'x'), 10, 60)).toBeUndefined();
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
        const slow = heardOf(heardOf({}, 0), 3_600_000);
        expect(slow.intervalMs).toBe(3_600_000);
        expect(connectivityOf(slow, 3_600_000 * 3, 0, rule)).toBe('Online');
    });
});

describe('repeats', () => {
    const bytes = new TextEncoder().encode('payload');
    it('are recognised by sequence, else by content, both with their time', () => {
        expect(messageKey(5, 7, bytes)).toBe('5#7');
        expect(messageKey(5, undefined, bytes)).toBe(messageKey(5, undefined, new TextEncoder().encode('payload')));
        expect(messageKey(5, undefined, bytes)).not.toBe(messageKey(5, undefined, new TextEncoder().encode('payloae')));
        expect(messageKey(5, undefined, bytes)).not.toBe(messageKey(6, undefined, bytes));
    });

    it('are forgotten after a bounded number of messages', () => {
        const keys = new RecentKeys(['a']);
        expect(keys.add('a')).toBe(false);
        for (let index = 0; index < 32; index++) keys.add(String(index));
        expect(keys.add('a')).toBe(true);
        expect(keys.newest()).toHaveLength(8);
    });
});
