/** Readings of one machine, one row a cycle, oldest first; the same sensors in the same order in every row. */
export type Life = readonly (readonly number[])[];

/** Cycles that make up "lately" and the first cycles of a new machine. */
export const RECENT = 30;
const SHORT = 15;
export const NEW = 20;

/** Features that each sensor gives, in this order. */
export const WEAR_FEATURES = ['level', 'recent level', 'level when new', 'trend'] as const;

/** Mean and spread of each sensor over a fleet; sensors that never change carry no information. */
export interface SensorScale {
    readonly sensor: number;
    readonly mean: number;
    readonly spread: number;
}

/** Learns the scale of each sensor; those that are constant are left out. */
export function sensorScales(lives: readonly Life[]): SensorScale[] {
    const rows = lives.flat();
    return (rows[0] ?? []).flatMap((_, sensor) => {
        const mean = average(rows.map((row) => row[sensor] ?? 0));
        const spread = Math.sqrt(average(rows.map((row) => ((row[sensor] ?? 0) - mean) ** 2)));
        return spread > 1e-6 ? [{ sensor, mean, spread }] : [];
    });
}

/** What the features need of a life, which is the same however long it lasts. */
export interface Excerpt {
    /** The first rows of the new machine; none when they were not seen. */
    readonly first: Life;
    /** The newest rows. */
    readonly recent: Life;
    /** Age in cycles. */
    readonly cycles: number;
}

/** What the features need of the first `cycles` rows of a life. */
export function excerptOf(life: Life, cycles = life.length): Excerpt {
    return {
        first: life.slice(0, Math.min(NEW, cycles)),
        recent: life.slice(Math.max(0, cycles - RECENT), cycles),
        cycles
    };
}

/**
 * Describes how worn a machine is: for each sensor how high it is, how high it was when the machine was new, and where
 * it is going; the last feature is the age. NaN stands for how high it was when new, where that was not seen.
 */
export function wearFeatures({ first, recent, cycles }: Excerpt, scales: readonly SensorScale[]): number[] {
    const features = scales.flatMap(({ sensor, mean, spread }) => {
        const valuesOf = (rows: Life) => rows.map((row) => ((row[sensor] ?? 0) - mean) / spread);
        const values = valuesOf(recent);
        const level = average(values);
        const short = average(values.slice(-SHORT));
        const whenNew = first.length === 0 ? NaN : average(valuesOf(first));
        return [level, short, whenNew, slope(values) * RECENT, level ** 2, level ** 3];
    });
    return [...features, cycles / 100];
}

/** How many features each sensor has in {@link wearFeatures}. */
export const FEATURES_PER_SENSOR = WEAR_FEATURES.length + 2;

function average(values: readonly number[]): number {
    return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Change per step of the straight line through the values (least squares). */
function slope(values: readonly number[]): number {
    const middle = (values.length - 1) / 2;
    const level = average(values);
    const spread = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
    if (spread === 0) return 0;
    return values.reduce((sum, value, index) => sum + (index - middle) * (value - level), 0) / spread;
}
