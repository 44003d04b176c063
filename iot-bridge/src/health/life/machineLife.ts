import type { Instant } from '../../pipeline/index.ts';
import type { LifeSettings, MachineSample } from '../model.ts';
import type { Expectation } from '../prediction/wearPrediction.ts';
import type { UsageRate } from '../prediction/usagePrediction.ts';
import { LONGEST, SHORTEST, type RemainingLife, type RemainingLifeModel } from './remainingLife.ts';
import { NEW, RECENT } from './wear.ts';

/** What is remembered of the life of a machine: the same amount however old it gets. */
export interface MachineLifeState {
    readonly first: readonly (readonly number[])[];
    readonly recent: readonly (readonly number[])[];
    /** The counter when the machine was new. */
    readonly begin: number;
    /** Age at the newest row, in cycles by the counter: those that were not seen count as well. */
    readonly cycles: number;
    readonly newest: number | undefined;
}

/** When a machine will have ended, by the machines that did. */
export interface LifePrediction extends Expectation {
    /** Use that is left, in the unit of the counter, with its range of nine in ten. */
    readonly left: number;
    readonly least: number;
    readonly most: number;
    readonly perDay: number;
    /** Signals that shorten or lengthen the estimate most, heaviest first. */
    readonly signals: readonly string[];
}

/** Estimates near the longest life that is told apart say only that nothing is worn yet. */
const TOLD_BELOW = 0.9 * LONGEST;
const DAY_MS = 86_400_000;

interface Cycle {
    readonly index: number;
    readonly sums: Map<string, { sum: number; count: number; at: Instant }>;
}

/** Follows the life of one machine, cycle by cycle, and sets it beside those that ran to their end. */
export class MachineLife {
    readonly settings: LifeSettings;
    private readonly model: RemainingLifeModel;
    private first: (readonly number[])[];
    private recent: (readonly number[])[];
    private begin: number;
    private cycles: number;
    private newest: number | undefined;
    private open: Cycle | undefined;
    private judged: RemainingLife | undefined;

    constructor(settings: LifeSettings, model: RemainingLifeModel, state?: MachineLifeState) {
        this.settings = settings;
        this.model = model;
        this.first = [...(state?.first ?? [])];
        this.recent = [...(state?.recent ?? [])];
        this.begin = state?.begin ?? 0;
        this.cycles = state?.cycles ?? 0;
        this.newest = state?.newest;
        this.judge();
    }

    /** What is remembered. */
    state(): MachineLifeState {
        const { first, recent, begin, cycles, newest } = this;
        return { first, recent, begin, cycles, newest };
    }

    /**
     * Takes a sample of steady running: only values of Good quality that were not seen before count. A counter that went
     * back belongs to a new machine.
     */
    take({ usage, signals }: MachineSample): void {
        const counter = usage[this.settings.usage];
        if (counter === undefined) return;
        if (counter < (this.newest ?? counter)) this.renew(0);
        this.newest = counter;
        const index = Math.floor((counter - this.begin) / this.settings.every);
        if (this.open && this.open.index !== index) this.close(this.open);
        this.open ??= { index, sums: new Map() };
        for (const { signal, value, at, learn } of signals) {
            if (!learn || !this.settings.signals.includes(signal)) continue;
            const known = this.open.sums.get(signal) ?? { sum: 0, count: 0, at: -Infinity };
            if (at <= known.at) continue;
            this.open.sums.set(signal, { sum: known.sum + value, count: known.count + 1, at });
        }
    }

    /** The machine was serviced: its life begins anew. */
    serviced(): void {
        this.renew(this.newest ?? 0);
    }

    /** When it ends at the given use a day; undefined while nothing is worn, or nothing known. */
    predict(rate: UsageRate | undefined, now: Instant): LifePrediction | undefined {
        const { judged, settings } = this;
        if (!judged || !rate || judged.cycles >= TOLD_BELOW) return undefined;
        const passed = Math.max(0, ((this.newest ?? 0) - this.begin) / settings.every - this.cycles);
        const leftOf = (cycles: number) => Math.max(0, cycles - passed) * settings.every;
        const [left, least, most] = [leftOf(judged.cycles), leftOf(judged.earliest), leftOf(judged.latest)];
        const { perDay, uncertainty } = rate;
        const after = (use: number, speed: number) => now + (use / speed) * DAY_MS;
        return {
            due: after(left, perDay),
            earliest: after(least, perDay * (1 + uncertainty)),
            latest: after(most, perDay * (1 - uncertainty)),
            left,
            least,
            most,
            perDay,
            signals: judged.reasons.flatMap(({ sensor }) => settings.signals[sensor] ?? [])
        };
    }

    private renew(begin: number): void {
        this.first = [];
        this.recent = [];
        this.begin = begin;
        this.cycles = 0;
        this.open = undefined;
        this.judged = undefined;
    }

    /** A cycle in which a signal is missing is left out; the age counts it all the same. */
    private close({ index, sums }: Cycle): void {
        this.open = undefined;
        const means = this.settings.signals.flatMap((signal) => {
            const known = sums.get(signal);
            return known ? [known.sum / known.count] : [];
        });
        if (means.length < this.settings.signals.length) return;
        this.cycles = index + 1;
        if (index < NEW) this.first.push(means);
        this.recent = [...this.recent, means].slice(-RECENT);
        this.judge();
    }

    private judge(): void {
        const { first, recent, cycles } = this;
        this.judged = recent.length > SHORTEST ? this.model.judge({ first, recent, cycles }) : undefined;
    }
}
