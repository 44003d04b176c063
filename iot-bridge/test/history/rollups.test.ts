import fc from 'fast-check';
import { EmbeddedHistory } from '../../src/history/embedded/embeddedHistory.ts';
import { runJob } from '../../src/history/embedded/job.ts';
import { referenceRollups, expectSameRollups } from './support/reference.ts';
import { batchOf } from './support/samples.ts';
import type { GivenSample } from './support/samples.ts';
import { embeddedOptions, gapMs, temporaryFolder, tieredOptions } from './support/stores.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const start = Date.UTC(2026, 10, 19, 22, 30);
const everything = { from: start - DAY, to: start + 3 * DAY };
const numberKey = { device: 'nw-motor-01', signal: 'Bearing_Vibration' };
const stateKey = { device: 'nw-motor-01', signal: 'Operating_State' };

const quality = fc.constantFrom('Good', 'Good', 'Good', 'Uncertain', 'Bad' as const);
/** Times around midnight: close together, minutes apart and far apart, so that gaps, buckets and days are crossed. */
const time = fc.oneof(
    fc.integer({ min: 0, max: 20 * MINUTE }),
    fc.integer({ min: 0, max: 40 }).map((step) => step * 97_000),
    fc.integer({ min: 0, max: DAY })
);
const numberSample = fc.record({
    ...{ device: fc.constant(numberKey.device), signal: fc.constant(numberKey.signal) },
    ...{
        at: time.map((offset) => start + offset),
        quality,
        value: fc.integer({ min: -500, max: 500 }).map((v) => v / 10)
    }
});
const stateSample = fc.record({
    ...{ device: fc.constant(stateKey.device), signal: fc.constant(stateKey.signal) },
    ...{ at: time.map((offset) => start + offset), quality, value: fc.constantFrom('Running', 'Idle', 'Fault') }
});
const batch = fc.array(fc.oneof(numberSample, stateSample), { minLength: 1, maxLength: 60 });
/** What happens between two batches. */
const between = fc.constantFrom(
    ...(['nothing', 'step', 'flush', 'question', 'kill', 'archive', 'archive', 'half', 'cold'] as const)
);
const story = fc.array(fc.tuple(batch, between), { minLength: 1, maxLength: 8 });

type Between = 'nothing' | 'step' | 'flush' | 'question' | 'kill' | 'archive' | 'half' | 'cold';

function tell(history: EmbeddedHistory, what: Between, folder: string): EmbeddedHistory {
    if (what === 'flush') history.flush();
    if (what === 'question') history.buckets(numberKey, HOUR, everything);
    if (what === 'step') {
        history.startFlush();
        history.step(0);
    }
    if (what === 'archive') runJob(history.archive(start + 3 * DAY));
    if (what === 'cold') runJob(history.archive(start + 10 * DAY));
    if (what === 'half') {
        const job = history.archive(start + 3 * DAY);
        for (let slice = 0; slice < 4; slice++) job.next();
    }
    // The files as a kill would leave them: nothing is closed, and another store takes over from the journal.
    return what === 'kill' || what === 'half' ? new EmbeddedHistory(tieredOptions(folder)) : history;
}

function expectTrue(history: EmbeddedHistory, samples: readonly GivenSample[]): void {
    for (const key of [numberKey, stateKey]) {
        const own = samples.filter(({ signal }) => signal === key.signal);
        const minutes = history.rollupsOf(key, 'minute', everything);
        expectSameRollups(minutes, referenceRollups(own, MINUTE, gapMs));
        expectSameRollups(history.rollupsOf(key, 'hour', everything), referenceRollups(own, HOUR, gapMs));
        expectSameRollups(history.rollupsOf(key, 'day', everything), referenceRollups(own, DAY, gapMs));
        expectSameRollups(history.buckets(key, 7 * MINUTE, everything), referenceRollups(own, 7 * MINUTE, gapMs));
        expectSameRollups(history.buckets(key, 5000, everything), referenceRollups(own, 5000, gapMs));
        const newest = new Map(own.map(({ at, value, quality: given }) => [at, { at, value, quality: given }]));
        const expected = [...newest.values()].sort((left, right) => left.at - right.at);
        expect(history.samples(key, everything, 10_000).samples).toEqual(expected);
    }
}

test('rollups equal a recomputation from the values, with late, repeated and corrected ones, moves between tiers and kills', () => {
    fc.assert(
        fc.property(story, (steps) => {
            const { folder, remove } = temporaryFolder();
            try {
                let history = new EmbeddedHistory(tieredOptions(folder));
                const given: GivenSample[] = [];
                for (const [samples, what] of steps) {
                    history.append(batchOf(samples));
                    given.push(...samples);
                    history = tell(history, what, folder);
                }
                history.append(batchOf(steps[0]![0]));
                given.push(...steps[0]![0]);
                expectTrue(history, given);
                runJob(history.archive(start + 10 * DAY));
                expectTrue(history, given);
                expect(runJob(history.archive(start + 10 * DAY))).toEqual({ files: 0, samples: 0, movedToCold: 0 });
                history.close();
            } finally {
                remove();
            }
        }),
        { numRuns: 25, endOnFailure: true }
    );
});

test('a late value opens its bucket, hour and day again', () => {
    const { folder, remove } = temporaryFolder();
    const history = new EmbeddedHistory(embeddedOptions(folder));
    const at = (offset: number, value: number): GivenSample => ({
        ...numberKey,
        at: start + offset,
        value,
        quality: 'Good'
    });
    history.append(batchOf([at(0, 1), at(30_000, 1), at(2 * HOUR, 1)]));
    expect(history.rollupsOf(numberKey, 'minute', everything)[0]).toMatchObject({ count: 2, max: 1, area: 30_000 });
    history.append(batchOf([at(10_000, 4)]));
    expect(history.rollupsOf(numberKey, 'minute', everything)[0]).toMatchObject({ count: 3, max: 4, area: 90_000 });
    expect(history.rollupsOf(numberKey, 'hour', everything)[0]).toMatchObject({ count: 3, max: 4 });
    expect(history.rollupsOf(numberKey, 'day', everything)).toMatchObject([
        { count: 3, max: 4 },
        { count: 1, max: 1 }
    ]);
    history.close();
    remove();
});
