import type { Instant } from '../../pipeline/index.ts';
import { MachineLife, type MachineLifeState } from '../life/machineLife.ts';
import type { RemainingLifeModel } from '../life/remainingLife.ts';
import type { CareScore } from '../machine/machineWatch.ts';
import { phases } from '../model.ts';
import type { HealthSettings, LifeSettings, MachineFacts, MachineSample, ModelFacts } from '../model.ts';
import { ServiceUsage, type ServiceUsageState } from '../prediction/serviceUsage.ts';
import { MOST_RELATED, Relations, type Misfit, type RelationsState } from './relations.ts';
import { SignalCondition, type SignalConditionState } from './signalCondition.ts';

/** What is remembered of one machine. */
export interface MachineConditionState {
    readonly signals: ReadonlyMap<string, SignalConditionState>;
    readonly relations: RelationsState;
    readonly usage: ServiceUsageState;
    readonly lastService: Instant | undefined;
    /** Of a machine whose model has known lives. */
    readonly life?: MachineLifeState;
}

/** The lives of a model, and what was learned from them. */
export interface KnownLives {
    readonly settings: LifeSettings;
    readonly model: RemainingLifeModel;
}

/** Means of a machine over the last hour, for the comparison with its fleet. */
export interface HourlyMeans {
    readonly at: Instant;
    readonly values: Readonly<Record<string, number>>;
}

const HOUR_MS = 3_600_000;

/** Share of the newest misfit in the level of misfits: one stretch alone says little. */
const MISFIT_WEIGHT = 0.3;

/** Everything that is learned and judged of one machine. */
export class MachineCondition {
    facts: MachineFacts;
    readonly usage: ServiceUsage;
    readonly life: MachineLife | undefined;
    readonly signals = new Map<string, SignalCondition>();
    misfit: Misfit | undefined;
    fleet: CareScore | undefined;
    private readonly settings: HealthSettings;
    private model: ModelFacts;
    private relations: Relations;
    private lastService: Instant | undefined;
    private steadySince: Instant | undefined;
    private resting = true;

    constructor(
        facts: MachineFacts,
        model: ModelFacts,
        settings: HealthSettings,
        stored?: MachineConditionState,
        lives?: KnownLives
    ) {
        this.facts = facts;
        this.model = model;
        this.settings = settings;
        this.relations = new Relations(stored?.relations.signals ?? [], stored?.relations);
        this.usage = new ServiceUsage(stored?.usage);
        this.life = lives && new MachineLife(lives.settings, lives.model, stored?.life);
        this.lastService = stored ? stored.lastService : facts.lastService;
        for (const [name, state] of stored?.signals ?? []) this.signal(name, state);
    }

    /** What has been learned. */
    state(): MachineConditionState {
        return {
            signals: new Map([...this.signals].map(([name, signal]) => [name, signal.state()])),
            relations: this.relations.state(),
            usage: this.usage.state(),
            lastService: this.lastService,
            life: this.life?.state()
        };
    }

    /** Takes over what the org says now. A newer service begins wear and usage anew. */
    define(facts: MachineFacts, model: ModelFacts): void {
        this.facts = facts;
        if (model !== this.model) {
            this.model = model;
            for (const known of model.signals) {
                const signal = this.signals.get(known.name);
                if (signal) signal.facts = known;
            }
        }
        if (facts.lastService === undefined || facts.lastService <= (this.lastService ?? -Infinity)) return;
        this.lastService = facts.lastService;
        this.usage.serviced();
        this.life?.serviced();
        for (const signal of this.signals.values()) signal.serviced();
        this.misfit = undefined;
    }

    /** Takes a sample; answers whether a stretch of steady running ended, and the means of an hour that did. */
    take(sample: MachineSample): { judged: boolean; hour: HourlyMeans | undefined } {
        this.usage.take(sample.at, sample.usage);
        if (!this.isSteady(sample)) return { judged: false, hour: undefined };
        this.life?.take(sample);
        const mayLearn = sample.alarm !== 'Critical' && sample.alarm !== 'High';
        let judged = false;
        const hour: Record<string, number> = {};
        for (const one of sample.signals) {
            const signal = this.signal(one.signal);
            if (!signal) continue;
            judged = signal.take(one, mayLearn) || judged;
            const ended = signal.hour.add(one.at, one.value, true, HOUR_MS);
            if (ended && signal.reference.known) hour[one.signal] = ended.mean;
        }
        if (judged) this.relate(mayLearn);
        const known = Object.keys(hour).length > 0;
        return { judged, hour: known ? { at: sample.at, values: hour } : undefined };
    }

    /** Name of a signal as people read it. */
    labelOf(signal: string): string {
        return this.model.signals.find(({ name }) => name === signal)?.label ?? signal.replaceAll('_', ' ');
    }

    /** How many of the wanted stretches the best known signal has, while none is known. */
    learned(): number {
        let most = 0;
        for (const { reference } of this.signals.values()) {
            most = Math.max(most, reference.known ? this.settings.learningSamples : reference.state().count);
        }
        return Math.min(most, this.settings.learningSamples);
    }

    /** Whether any signal is known. */
    get known(): boolean {
        for (const { reference } of this.signals.values()) if (reference.known) return true;
        return false;
    }

    /** Running, and long enough since the start; anything else interrupts what was begun. */
    private isSteady({ phase, at }: MachineSample): boolean {
        const rests = phase === phases.resting || phase === phases.maintained;
        if (rests) {
            if (!this.resting) for (const signal of this.signals.values()) signal.interrupt();
            this.resting = true;
            this.steadySince = undefined;
            return false;
        }
        this.resting = false;
        this.steadySince ??= phase === phases.unknown ? at : at + this.settings.settleMs;
        return at >= this.steadySince;
    }

    private signal(name: string, stored?: SignalConditionState): SignalCondition | undefined {
        const known = this.signals.get(name);
        if (known) return known;
        const facts = this.model.signals.find((one) => one.name === name);
        if (!facts) return undefined;
        const signal = new SignalCondition(facts, this.settings, stored);
        this.signals.set(name, signal);
        return signal;
    }

    /** Sets the means of the stretch that ended into relation, where all signals have one. */
    private relate(mayLearn: boolean): void {
        const known = [...this.signals.values()].filter(({ reference }) => reference.known);
        const names = known.map(({ facts }) => facts.name).sort();
        if (names.slice(0, MOST_RELATED).join() !== this.relations.signals.join())
            this.relations = new Relations(names);
        const means = this.relations.signals.map((name) => this.signals.get(name)?.newest);
        const at = means[0]?.at;
        if (at === undefined || means.some((one) => one?.at !== at)) return;
        const learn = mayLearn && means.every((one) => one?.learn);
        const values = means.map((one) => one?.mean ?? 0);
        this.misfit = smoothed(this.misfit, this.relations.push(values, learn, this.settings.anomalySamples));
    }
}

function smoothed(before: Misfit | undefined, now: Misfit | undefined): Misfit | undefined {
    if (!now) return undefined;
    // Which of two signals that contradict each other is told may change from stretch to stretch.
    const last = before?.deviation ?? 0;
    return { ...now, deviation: last + MISFIT_WEIGHT * (Math.abs(now.deviation) - last) };
}
