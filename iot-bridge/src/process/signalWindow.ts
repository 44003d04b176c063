import type { WindowFigure } from '../map/index.ts';
import type { Instant } from '../pipeline/index.ts';
import type { RowReader, RowWriter } from '../store/index.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Beyond a month a sum is kept for each day, so that a year takes no more room than a month. */
const MOST_HOUR_SUMS = 744;
/** Stretches between two values that are remembered one by one, so that a late value can still divide them. */
const MOST_STRETCHES = 32;
const zeroCelsius = 273.15;
/** Activation energy over gas constant, in K: 83.144 kJ/mol over 8.3144 J/mol/K (USP 1079.2, ICH Q1A). */
const activation = 83_144 / 8.3144;

/** What one hour or day of source time adds: the time that counts, in milliseconds, and the weights times their time. */
interface Sum {
    readonly bucket: number;
    ms: number;
    sum: number;
}

/** From one value to the next; a weight of NaN does not count. */
interface Stretch {
    readonly from: Instant;
    readonly to: Instant;
    readonly weight: number;
}

/**
 * One figure over the past hours of a signal. A value holds until the next one, unless that comes after a gap. The
 * window is the running hour (day, when it is longer than a month) and the full ones before it, so that at most one sum for each is kept.
 * The longest stretches between values are kept as well: a late value that falls into one of them divides it, as
 * if it had come in time, so that what a gateway sends after an outage counts in full.
 */
export class SignalWindow {
    readonly figure: WindowFigure;
    private readonly bucketMs: number;
    private at: Instant = Number.NaN;
    /** Weight of the newest value; NaN when it does not count. */
    private weight = Number.NaN;
    private sums: Sum[] = [];
    /** Sums of all hours or days but the running one. */
    private before = { ms: 0, sum: 0 };
    private stretches: Stretch[] = [];

    constructor(figure: WindowFigure) {
        this.figure = figure;
        this.bucketMs = figure.hours > MOST_HOUR_SUMS ? dayMs : hourMs;
    }

    /** Takes a value over; undefined for one that is Bad or no number. A late one divides the stretch it falls into. */
    observe(at: Instant, value: number | undefined): void {
        const weight = this.weightOf(value);
        if (at < this.at) {
            this.divide(at, weight);
            return;
        }
        const stretch = { from: Number.isNaN(this.at) ? -Infinity : this.at, to: at, weight: this.weight };
        this.count(stretch, 1);
        this.remember(stretch);
        this.at = at;
        this.weight = weight;
        this.open(Math.floor(at / this.bucketMs));
    }

    /** The figure now: °C or hours; undefined before any time has counted. */
    value(): number | undefined {
        const running = this.sums.at(-1);
        const ms = this.before.ms + (running?.ms ?? 0);
        const sum = this.before.sum + (running?.sum ?? 0);
        if (ms <= 0) return undefined;
        return this.figure.kind === 'mean_kinetic_temperature'
            ? activation / -Math.log(sum / ms) - zeroCelsius
            : sum / hourMs;
    }

    /** Writes what is remembered; {@link readWindows} reads it. */
    write(out: RowWriter): void {
        out.text(WITH_STRETCHES + this.figure.key);
        out.number(this.at);
        out.number(this.weight);
        out.number(this.sums.length);
        for (const { bucket, ms, sum } of this.sums) for (const number of [bucket, ms, sum]) out.number(number);
        out.number(this.stretches.length);
        for (const { from, to, weight } of this.stretches) for (const number of [from, to, weight]) out.number(number);
    }

    /** Goes on with what an earlier run remembered. */
    restore({ at, weight, sums, stretches }: StoredWindow): void {
        this.at = at;
        this.weight = weight;
        this.sums = sums.map((sum) => ({ ...sum }));
        this.stretches = [...stretches];
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

    /** Gives a stretch to the sums it lies in, or takes it out again (-1). A gap counts for nothing. */
    private count({ from, to, weight }: Stretch, sign: 1 | -1): void {
        if (Number.isNaN(weight) || to - from > this.figure.holdMs) return;
        for (let start = from; start < to;) {
            const bucket = Math.floor(start / this.bucketMs);
            const end = Math.min(to, (bucket + 1) * this.bucketMs);
            const own = this.sumOf(bucket);
            if (own) {
                own.ms += sign * (end - start);
                own.sum += sign * weight * (end - start);
            }
            start = end;
        }
    }

    private divide(at: Instant, weight: number): void {
        const position = this.stretches.findIndex(({ from, to }) => from <= at && at < to);
        const whole = this.stretches[position];
        if (!whole) return;
        this.stretches.splice(position, 1);
        this.count(whole, -1);
        for (const part of [
            { from: whole.from, to: at, weight: whole.weight },
            { from: at, to: whole.to, weight }
        ]) {
            this.count(part, 1);
            this.remember(part);
        }
        this.addUp();
    }

    /** Keeps the longest stretches: the shorter one is, the less a value inside could change. */
    private remember(stretch: Stretch): void {
        if (stretch.to <= stretch.from) return;
        this.stretches.push(stretch);
        if (this.stretches.length <= MOST_STRETCHES) return;
        const length = ({ from, to }: Stretch): number => to - from;
        const shortest = this.stretches.reduce((least, one) => (length(one) < length(least) ? one : least));
        this.stretches.splice(this.stretches.indexOf(shortest), 1);
    }

    /** The sum of an hour or day; undefined for one that left the window. */
    private sumOf(bucket: number): Sum | undefined {
        const running = this.sums.at(-1);
        if (!running || bucket > running.bucket) return this.open(bucket);
        if (bucket === running.bucket) return running;
        if (bucket <= running.bucket - this.length) return undefined;
        const position = this.sums.findIndex((one) => one.bucket >= bucket);
        const known = this.sums[position];
        if (known?.bucket === bucket) return known;
        const added = { bucket, ms: 0, sum: 0 };
        this.sums.splice(position, 0, added);
        return added;
    }

    /** Hours or days in the window. */
    private get length(): number {
        return (this.figure.hours * hourMs) / this.bucketMs;
    }

    /** The sum of an hour or day, which is the running one from now on; what left the window is forgotten. */
    private open(bucket: number): Sum {
        const running = this.sums.at(-1);
        if (running?.bucket === bucket) return running;
        const opened = { bucket, ms: 0, sum: 0 };
        const first = bucket - this.length;
        this.sums = [...this.sums.filter((one) => one.bucket > first), opened];
        this.stretches = this.stretches.filter(({ to }) => to > (first + 1) * this.bucketMs);
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

/** Before the key of a figure whose stretches are stored; the versions before kept sums only. */
const WITH_STRETCHES = '+';

/** What is stored of a figure. */
export interface StoredWindow {
    readonly at: Instant;
    readonly weight: number;
    readonly sums: readonly Readonly<Sum>[];
    readonly stretches: readonly Stretch[];
}

/** Reads the figures of a device by their key. */
export function readWindows(row: RowReader): Record<string, StoredWindow> {
    const windows: Record<string, StoredWindow> = {};
    const triples = (): [number, number, number][] =>
        Array.from({ length: row.number() }, () => [row.number(), row.number(), row.number()]);
    for (let key = row.text(); key !== ''; key = row.text()) {
        const at = row.number();
        const weight = row.number();
        const sums = triples().map(([bucket, ms, sum]) => ({ bucket, ms, sum }));
        const hasStretches = key.startsWith(WITH_STRETCHES);
        const stretches = (hasStretches ? triples() : []).map(([from, to, own]) => ({ from, to, weight: own }));
        windows[hasStretches ? key.slice(WITH_STRETCHES.length) : key] = { at, weight, sums, stretches };
    }
    return windows;
}
