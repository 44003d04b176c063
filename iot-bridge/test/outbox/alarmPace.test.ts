import { AlarmPace } from '../../src/outbox/alarmPace.ts';

/** Sends what a source of alarms causes, in steps of 10 ms; answers when requests went and how long events waited. */
function flood(seconds: number, everyMs: number): { requests: number; longestMs: number } {
    const pace = new AlarmPace();
    let waiting: number[] = [];
    let requests = 0;
    let longestMs = 0;
    for (let now = 0; now < seconds * 1000 || waiting.length > 0; now += 10) {
        if (now % everyMs === 0 && now < seconds * 1000) waiting.push(now);
        const [since] = waiting;
        if (since === undefined || !pace.mayGo(now, { since, full: waiting.length >= 200 })) continue;
        longestMs = Math.max(longestMs, now - since);
        waiting = [];
        requests++;
    }
    return { requests, longestMs };
}

describe('pace of alarm events', () => {
    it('lets single alarms go at once, for ever', () => {
        expect(flood(600, 1000)).toEqual({ requests: 600, longestMs: 0 });
    });

    it('shares requests in a flood, and lets no event wait longer than a second', () => {
        const { requests, longestMs } = flood(100, 50);
        expect(requests).toBeLessThan(260);
        expect(longestMs).toBeLessThanOrEqual(1000);
    });

    it('never holds back a full request or what has waited already', () => {
        const pace = new AlarmPace();
        for (let count = 0; count < 60; count++) pace.mayGo(5000, { since: 5000, full: false });
        expect(pace.mayGo(5000, { since: 5000, full: false })).toBe(false);
        expect(pace.mayGo(5000, { since: 5000, full: true })).toBe(true);
        expect(pace.mayGo(5000, { since: 0, full: false })).toBe(true);
    });

    it('recovers when it is calm again', () => {
        const pace = new AlarmPace();
        for (let count = 0; count < 61; count++) pace.mayGo(0, { since: 0, full: false });
        expect(pace.mayGo(30_000, { since: 30_000, full: false })).toBe(true);
    });
});
