import type { Measured, Scenario } from './bench.ts';

/** How much is measured. */
export interface BenchSize {
    /** Interleaved repetitions; medians are reported. */
    runs: number;
    seconds: number;
    /** Seconds before each paced measurement, in which code is compiled. */
    warmUpSeconds: number;
    /** Messages of a run at full speed. */
    flatMessages: number;
    /** Devices of the memory run. */
    manyDevices: number;
    /** Length of the run in which requests to the org are counted; whole intervals of snapshots. */
    callSeconds: number;
    /** Messages a second of the two paced comparisons. */
    rates: readonly [number, number];
}

/** Every so many messages of a flood one raises an alarm; no divisor of the devices, so that all of them take part. */
export const floodEvery = 499;

/** The scenarios of one round, in the order they are run. */
export function scenariosOf(size: BenchSize) {
    const [slow, fast] = size.rates;
    const { seconds, warmUpSeconds } = size;
    const load = { qos: 1, devices: 1000, seconds, warmUpSeconds, alarmEvery: floodEvery } as const;
    const flat = { ...load, rate: 0, messages: size.flatMessages };
    // Four alarms a second.
    const calm = (rate: number) => ({ ...load, rate, alarmEvery: rate / 4 + 1 });
    return {
        subscriberSlow: { ...calm(slow), kind: 'subscriber' },
        bridgeSlow: { ...calm(slow), kind: 'bridge' },
        subscriberFast: { ...calm(fast), kind: 'subscriber' },
        bridgeFast: { ...calm(fast), kind: 'bridge' },
        bridgeFlood: { ...load, kind: 'bridge', rate: slow },
        subscriberFlat: { ...flat, kind: 'subscriber' },
        bridgeFlat: { ...flat, kind: 'bridge' },
        bridgeFlatQos0: { ...flat, kind: 'bridge', qos: 0 }
    } as const satisfies Record<string, Scenario>;
}

/** Interval of snapshots in seconds where requests are counted. */
export const snapshotSeconds = 30;

/**
 * Messages for each alarm, and its end, on a usual day: at 10,000 a second twelve alarms in ten minutes. EEMUA 191 calls
 * more than ten in ten minutes a flood for one operator.
 */
export const usualEvery = 500_000;

/** A plant on a usual day, as far as alarms and requests go. */
export function usualDay({ callSeconds, rates: [rate] }: BenchSize): Scenario {
    return {
        kind: 'bridge',
        qos: 1,
        devices: 1000,
        rate,
        seconds: callSeconds,
        alarmEvery: usualEvery,
        snapshotSeconds
    };
}

/** Results of all rounds by scenario. */
export type Results = Record<keyof ReturnType<typeof scenariosOf>, Measured[]>;

/** The numbers that are compared with the aims; times in milliseconds unless the name says otherwise. */
export interface Ratios {
    /** Processor time per message relative to the subscriber that does nothing, at the slower rate. */
    cpuRatio: number;
    cpuMicrosBridge: number;
    cpuMicrosSubscriber: number;
    /** Highest rate relative to that subscriber. */
    rateRatio: number;
    rateBridge: number;
    rateBridgeQos0: number;
    /** Share of the messages that arrived at QoS 0. */
    arrivedQos0: number;
    alarmP99Slow: number;
    alarmMedianSlow: number;
    alarmP99Fast: number;
    alarmMedianFast: number;
    /** The 99th percentile under a flood of alarms at the lower rate. */
    alarmP99Flood: number;
    /** Requests for snapshots per million messages on a usual day. */
    snapshotCallsPerMillion: number;
    /** Requests for alarm events per million messages on a usual day. */
    alarmCallsPerMillion: number;
    /** Requests for alarm events per million messages under a flood of alarms. */
    eventCallsPerMillion: number;
    /** Resident memory with many devices. */
    memoryMegabytes: number;
    /** Messages per record sent to the org. */
    reduction: number;
}

/** Medians of all rounds as ratios. */
export function ratiosOf(results: Results, usual: Measured, memoryBytes: number): Ratios {
    const bridge = results.bridgeSlow;
    const flood = results.bridgeFlood;
    const perMillion = (calls: number): number => round((calls / usual.messages) * 1e6, 0);
    const paired = (over: Measured[], under: Measured[], key: 'cpuMicros' | 'rate'): number =>
        median(over.map((run, index) => run[key] / (under[index]?.[key] ?? Number.NaN)));
    const slow = latenciesOf(bridge);
    const fast = latenciesOf(results.bridgeFast);
    return {
        cpuRatio: round(paired(bridge, results.subscriberSlow, 'cpuMicros'), 2),
        cpuMicrosBridge: round(medianOf(bridge, 'cpuMicros'), 1),
        cpuMicrosSubscriber: round(medianOf(results.subscriberSlow, 'cpuMicros'), 1),
        rateRatio: round(paired(results.bridgeFlat, results.subscriberFlat, 'rate'), 2),
        rateBridge: round(medianOf(results.bridgeFlat, 'rate'), 0),
        rateBridgeQos0: round(medianOf(results.bridgeFlatQos0, 'rate'), 0),
        arrivedQos0: round(medianOf(results.bridgeFlatQos0, 'arrived'), 4),
        alarmP99Slow: quantile(slow, 0.99),
        alarmMedianSlow: quantile(slow, 0.5),
        alarmP99Fast: quantile(fast, 0.99),
        alarmMedianFast: quantile(fast, 0.5),
        alarmP99Flood: quantile(latenciesOf(flood), 0.99),
        snapshotCallsPerMillion: perMillion(usual.snapshotCalls),
        alarmCallsPerMillion: perMillion(usual.eventCalls),
        eventCallsPerMillion: round((sum(flood, 'eventCalls') / sum(flood, 'messages')) * 1e6, 0),
        memoryMegabytes: round(memoryBytes / 1e6, 0),
        reduction: round(usual.messages / Math.max(1, usual.snapshots), 1)
    };
}

function latenciesOf(runs: readonly Measured[]): number[] {
    return runs.flatMap(({ latencies }) => latencies).sort((left, right) => left - right);
}

function quantile(sorted: readonly number[], share: number): number {
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function median(values: readonly number[]): number {
    return quantile(
        [...values].sort((left, right) => left - right),
        0.5
    );
}

function medianOf(runs: readonly Measured[], key: 'cpuMicros' | 'rate' | 'arrived'): number {
    return median(runs.map((run) => run[key]));
}

function sum(runs: readonly Measured[], key: 'messages' | 'eventCalls'): number {
    return runs.reduce((total, run) => total + run[key], 0);
}

function round(value: number, digits: number): number {
    return Number(value.toFixed(digits));
}
