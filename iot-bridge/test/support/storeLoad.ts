import type { AlarmEvent } from '../../src/contract/index.ts';
import { Outbox, readMarks } from '../../src/outbox/index.ts';
import { Store } from '../../src/store/index.ts';
import type { RowReader } from '../../src/store/index.ts';

/** One change of what the bridge keeps. */
export type Change =
    | { kind: 'device'; name: string; value: number }
    | { kind: 'forget'; name: string }
    | { kind: 'queue'; episode: string }
    | { kind: 'confirm'; events: number }
    | { kind: 'dirty' | 'clean'; name: string };

const devices = 40;
const cleanEvery = 5;
const burst = { every: 25, events: 120 };

/** What step `step` changes, always the same for a seed: a few rows, now and then a flood of alarms. Pure. */
export function changesOf(seed: number, step: number): Change[] {
    const random = randomOf(seed * 1_000_003 + step);
    const name = () => `motor-${Math.floor(random() * devices)}`;
    const changes: Change[] = [];
    for (let count = 1 + Math.floor(random() * 10); count > 0; count--) {
        const chance = random();
        if (chance < 0.5) changes.push({ kind: 'device', name: name(), value: Math.floor(random() * 1e6) });
        else if (chance < 0.6) changes.push({ kind: 'forget', name: name() });
        else if (chance < 0.8) changes.push({ kind: 'queue', episode: `${step}-${count}` });
        else changes.push({ kind: step % cleanEvery === 0 ? 'clean' : 'dirty', name: name() });
    }
    const flood = step % burst.every === 0 ? burst.events : 0;
    for (let index = 0; index < flood; index++) changes.push({ kind: 'queue', episode: `${step}-flood-${index}` });
    changes.push({ kind: 'confirm', events: Math.floor(random() * 14) });
    return changes;
}

/** What must be stored after the first `steps` steps, computed without any part of the store. Pure. */
export function expectedAfter(seed: number, steps: number) {
    const values = new Map<string, { value: number; changes: number }>();
    const dirty = new Set<string>();
    let episodes: string[] = [];
    for (let step = 1; step <= steps; step++) {
        for (const change of changesOf(seed, step)) {
            if (change.kind === 'device') {
                const changes = (values.get(change.name)?.changes ?? 0) + 1;
                values.set(change.name, { value: change.value, changes });
            } else if (change.kind === 'forget') values.delete(change.name);
            else if (change.kind === 'queue') episodes.push(change.episode);
            else if (change.kind === 'confirm') episodes = episodes.slice(change.events);
            else if (change.kind === 'dirty') dirty.add(change.name);
            else dirty.delete(change.name);
        }
    }
    return { devices: Object.fromEntries(values), dirty: [...dirty].sort(), episodes };
}

/** What a store gives back, in the form of {@link expectedAfter}, and the step it belongs to. */
export function storedIn(store: Store) {
    const events = [...store.load('outbox')].sort(([left], [right]) => (left < right ? -1 : 1));
    return {
        step: Number(store.load('cursor').get('step') ?? 0),
        content: {
            devices: Object.fromEntries(store.load('device')),
            dirty: [...store.load('dirty').keys()].sort(),
            episodes: events.map(([, event]) => (event as AlarmEvent).Episode_Key__c)
        }
    };
}

/** Drives a store the way the bridge does: own state is changed in place, rows are read when a commit or fold is made. */
export class StoreLoad {
    step: number;
    private readonly store: Store;
    private readonly seed: number;
    private readonly outbox: Outbox;
    private readonly devices: Map<string, { value: number; changes: number }>;

    /** Continues where the opened store ended. */
    constructor(store: Store, seed: number) {
        this.store = store;
        this.seed = seed;
        this.step = storedIn(store).step;
        this.devices = store.load('device') as Map<string, { value: number; changes: number }>;
        this.outbox = new Outbox(store, {
            events: store.load('outbox') as Map<string, AlarmEvent>,
            dirty: [...store.load('dirty')].map(([device, row]) => readMarks(device, row as RowReader))
        });
    }

    /** Makes all changes of the next step at once, so that one commit has them all or none. */
    next(): number {
        this.step++;
        for (const change of changesOf(this.seed, this.step)) this.apply(change);
        this.store.put('cursor', 'step', () => this.step);
        return this.step;
    }

    private apply(change: Change): void {
        if (change.kind === 'device') this.set(change.name, change.value);
        else if (change.kind === 'forget') this.forget(change.name);
        else if (change.kind === 'queue') this.outbox.addEvent(eventOf(change.episode));
        else if (change.kind === 'confirm') {
            for (const entry of this.outbox.dueEvents(0, change.events + 1).slice(0, change.events)) {
                this.outbox.settle(entry, entry.version);
            }
        } else if (change.kind === 'dirty') this.outbox.markDirty(change.name);
        else this.clean(change.name);
    }

    private set(name: string, value: number): void {
        const device = this.devices.get(name) ?? { value, changes: 0 };
        this.devices.set(name, device);
        device.value = value;
        device.changes++;
        this.store.put('device', name, () => device);
    }

    private forget(name: string): void {
        this.devices.delete(name);
        this.store.remove('device', name);
    }

    private clean(name: string): void {
        const entry = this.outbox.dueSnapshots(0, Number.POSITIVE_INFINITY).find(({ device }) => device === name);
        if (entry) this.outbox.settle(entry, entry.version);
    }
}

/** Segments of a few steps, folded over several commits. */
export const tinyPace = { segmentLength: 3000, rowsPerCommit: 7 };

/** A store whose journal is folded all the time. */
export function openTinyStore(directory: string): Store {
    const store = new Store({
        directory,
        durability: 'process',
        onTrouble: (error) => {
            if (error) throw error;
        },
        journal: tinyPace
    });
    store.open();
    return store;
}

function eventOf(episode: string): AlarmEvent {
    return { Alarm_Key__c: episode, Episode_Key__c: episode, Transition__c: 'Raised' } as AlarmEvent;
}

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
function randomOf(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
}
