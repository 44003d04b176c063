import { assess, saysMore, type Judgement } from './assess.ts';
import {
    MachineCondition,
    type HourlyMeans,
    type KnownLives,
    type MachineConditionState
} from './condition/machineCondition.ts';
import { RemainingLifeModel } from './life/remainingLife.ts';
import { HOURLY_FLEET, MachineWatch, type MachineWatchState } from './machine/machineWatch.ts';
import type { Assessment, HealthFacts, HealthSettings, MachineFacts, MachineSample, ModelFacts } from './model.ts';
import { wordsOf, type Words } from './words.ts';

/** Gives what an earlier run learned under a key. */
export type LoadState = (key: string) => unknown;

/** Machines that a fleet needs before its members are compared. */
const SMALLEST_FLEET = 3;

/** New figures under the same reasons are told after so much time. */
const REFRESH_MS = 15 * 60 * 1000;

/**
 * Learns and judges all machines. It knows no threads and no clock: samples carry their times, so a recording gives the
 * same result whenever it is replayed.
 */
export class HealthEngine {
    private readonly settings: HealthSettings;
    private readonly words: Words;
    private readonly load: LoadState;
    private readonly machines = new Map<string, MachineCondition>();
    private readonly fleets = new Map<string, MachineWatch>();
    private readonly lives = new Map<string, KnownLives>();
    private readonly told = new Map<string, Judgement>();
    private readonly unsaved = new Set<string>();
    private facts = new Map<string, MachineFacts>();
    private models: HealthFacts['models'] = {};
    private fleetSizes = new Map<string, number>();

    constructor(settings: HealthSettings, load: LoadState) {
        this.settings = settings;
        this.words = wordsOf(settings.language);
        this.load = load;
    }

    /** Takes over what the org says; machines that are gone are forgotten. */
    define({ models, machines }: HealthFacts): void {
        this.models = models;
        this.facts = new Map(machines.map((machine) => [machine.device, machine]));
        this.fleetSizes = new Map();
        for (const { model } of machines) this.fleetSizes.set(model, (this.fleetSizes.get(model) ?? 0) + 1);
        for (const [device, machine] of this.machines) {
            const facts = this.facts.get(device);
            if (facts) machine.define(facts, this.modelOf(facts));
            else this.forget(device, machine);
        }
    }

    /** Takes samples and answers what they tell that is new. */
    take(samples: readonly MachineSample[]): Assessment[] {
        return samples.flatMap((sample) => {
            const machine = this.machine(sample.device);
            if (!machine) return [];
            this.noteErrors(machine, sample);
            const { hour, judged } = machine.take(sample);
            if (hour) this.compare(machine, hour);
            this.unsaved.add(`machine ${sample.device}`);
            return judged || !machine.known ? this.tell(machine, sample) : [];
        });
    }

    /** Keys and states of what has changed since it was last taken from here, at most `limit`. */
    takeUnsaved(limit = Infinity): [string, unknown][] {
        const keys = [...this.unsaved].slice(0, limit);
        for (const key of keys) this.unsaved.delete(key);
        return keys.map((key) => [key, this.stateOf(key)]);
    }

    /** Machines that are judged. */
    get size(): number {
        return this.machines.size;
    }

    private stateOf(key: string): unknown {
        const [kind, name = ''] = key.split(/ (.*)/s);
        return kind === 'fleet' ? this.fleets.get(name)?.state() : this.machines.get(name)?.state();
    }

    private tell(machine: MachineCondition, sample: MachineSample): Assessment[] {
        const { rules } = this.modelOf(machine.facts);
        const judgement = assess(machine, sample, rules, this.settings, this.words);
        const refreshMs = Math.max(REFRESH_MS, this.settings.bucketMs);
        if (!saysMore(judgement, this.told.get(sample.device), refreshMs)) return [];
        this.told.set(sample.device, judgement);
        return [{ device: sample.device, fields: judgement.fields }];
    }

    private machine(device: string): MachineCondition | undefined {
        const known = this.machines.get(device);
        if (known) return known;
        const facts = this.facts.get(device);
        if (!facts) return undefined;
        const stored = this.load(`machine ${device}`) as MachineConditionState | undefined;
        const machine = new MachineCondition(facts, this.modelOf(facts), this.settings, stored, this.livesOf(facts));
        // A service that the org learned of while the bridge was away begins everything anew, too.
        machine.define(facts, this.modelOf(facts));
        this.machines.set(device, machine);
        return machine;
    }

    /** Learns from the lives of a model when the first machine of it is seen. */
    private livesOf({ model }: MachineFacts): KnownLives | undefined {
        const known = this.lives.get(model);
        if (known) return known;
        const settings = this.settings.lives.find((one) => one.model === model);
        if (!settings) return undefined;
        const learned = { settings, model: new RemainingLifeModel(settings.lives) };
        this.lives.set(model, learned);
        return learned;
    }

    private modelOf({ model }: MachineFacts): ModelFacts {
        return this.models[model] ?? { signals: [], rules: [] };
    }

    private noteErrors({ facts }: MachineCondition, { errors, at, device }: MachineSample): void {
        for (const code of errors) this.fleet(facts.model).error(device, code, at);
    }

    private compare(machine: MachineCondition, { at, values }: HourlyMeans): void {
        const { device, model } = machine.facts;
        if ((this.fleetSizes.get(model) ?? 0) < SMALLEST_FLEET) return;
        machine.fleet = this.fleet(model).judge(device, at, values);
        this.unsaved.add(`fleet ${model}`);
    }

    private fleet(model: string): MachineWatch {
        const known = this.fleets.get(model);
        if (known) return known;
        const fleet = new MachineWatch(HOURLY_FLEET, this.load(`fleet ${model}`) as MachineWatchState | undefined);
        this.fleets.set(model, fleet);
        return fleet;
    }

    private forget(device: string, machine: MachineCondition): void {
        this.machines.delete(device);
        this.told.delete(device);
        this.unsaved.delete(`machine ${device}`);
        this.fleets.get(machine.facts.model)?.forget(device);
    }
}
