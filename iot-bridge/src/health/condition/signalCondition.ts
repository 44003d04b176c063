import type { Instant } from '../../pipeline/index.ts';
import { AnomalyWatch, watchOptions, type WatchState } from '../anomaly/episodes.ts';
import type { FeatureName } from '../anomaly/signalDetector.ts';
import type { HealthSettings, SignalFacts, SignalSample } from '../model.ts';
import { Trend, type TrendState } from '../prediction/trend.ts';
import { believedLine } from '../prediction/wearPrediction.ts';
import { Bucket, type BucketMean } from './bucket.ts';
import { Reference, type ReferenceState } from './reference.ts';

/** A single unusual value that was noticed. */
export interface NoticedAnomaly {
    readonly at: Instant;
    readonly feature: FeatureName;
}

/** What is remembered of one signal of one machine. */
export interface SignalConditionState {
    readonly reference: ReferenceState;
    readonly watch: WatchState;
    readonly trend: TrendState;
    readonly level: number | undefined;
    readonly anomaly: NoticedAnomaly | undefined;
}

/** Share of the newest mean in the level: a level is what the last few stretches have in common. */
const LEVEL_WEIGHT = 0.3;

/** One signal of one machine: what is usual, where it is now, where it goes. */
export class SignalCondition {
    facts: SignalFacts;
    readonly reference: Reference;
    readonly trend: Trend;
    /** Means by the hour, for the comparison with the fleet. */
    readonly hour = new Bucket();
    level: number | undefined;
    anomaly: NoticedAnomaly | undefined;
    /** Mean of the newest stretch. */
    newest: BucketMean | undefined;
    private readonly bucket = new Bucket();
    private readonly watch: AnomalyWatch;
    private readonly settings: HealthSettings;

    constructor(facts: SignalFacts, settings: HealthSettings, state?: SignalConditionState) {
        this.facts = facts;
        this.settings = settings;
        this.reference = new Reference(settings, facts.deadband, state?.reference);
        this.trend = new Trend(state?.trend);
        this.level = state?.level;
        this.anomaly = state?.anomaly;
        this.watch = new AnomalyWatch(watchOptions(settings.anomalySamples), state?.watch);
    }

    /** What has been learned. */
    state(): SignalConditionState {
        const { level, anomaly } = this;
        return {
            reference: this.reference.state(),
            watch: this.watch.state(),
            trend: this.trend.state(),
            level,
            anomaly
        };
    }

    /** Takes a value of steady running; answers whether a stretch ended. */
    take({ at, value, learn }: SignalSample, mayLearn: boolean): boolean {
        const ended = this.bucket.add(at, value, learn && mayLearn, this.settings.bucketMs);
        if (!ended) return false;
        this.newest = ended;
        this.level = this.level === undefined ? ended.mean : this.level + LEVEL_WEIGHT * (ended.mean - this.level);
        if (this.reference.known) this.trend.add(ended.at, ended.mean);
        if (ended.learn) this.learn(ended);
        return true;
    }

    /** The machine came to rest: what was begun is not comparable. */
    interrupt(): void {
        this.bucket.clear();
    }

    /** The machine was serviced: its wear begins anew, what is usual stays. */
    serviced(): void {
        this.trend.clear();
        this.level = undefined;
        this.anomaly = undefined;
    }

    /** Whether the level is beyond a limit of its alarms. */
    get beyond(): boolean {
        const { low = -Infinity, high = Infinity } = this.facts;
        return this.level !== undefined && (this.level > high || this.level < low);
    }

    /** Whether it moves towards a limit: what wears must not become usual, however slowly it does. */
    private wearing(): boolean {
        const { low, high } = this.facts;
        if (!this.reference.known || (low === undefined && high === undefined)) return false;
        const points = this.trend.complete();
        return (
            (high !== undefined && believedLine(points, 1) !== undefined) ||
            (low !== undefined && believedLine(points, -1) !== undefined)
        );
    }

    private learn({ at, mean }: BucketMean): void {
        if (!this.beyond && !this.wearing()) this.reference.learn(mean);
        if (!this.reference.known) return;
        const found = this.watch.push(at, mean);
        const feature = found?.reasons[0]?.feature;
        if (feature) this.anomaly = { at, feature };
    }
}
