import fc from 'fast-check';
import type { AlarmDefinition } from '../../src/alarm/index.ts';
import { machine } from '../../src/alarm/index.ts';

const definition: AlarmDefinition = {
    name: 'Test',
    signal: 'Vibration',
    model: undefined,
    kind: 'High',
    limit: 10,
    states: [],
    hysteresis: 0,
    onDelayMs: 5000,
    offDelayMs: 3000,
    windowMs: 0,
    latching: false,
    priority: 'High',
    message: 'Too high',
    referenceSignal: undefined,
    formula: undefined,
    startUpMs: 0
};

type Input = readonly [at: number, condition: 'beyond' | 'within' | 'unknown', continuousMs: number];

/** Feeds observations and returns the last state and all transitions as `Transition>State@time`. */
function feed(inputs: readonly Input[], used = definition, from = machine.restingState) {
    let state = from;
    const log: string[] = [];
    for (const [at, condition, continuousMs] of inputs) {
        const step = machine.observe(state, used, { at, condition, continuousMs });
        state = step.state;
        log.push(...step.changes.map((change) => `${change.transition}>${change.state}@${change.at}`));
    }
    return { state, log };
}

describe('alarm state machine', () => {
    it('raises after the on-delay and clears after the off-delay, on continuous time', () => {
        const { log } = feed([
            [0, 'within', 0],
            [1000, 'beyond', 1000],
            [4000, 'beyond', 3000],
            [6000, 'beyond', 2000],
            [7000, 'within', 1000],
            [9000, 'within', 2000],
            [10_000, 'within', 1000]
        ]);
        expect(log).toEqual(['Raised>Unacknowledged@6000', 'Cleared>Returned Unacknowledged@10000']);
    });

    it('does not count a data gap towards the on-delay', () => {
        const { log, state } = feed([
            [0, 'beyond', 0],
            [60_000, 'beyond', 0],
            [62_000, 'beyond', 2000]
        ]);
        expect(log).toEqual([]);
        expect(state.pendingMs).toBe(2000);
    });

    it('keeps one episode when the value flaps inside the off-delay', () => {
        const { log } = feed([
            [0, 'beyond', 0],
            [5000, 'beyond', 5000],
            [6000, 'within', 1000],
            [7000, 'beyond', 1000],
            [8000, 'within', 1000],
            [11_000, 'within', 3000]
        ]);
        expect(log).toEqual(['Raised>Unacknowledged@5000', 'Cleared>Returned Unacknowledged@11000']);
    });

    it('starts a new numbered episode when an acknowledged alarm comes back', () => {
        const quick = { ...definition, onDelayMs: 0, offDelayMs: 0 };
        const raised = feed([[0, 'beyond', 0]], quick).state;
        const seen = machine.acknowledge(raised, 1, 500, 'agent').state;
        const { log, state } = feed(
            [
                [1000, 'within', 1000],
                [2000, 'beyond', 1000]
            ],
            quick,
            seen
        );
        expect(log).toEqual(['Cleared>Normal@1000', 'Raised>Unacknowledged@2000']);
        expect(state.open?.number).toBe(2);
    });

    it('ignores late values and values without a judgement', () => {
        const quick = { ...definition, onDelayMs: 0, offDelayMs: 0 };
        const { log } = feed(
            [
                [5000, 'beyond', 0],
                [6000, 'within', 1000],
                [5500, 'beyond', 0],
                [7000, 'unknown', 1000]
            ],
            quick
        );
        expect(log).toEqual(['Raised>Unacknowledged@5000', 'Cleared>Returned Unacknowledged@6000']);
    });

    it('holds a latched alarm until it is acknowledged', () => {
        const latching = { ...definition, latching: true, onDelayMs: 0, offDelayMs: 0 };
        const { log, state } = feed(
            [
                [0, 'beyond', 0],
                [1000, 'within', 1000],
                [2000, 'beyond', 1000],
                [3000, 'within', 1000]
            ],
            latching
        );
        expect(log).toEqual([
            'Raised>Unacknowledged@0',
            'Cleared>Latched@1000',
            'Raised>Unacknowledged@2000',
            'Cleared>Latched@3000'
        ]);
        const { changes, state: after } = machine.acknowledge(state, 1, 4000);
        expect(changes.map(({ transition, state: name }) => `${transition}>${name}`)).toEqual([
            'Acknowledged>Latched',
            'Cleared>Normal'
        ]);
        expect(machine.stateName(after)).toBe('Normal');
    });

    it('shows nothing new while shelved and raises what still stands when the shelf ends', () => {
        const quick = { ...definition, onDelayMs: 0, offDelayMs: 0 };
        const raised = feed([[0, 'beyond', 0]], quick).state;
        const shelved = machine.inhibit(raised, 'Shelved', 100, 10_000).state;
        const hidden = feed(
            [
                [1000, 'within', 1000],
                [2000, 'beyond', 1000]
            ],
            quick,
            shelved
        );
        expect(hidden.log).toEqual(['Cleared>Normal@1000']);
        const { changes } = machine.release(hidden.state, 'Shelved', quick, 10_000);
        expect(changes.map(({ transition, state, episode }) => `${transition}>${state}#${episode.number}`)).toEqual([
            'Unshelved>Normal#1',
            'Raised>Unacknowledged#2'
        ]);
    });

    it('acknowledges an episode that has returned, after a newer one was raised', () => {
        const quick = { ...definition, onDelayMs: 0, offDelayMs: 0 };
        const { state } = feed(
            [
                [0, 'beyond', 0],
                [1000, 'within', 1000],
                [2000, 'beyond', 1000]
            ],
            quick
        );
        const { changes } = machine.acknowledge(state, 1, 3000);
        expect(changes).toMatchObject([{ transition: 'Acknowledged', state: 'Normal', episode: { number: 1 } }]);
        expect(machine.acknowledge(state, 7, 3000).changes).toEqual([]);
    });
});

type Action =
    | { do: 'observe'; after: number; condition: 'beyond' | 'within' | 'unknown'; gap: boolean }
    | { do: 'late'; before: number }
    | { do: 'acknowledge'; number: number | undefined }
    | { do: 'inhibit' | 'release'; kind: 'Shelved' | 'Suppressed' | 'Out of Service' }
    | { do: 'store' };

const kinds = fc.constantFrom('Shelved' as const, 'Suppressed' as const, 'Out of Service' as const);
const action: fc.Arbitrary<Action> = fc.oneof(
    {
        weight: 6,
        arbitrary: fc.record({
            do: fc.constant('observe' as const),
            after: fc.integer({ min: 0, max: 8000 }),
            condition: fc.constantFrom('beyond' as const, 'within' as const, 'unknown' as const),
            gap: fc.boolean()
        })
    },
    {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('late' as const), before: fc.integer({ min: 1, max: 9000 }) })
    },
    {
        weight: 2,
        arbitrary: fc.record({
            do: fc.constant('acknowledge' as const),
            number: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined })
        })
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('inhibit' as const, 'release' as const), kind: kinds }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('store' as const) }) }
);

/** Applies one action; storing and loading the state between any two must make no difference. */
function apply(state: machine.AlarmState, used: AlarmDefinition, now: number, next: Action): machine.Step {
    switch (next.do) {
        case 'observe':
            return machine.observe(state, used, {
                at: now,
                condition: next.condition,
                continuousMs: next.gap ? 0 : next.after
            });
        case 'late':
            return machine.observe(state, used, {
                at: state.lastAt - next.before,
                condition: 'beyond',
                continuousMs: 0
            });
        case 'acknowledge':
            return machine.acknowledge(state, next.number, now);
        case 'inhibit':
            return machine.inhibit(state, next.kind, now);
        case 'release':
            return machine.release(state, next.kind, used, now);
        case 'store':
            return { state: JSON.parse(JSON.stringify(state)) as machine.AlarmState, changes: [] };
    }
}

/** Follows episodes by their events alone, as the org does, and tells what contradicts itself. */
class EpisodeWatcher {
    readonly problems: string[] = [];
    private readonly open = new Map<number, boolean>();

    see({ transition, episode }: machine.Change, state: machine.AlarmState): void {
        const { number } = episode;
        if (transition === 'Raised') {
            const others = this.openNumbers().filter((other) => other !== number);
            if (others.length > 0) this.problems.push(`${number} raised while ${others.join()} is open`);
            if (!this.open.has(number) && number !== this.open.size + 1) this.problems.push(`${number} skips a number`);
            this.open.set(number, true);
        }
        if (transition === 'Cleared') {
            if (!this.open.has(number)) this.problems.push(`${number} cleared without having been raised`);
            this.open.set(number, state.open?.number === number);
        }
    }

    openNumbers(): number[] {
        return [...this.open].filter(([, isOpen]) => isOpen).map(([number]) => number);
    }
}

describe('alarm state machine under any order of events', () => {
    it('has at most one open episode, numbers them without gaps, and ends each once per raising', () => {
        fc.assert(
            fc.property(fc.array(action, { maxLength: 80 }), fc.boolean(), (actions, latching) => {
                const watcher = new EpisodeWatcher();
                let state = machine.restingState;
                let now = 1_000_000;
                for (const next of actions) {
                    now += next.do === 'observe' ? next.after : 1;
                    const step = apply(state, { ...definition, latching }, now, next);
                    for (const change of step.changes) watcher.see(change, step.state);
                    state = step.state;
                    expect(watcher.openNumbers()).toEqual(state.open ? [state.open.number] : []);
                    expect(state.returned.length).toBeLessThanOrEqual(20);
                }
                expect(watcher.problems).toEqual([]);
            }),
            { numRuns: 1000 }
        );
    });

    it('gives the same transitions when every observation is repeated', () => {
        const observations = fc.array(fc.record({ after: fc.integer({ min: 1, max: 8000 }), beyond: fc.boolean() }), {
            maxLength: 60
        });
        fc.assert(
            fc.property(observations, (list) => {
                let at = 0;
                const inputs = list.map(({ after, beyond }): Input => {
                    at += after;
                    return [at, beyond ? 'beyond' : 'within', after];
                });
                const repeated = inputs.flatMap(([time, condition, ms]): Input[] => [
                    [time, condition, ms],
                    [time, condition, 0]
                ]);
                const quick = { ...definition, onDelayMs: 5000, offDelayMs: 3000 };
                expect(feed(repeated, quick).log).toEqual(feed(inputs, quick).log);
            })
        );
    });
});
