import type { TimeWindow } from 'c/twinEvents';
import type { HistoryPoint, HistorySeries, SignalInfo } from './types';

/** Size of the box that everything is drawn in. */
export const BOX = { width: 1000, height: 160 };

/** Without a value for this long nothing is known; the bridge counts the same way unless configured otherwise. */
const GAP_MS = 300_000;
const PADDING = 0.06;

type LimitKey = 'lowLow' | 'low' | 'high' | 'highHigh';
const LIMITS: readonly LimitKey[] = ['lowLow', 'low', 'high', 'highHigh'];

/** A chart in the units of {@link BOX}; `line` and the others are SVG path data. */
export interface ChartDrawing {
    readonly line: string;
    /** Between the lowest and highest values of buckets; empty for values themselves. */
    readonly range: string;
    /** What is compared with, on the same axes. */
    readonly other: string;
    readonly limits: readonly { readonly key: LimitKey; readonly y: number }[];
    /** Between the inner limits. */
    readonly band?: { readonly y: number; readonly height: number };
    /** Round values of the axis. */
    readonly ticks: readonly { readonly value: number; readonly y: number }[];
    readonly lowest: number;
    readonly highest: number;
    /** Lowest and highest value of what is compared with; undefined without any. */
    readonly otherExtremes: readonly [number, number] | undefined;
}

interface Scale {
    readonly x: (time: number) => number;
    readonly y: (value: number) => number;
}

/** Draws a signal and what it is compared with, brought to its time; undefined when it has no value in the window. */
export function drawChart(
    series: HistorySeries,
    other: HistorySeries | undefined,
    info: SignalInfo,
    window: TimeWindow
): ChartDrawing | undefined {
    if (series.points.length === 0) return undefined;
    const others = other?.points ?? [];
    const limits = LIMITS.flatMap((key) => (info[key] === undefined ? [] : [{ key, value: info[key] }]));
    const values = [...series.points, ...others].flatMap(({ low, high }) => [low, high]);
    const [bottom, top] = padded(extremes([...values, ...limits.map(({ value }) => value)]));
    const y = (value: number) => BOX.height - ((value - bottom) / (top - bottom)) * BOX.height;
    const scale = scaleOf(window, y);
    const segments = segmentsOf(series.points, series.bucketMs);
    const [lowest, highest] = extremes(series.points.flatMap(({ low, high }) => [low, high]));
    return {
        line: segments.map((points) => lineOf(points, scale)).join(' '),
        range: series.bucketMs > 0 ? segments.map((points) => rangeOf(points, scale)).join(' ') : '',
        other: segmentsOf(others, other?.bucketMs ?? 0)
            .map((points) => lineOf(points, scale))
            .join(' '),
        limits: limits.map(({ key, value }) => ({ key, y: round(y(value)) })),
        band: bandOf(info, y),
        ticks: roundValues(bottom, top).map((value) => ({ value, y: round(y(value)) })),
        lowest,
        highest,
        otherExtremes: others.length > 0 ? extremes(others.flatMap(({ low, high }) => [low, high])) : undefined
    };
}

function scaleOf({ from, to }: TimeWindow, y: Scale['y']): Scale {
    return { y, x: (time) => ((time - from) / (to - from)) * BOX.width };
}

/** A loop, because a call with thousands of arguments is not safe. */
function extremes(values: readonly number[]): [number, number] {
    return values.reduce<[number, number]>(
        ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
        [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    );
}

function padded([low, high]: [number, number]): [number, number] {
    const room = (high - low) * PADDING || Math.abs(high) * PADDING || 1;
    return [low - room, high + room];
}

/** Parts of a series without a pause. */
function segmentsOf(points: readonly HistoryPoint[], bucketMs: number): HistoryPoint[][] {
    const longest = Math.max(GAP_MS, bucketMs * 1.5);
    const segments: HistoryPoint[][] = [];
    let last: HistoryPoint | undefined;
    for (const point of points) {
        if (!last || point.time - last.time > longest) segments.push([]);
        segments[segments.length - 1].push(point);
        last = point;
    }
    return segments;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const spot = (x: number, y: number): string => `${round(x)} ${round(y)}`;

/** A single point is drawn as a short stroke, so that it can be seen. */
function lineOf(points: readonly HistoryPoint[], { x, y }: Scale): string {
    const spots = points.map(({ time, value }) => spot(x(time), y(value)));
    return spots.length === 1 ? `M${spots[0]} h2` : `M${spots.join(' L')}`;
}

function rangeOf(points: readonly HistoryPoint[], { x, y }: Scale): string {
    const upper = points.map(({ time, high }) => spot(x(time), y(high)));
    const lower = points.map(({ time, low }) => spot(x(time), y(low))).reverse();
    return `M${[...upper, ...lower].join(' L')} Z`;
}

function bandOf({ low, high }: SignalInfo, y: Scale['y']): ChartDrawing['band'] {
    if (low === undefined && high === undefined) return undefined;
    const top = high === undefined ? 0 : y(high);
    const bottom = low === undefined ? BOX.height : y(low);
    return { y: round(top), height: round(Math.max(0, bottom - top)) };
}

/** At most five values with few digits inside a range. */
function roundValues(low: number, high: number): number[] {
    const rough = (high - low) / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
    const count = Math.floor(high / step) - Math.ceil(low / step) + 1;
    return Array.from({ length: count }, (_, index) => (Math.ceil(low / step) + index) * step);
}
