import type { WindowFigure } from '../map/index.ts';
import type { Instant } from '../pipeline/index.ts';
import type { RowReader, RowWriter } from '../store/index.ts';

const hourMs = 3_600_000;
const zeroCelsius = 273.15;
/** Activation energy over gas constant, in K: 83.144 kJ/mol over 8.3144 J/mol/K (USP 1079.2, ICH Q1A). */
const activation = 83_144 / 8.3144;

/** What one hour of source time adds: the time that counts, in milliseconds, and the weights times their time. */
interface HourSum {
    readonly hour: number;
    ms: number;
    sum: number;
}

/**
 * One figure over the past hours of a signal. A value holds until the next one, unless that comes after a gap. The
 * window is the running hour and the full hours before it, so that at most one sum for each hour is kept.
 */
export class SignalWindow {
    private readonly figure: WindowFigure;
    private at: Instant = Number.NaN;
    /** Weight of the newest value; NaN when it does not count. */
    private weight = Number.NaN;
    private sums: HourSum[] = [];
    /** Sums of all hours but the running one. */
    private before = { ms: 0, sum: 0 };

    constructor(figure: WindowFigure) {
        this.figure = figure;
    }

    /** Takes a value over; undefined for one that is Bad or no number. One that is older than the newest is ignored. */
    observe(at: Instant, value: number | undefined): void {
        if (at < this.at) return;
        if (at - this.at <= this.figure.holdMs && !Number.isNaN(this.weight)) this.count(this.at, at);
        this.at = at;
        this.weight = this.weightOf(value);
        this.open(Math.floor(at / hourMs));
    }

    /** The figure now: °C or hours; undefined before any time has counted. */
    value(): number | undefined {
        const running = this.sums.at(-1);
        const ms = this.before.ms + (running?.ms ?? 0);
        const sum = this.before.sum + (running?.sum ?? 0);
        if (ms === 0) return undefined;
        return this.figure.kind === 'mean_kinetic_temperature'
            ? activation / -Math.log(sum / ms) - zeroCelsius
            : sum / hourMs;
    }

    /** Writes what is remembered; {@link restore} reads it. */
    write(out: RowWriter): void {
        out.text(this.figure.key);
        out.number(this.at);
        out.number(this.weight);
        out.number(this.sums.length);
        for (const { hour, ms, sum } of this.sums) for (const number of [hour, ms, sum]) out.number(number);
    }

    /** Goes on with what an earlier run remembered. */
    restore({ at, weight, sums }: StoredWindow): void {
        this.at = at;
        this.weight = weight;
        this.sums = sums.map((sum) => ({ ...sum }));
        this.addUp();
    }

    private weightOf(value: number | undefined): number {
        const { kind, limit } = this.figure;
        if (value === undefined) return Number.NaN;
        if (kind === 'hours_above') return value > limit ? 1 : 0;
        if (kind === 'hours_below') return value < limit ? 1 : 0;
        const kelvin = value + zeroCelsius;
        return kelvin > 0 ? Math.exp(-activation / kelvin) : Number.NaN;
    }

    /** Gives the time between two values to the hours it lies in. */
    private count(from: Instant, to: Instant): void {
        for (let start = from; start < to;) {
            const hour = Math.floor(start / hourMs);
            const end = Math.min(to, (hour + 1) * hourMs);
            const running = this.open(hour);
            running.ms += end - start;
            running.sum += this.weight * (end - start);
            start = end;
        }
    }

    /** The sum of an hour, which is the running one from now on; what left the window is forgotten. */
    private open(hour: number): HourSum {
        const running = this.sums.at(-1);
        if (running?.hour === hour) return running;
        const opened = { hour, ms: 0, sum: 0 };
        this.sums = [...this.sums.filter((sum) => sum.hour > hour - this.figure.hours), opened];
        this.addUp();
        return opened;
    }

    private addUp(): void {
        this.before = { ms: 0, sum: 0 };
        for (const { ms, sum } of this.sums.slice(0, -1)) {
            this.before.ms += ms;
            this.before.sum += sum;
        }
    }
}

/** What is stored of a figure. */
export interface StoredWindow {
    readonly at: Instant;
    readonly weight: number;
    readonly sums: readonly Readonly<HourSum>[];
}

/** Reads the figures of a device by their key. */
export function readWindows(row: RowReader): Record<string, StoredWindow> {
    const windows: Record<string, StoredWindow> = {};
    for (let key = row.text(); key !== ''; key = row.text()) {
        const at = row.number();
        const weight = row.number();
        const sums = Array.from({ length: row.number() }, () => ({
            hour: row.number(),
            ms: row.number(),
            sum: row.number()
        }));
        windows[key] = { at, weight, sums };
    }
    return windows;
}
