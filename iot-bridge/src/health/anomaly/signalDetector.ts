import { levelShift, shape, spike, timeOfDay, type Feature } from './features.ts';
import { Surprise, type SurpriseState } from './surprise.ts';

/** Names of the features, as a person reads them in a reason. */
export const FEATURE_NAMES = ['spike', 'level shift', 'time of day', 'short shape', 'long shape'] as const;

/** One feature's name. */
export type FeatureName = (typeof FEATURE_NAMES)[number];

/** How unusual a value is. */
export interface AnomalyScore {
    /** From 0; above {@link ANOMALY_THRESHOLD} the value is an anomaly. 1 is the highest thousandth of the past. */
    readonly score: number;
    /** Surprise of each feature, highest first. */
    readonly reasons: readonly { readonly feature: FeatureName; readonly surprise: number }[];
}

/** What a detector has learned; to be kept by structured serialization, as it holds typed arrays. */
export type DetectorState = readonly { readonly feature: unknown; readonly surprise: SurpriseState }[];

/** One threshold for all signals: clearly beyond everything that has been usual. */
export const ANOMALY_THRESHOLD = 1.07;

/** Streaming detector of one signal; learns from what it is given, in constant memory. */
export class SignalDetector {
    private readonly parts: { name: FeatureName; feature: Feature; surprise: Surprise }[];

    constructor(state?: DetectorState) {
        const features: Record<FeatureName, Feature> = {
            spike: spike(),
            'level shift': levelShift(),
            'time of day': timeOfDay(),
            'short shape': shape(6),
            'long shape': shape(20)
        };
        this.parts = FEATURE_NAMES.map((name, index) => {
            const known = state?.[index];
            if (known) features[name].restore(known.feature);
            return { name, feature: features[name], surprise: new Surprise(known?.surprise) };
        });
    }

    /** What has been learned. */
    state(): DetectorState {
        return this.parts.map(({ feature, surprise }) => ({ feature: feature.state(), surprise: surprise.state() }));
    }

    /**
     * Scores a value and learns it. Leave out values of Bad quality and those during maintenance.
     * @param time source time in milliseconds since 1970
     */
    push(time: number, value: number): AnomalyScore {
        const reasons = this.parts.map(({ name, feature, surprise }) => {
            const error = feature.push(time, value);
            return { feature: name, surprise: error === undefined ? 0 : surprise.push(error) };
        });
        reasons.sort((a, b) => b.surprise - a.surprise);
        return { score: reasons[0]?.surprise ?? 0, reasons };
    }
}
