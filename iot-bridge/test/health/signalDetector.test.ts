import { ANOMALY_THRESHOLD, SignalDetector } from '../../src/health/anomaly/signalDetector.ts';
import { AnomalyWatch, watchOptions } from '../../src/health/anomaly/episodes.ts';
import { Surprise } from '../../src/health/anomaly/surprise.ts';

const HOUR = 3_600_000;

/** A day's course with a little ripple, without chance. */
function usual(index: number): number {
    return 50 + 10 * Math.sin((2 * Math.PI * index) / 24) + Math.sin(index * 1.7) + 0.5 * Math.sin(index * 0.37);
}

test('a usual course is no anomaly, a spike is one and says why', () => {
    const detector = new SignalDetector();
    const scores = Array.from({ length: 1500 }, (_, index) => detector.push(index * HOUR, usual(index)).score);
    expect(Math.max(...scores.slice(800))).toBeLessThan(ANOMALY_THRESHOLD);
    const spike = detector.push(1500 * HOUR, usual(1500) + 40);
    expect(spike.score).toBeGreaterThan(2);
    expect(spike.reasons[0]?.surprise).toBe(spike.score);
});

test('a value that is usual at noon is an anomaly at midnight', () => {
    const detector = new SignalDetector();
    for (let index = 0; index < 1506; index++) detector.push(index * HOUR, usual(index));
    const wrongTime = detector.push(1506 * HOUR, usual(1506 - 12));
    expect(wrongTime.reasons.find((reason) => reason.feature === 'time of day')?.surprise).toBeGreaterThan(1);
});

test('one disturbance is told once, and nothing while learning', () => {
    const watch = new AnomalyWatch(watchOptions(500));
    const told: number[] = [];
    for (let index = 0; index < 1200; index++) {
        const disturbance = index >= 900 && index < 910 ? 90 : index === 100 ? 30 : 0;
        if (watch.push(index * HOUR, usual(index) + disturbance)) told.push(index);
    }
    expect(told).toEqual([900]);
});

test('surprise forgets slowly, so that a new usual level is accepted', () => {
    const surprise = new Surprise();
    for (let index = 0; index < 1000; index++) surprise.push(1 + (index % 7) / 10);
    expect(surprise.push(20)).toBeGreaterThan(5);
    for (let index = 0; index < 1000; index++) surprise.push(19 + (index % 7) / 10);
    expect(surprise.push(19.6)).toBeLessThan(1.1);
});

test('what was learned survives a restart', () => {
    const first = new Surprise();
    for (let index = 0; index < 300; index++) first.push(index % 10);
    const second = new Surprise(first.state());
    expect(second.push(30)).toBe(first.push(30));
});
