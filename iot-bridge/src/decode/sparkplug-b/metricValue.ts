import type { SignalValue } from '../../pipeline/index.ts';
import { toNumber } from './payload.ts';
import type { Metric } from './payload.ts';

/** Data types of Sparkplug B (Sparkplug 3.0, 6.4.16) whose numbers are signed, with their width in bits. */
const signedBits: Readonly<Record<number, number>> = { 1: 8, 2: 16, 3: 32 };
const int64Type = 4;

/** A metric's value, or why it has none that a signal could take. */
export type MetricValue = { value: SignalValue } | { problem: string };

/** The value of a metric by its data type. */
export function metricValue(metric: Metric, datatype: number | undefined): MetricValue {
    if (metric.isNull) return { problem: 'the value is null' };
    switch (metric.value) {
        case 'intValue':
            return { value: signed(metric.intValue ?? 0, datatype) };
        case 'longValue':
            return { value: signedLong(metric, datatype) };
        case 'floatValue':
            return { value: fromFloat(metric.floatValue ?? 0) };
        case 'doubleValue':
            return { value: metric.doubleValue ?? 0 };
        case 'booleanValue':
            return { value: metric.booleanValue ?? false };
        case 'stringValue':
            return { value: metric.stringValue ?? '' };
        default:
            return { problem: `the data type ${datatype ?? 'unknown'} is not a single value` };
    }
}

/** Signed integers travel as unsigned ones in two's complement. */
function signed(value: number, datatype: number | undefined): number {
    const bits = datatype === undefined ? undefined : signedBits[datatype];
    return bits === undefined ? value : (value << (32 - bits)) >> (32 - bits);
}

function signedLong(metric: Metric, datatype: number | undefined): number {
    if (datatype !== int64Type || metric.longValue === undefined) return toNumber(metric.longValue) ?? 0;
    return Number(BigInt.asIntN(64, BigInt(metric.longValue.toString())));
}

/** The shortest decimal that is the same 32-bit float: 20.1 instead of 20.100000381469727. */
function fromFloat(value: number): number {
    for (let digits = 6; digits <= 9; digits++) {
        const shorter = Number(value.toPrecision(digits));
        if (Math.fround(shorter) === value) return shorter;
    }
    return value;
}
