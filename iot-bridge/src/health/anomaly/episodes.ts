import { ANOMALY_THRESHOLD, SignalDetector, type AnomalyScore, type DetectorState } from './signalDetector.ts';

/** An anomaly that a person is told of. */
export interface Anomaly extends AnomalyScore {
    readonly time: number;
    readonly value: number;
}

/** How much a signal is watched before it is judged. */
export interface WatchOptions {
    /** Values to learn from before anything is told. */
    readonly learningSamples: number;
    /** After an anomaly, as many values are only learned; one disturbance is told once. */
    readonly restSamples: number;
}

/** Share of the learning time that a detector rests after an anomaly. */
const REST_SHARE = 0.15;

/** The usual relation between learning and resting. */
export function watchOptions(learningSamples: number): WatchOptions {
    return { learningSamples, restSamples: Math.round(learningSamples * REST_SHARE) };
}

/** What a watch has learned. */
export interface WatchState {
    readonly detector: DetectorState;
    readonly seen: number;
    readonly restUntil: number;
}

/** Turns the scores of one signal into anomalies worth telling. */
export class AnomalyWatch {
    private readonly detector: SignalDetector;
    private readonly options: WatchOptions;
    private seen: number;
    private restUntil: number;

    constructor(options: WatchOptions, state?: WatchState) {
        this.options = options;
        this.detector = new SignalDetector(state?.detector);
        this.seen = state?.seen ?? 0;
        this.restUntil = state?.restUntil ?? 0;
    }

    /** What has been learned. */
    state(): WatchState {
        return { detector: this.detector.state(), seen: this.seen, restUntil: this.restUntil };
    }

    /** Takes the next value of Good quality and answers an anomaly where one begins. */
    push(time: number, value: number): Anomaly | undefined {
        const score = this.detector.push(time, value);
        this.seen += 1;
        if (score.score < ANOMALY_THRESHOLD || this.seen <= this.restUntil) return undefined;
        if (this.seen <= this.options.learningSamples) return undefined;
        this.restUntil = this.seen + this.options.restSamples;
        return { ...score, time, value };
    }
}
