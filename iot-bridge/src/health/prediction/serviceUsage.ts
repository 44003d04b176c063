import { usages } from '../../contract/index.ts';
import type { Instant } from '../../pipeline/index.ts';
import type { MachineFacts, MaintenanceRule, UsageKind } from '../model.ts';
import { Trend, type TrendState } from './trend.ts';
import { predictUsage, usageRate, type UsagePrediction, type UsageRate } from './usagePrediction.ts';

/** What is remembered of the use of a machine. */
export type ServiceUsageState = Readonly<
    Record<UsageKind, { trend: TrendState; atService: number | undefined; newest: number | undefined }>
>;

const HOURS_PER_DAY = 24;

interface Counter {
    readonly trend: Trend;
    /** What the counter said at the last service. */
    atService: number | undefined;
    newest: number | undefined;
}

/** Counters of the use of one machine, and when their services are due. */
export class ServiceUsage {
    private readonly counters: Readonly<Record<UsageKind, Counter>>;

    constructor(state?: ServiceUsageState) {
        const counter = (kind: UsageKind): Counter => ({
            trend: new Trend(state?.[kind].trend),
            atService: state?.[kind].atService,
            newest: state?.[kind].newest
        });
        this.counters = {
            'Operating Hours': counter('Operating Hours'),
            Cycles: counter('Cycles'),
            Starts: counter('Starts')
        };
    }

    /** What is remembered. */
    state(): ServiceUsageState {
        const of = ({ trend, atService, newest }: Counter) => ({ trend: trend.state(), atService, newest });
        const { 'Operating Hours': hours, Cycles: cycles, Starts: starts } = this.counters;
        return { 'Operating Hours': of(hours), Cycles: of(cycles), Starts: of(starts) };
    }

    /** Takes the counters at one moment. One that went back was replaced, and begins anew. */
    take(at: Instant, usage: Readonly<Record<UsageKind, number | undefined>>): void {
        for (const kind of usages) {
            const value = usage[kind];
            if (value === undefined) continue;
            const counter = this.counters[kind];
            if (value < (counter.newest ?? value)) {
                counter.trend.clear();
                counter.atService = undefined;
            }
            counter.newest = value;
            counter.trend.add(at, value);
        }
    }

    /** The machine was serviced now. */
    serviced(): void {
        for (const counter of Object.values(this.counters)) counter.atService = counter.newest;
    }

    /** Operating hours a day. */
    hoursPerDay(): number | undefined {
        return this.rate('Operating Hours')?.perDay;
    }

    /**
     * When the service of a rule is due. Its target is what the org says, else the usage at the last service and one
     * interval more, else the next multiple of the interval.
     */
    predict(rule: MaintenanceRule, facts: MachineFacts, now: Instant): UsagePrediction | undefined {
        const rate = this.rate(rule.usage);
        const { atService } = this.counters[rule.usage];
        const told = rule.usage === 'Operating Hours' ? facts.nextServiceHours : undefined;
        if (!rate || (told === undefined && !rule.interval)) return undefined;
        const target = told ?? nextTarget(rate.usage, rule.interval ?? Infinity, atService);
        return predictUsage(rate, target, highest(rule.usage), now);
    }

    /** Use a day; undefined while it is not known. */
    rate(kind: UsageKind): UsageRate | undefined {
        const { trend, newest } = this.counters[kind];
        const rate = usageRate(trend.complete(), highest(kind));
        return rate && { ...rate, usage: newest ?? rate.usage };
    }
}

function nextTarget(usage: number, interval: number, atService: number | undefined): number {
    return atService === undefined ? (Math.floor(usage / interval) + 1) * interval : atService + interval;
}

function highest(kind: UsageKind): number {
    return kind === 'Operating Hours' ? HOURS_PER_DAY : Infinity;
}
