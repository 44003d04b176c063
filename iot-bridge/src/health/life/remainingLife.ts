import { fitRidge, predict, type LinearModel } from './ridge.ts';
import {
    excerptOf,
    FEATURES_PER_SENSOR,
    sensorScales,
    wearFeatures,
    type Excerpt,
    type Life,
    type SensorScale
} from './wear.ts';

/** How long a machine will still run, in its own cycles. */
export interface RemainingLife {
    readonly cycles: number;
    /** Range in which nine of ten machines of the fleet, judged alike, have ended. */
    readonly earliest: number;
    readonly latest: number;
    /** Sensors that shorten or lengthen the estimate, heaviest first, in cycles. */
    readonly reasons: readonly { readonly sensor: number; readonly cycles: number }[];
}

/** Longer lives are not told apart: wear that does not show yet cannot be measured. */
export const LONGEST = 125;
const PENALTY = 100;
/** Cycles between two examples of one life, and cycles that a life must have to be judged. */
const EXAMPLE_STEP = 3;
export const SHORTEST = 10;
const REASONS = 3;

/** Learns from machines that have run to their end, and judges machines that still run. */
export class RemainingLifeModel {
    private readonly scales: readonly SensorScale[];
    private readonly model: LinearModel;
    private readonly typical: readonly number[];
    /** Errors on the lives that were learned from, by tenths of the estimate, sorted. */
    private readonly errors: readonly (readonly number[])[];

    /** @throws RangeError when no life is longer than ten cycles */
    constructor(lives: readonly Life[]) {
        this.scales = sensorScales(lives);
        const examples = lives.flatMap((life) => examplesOf(life, this.scales));
        this.model = fitRidge(
            examples.map((example) => example.features),
            examples.map((example) => example.remaining),
            PENALTY
        );
        this.typical = means(examples.map((example) => example.features));
        const errors: number[][] = Array.from({ length: 10 }, () => []);
        for (const { features, remaining } of examples) {
            const estimate = clip(predict(this.model, features));
            errors[tenth(estimate)]?.push(remaining - estimate);
        }
        this.errors = errors.map((list) => list.sort((a, b) => a - b));
    }

    /** Judges a machine by what is kept of its readings. Where it was not seen when new, the fleet's usual stands in. */
    judge(excerpt: Excerpt): RemainingLife {
        const features = wearFeatures(excerpt, this.scales).map((feature, position) =>
            Number.isNaN(feature) ? (this.typical[position] ?? 0) : feature
        );
        const cycles = clip(predict(this.model, features));
        const errors = this.errors[tenth(cycles)] ?? [];
        const quantile = (share: number) => errors[Math.floor(share * (errors.length - 1))] ?? 0;
        return {
            cycles,
            earliest: clip(cycles + Math.min(0, quantile(0.05))),
            latest: clip(cycles + Math.max(0, quantile(0.95))),
            reasons: this.reasons(features)
        };
    }

    private reasons(features: readonly number[]): RemainingLife['reasons'] {
        return this.scales
            .map(({ sensor }, index) => {
                const first = index * FEATURES_PER_SENSOR;
                const own = features.slice(first, first + FEATURES_PER_SENSOR);
                const cycles = own.reduce((sum, feature, offset) => {
                    const position = first + offset;
                    return sum + (this.model.weights[position] ?? 0) * (feature - (this.typical[position] ?? 0));
                }, 0);
                return { sensor, cycles };
            })
            .sort((a, b) => Math.abs(b.cycles) - Math.abs(a.cycles))
            .slice(0, REASONS);
    }
}

interface Example {
    readonly features: readonly number[];
    readonly remaining: number;
}

function examplesOf(life: Life, scales: readonly SensorScale[]): Example[] {
    const count = Math.max(0, Math.ceil((life.length - SHORTEST) / EXAMPLE_STEP));
    return Array.from({ length: count }, (_, index) => {
        const cycles = SHORTEST + 1 + index * EXAMPLE_STEP;
        return {
            features: wearFeatures(excerptOf(life, cycles), scales),
            remaining: Math.min(LONGEST, life.length - cycles)
        };
    });
}

function clip(cycles: number): number {
    return Math.min(LONGEST, Math.max(0, cycles));
}

function tenth(cycles: number): number {
    return Math.min(9, Math.floor((cycles / LONGEST) * 10));
}

function means(rows: readonly (readonly number[])[]): number[] {
    return (rows[0] ?? []).map((_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0) / rows.length);
}
