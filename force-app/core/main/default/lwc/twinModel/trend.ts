import type { Limits, TrendPoint } from './types';

/** Statistics of a trend, in the signal's unit; `changePerHour` is the slope of the least-squares line. */
export interface TrendStatistics {
    readonly count: number;
    readonly minimum: number;
    readonly maximum: number;
    readonly mean: number;
    readonly from: number;
    readonly to: number;
    readonly changePerHour?: number;
}

/** A drawn trend in a box of the given size; y grows downwards as in SVG. */
export interface TrendDrawing {
    readonly line: string;
    readonly area: string;
    readonly lastX: number;
    readonly lastY: number;
    readonly limits: readonly { readonly key: keyof Limits; readonly y: number }[];
}

const MS_PER_HOUR = 3_600_000;
const LIMIT_KEYS = ['lowLow', 'low', 'high', 'highHigh'] as const;

function toPoint(pair: unknown): TrendPoint | undefined {
    if (!Array.isArray(pair)) return undefined;
    const [seconds, value] = pair as unknown[];
    if (typeof seconds !== 'number' || typeof value !== 'number') return undefined;
    return Number.isFinite(seconds) && Number.isFinite(value) ? { time: seconds * 1000, value } : undefined;
}

/**
 * Reads a stored trend `[[epochSeconds, value], …]`. Points that are no pair of finite numbers are left out and the
 * rest is put in time order, because a half-readable trend is still worth showing.
 */
export function parseTrend(json: string): TrendPoint[] {
    let pairs: unknown;
    try {
        pairs = JSON.parse(json || '[]');
    } catch {
        return [];
    }
    if (!Array.isArray(pairs)) return [];
    return pairs
        .map(toPoint)
        .filter((point): point is TrendPoint => point !== undefined)
        .sort((a, b) => a.time - b.time);
}

function slopePerHour(points: readonly TrendPoint[], mean: number): number | undefined {
    const origin = points[0].time;
    const hours = points.map((point) => (point.time - origin) / MS_PER_HOUR);
    const meanHour = hours.reduce((sum, hour) => sum + hour, 0) / hours.length;
    const spread = hours.reduce((sum, hour) => sum + (hour - meanHour) ** 2, 0);
    if (spread === 0) return undefined;
    return points.reduce((sum, point, i) => sum + (hours[i] - meanHour) * (point.value - mean), 0) / spread;
}

/** Statistics of a trend, or undefined for an empty one. */
export function trendStatistics(points: readonly TrendPoint[]): TrendStatistics | undefined {
    if (points.length === 0) return undefined;
    const values = points.map((point) => point.value);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return {
        count: points.length,
        minimum: Math.min(...values),
        maximum: Math.max(...values),
        mean,
        from: points[0].time,
        to: points[points.length - 1].time,
        changePerHour: slopePerHour(points, mean)
    };
}

function verticalDomain(values: readonly number[]): { low: number; high: number } {
    const low = Math.min(...values);
    const high = Math.max(...values);
    const pad = (high - low) * 0.1 || Math.abs(high) * 0.05 || 1;
    return { low: low - pad, high: high + pad };
}

function round(value: number): number {
    return Math.round(value * 100) / 100;
}

/**
 * Draws a trend into a box of `width` × `height`.
 * @param limits drawn as lines and kept in view; none by default
 * @returns undefined with fewer than two points, because one point shows no course
 */
export function drawTrend(
    points: readonly TrendPoint[],
    width: number,
    height: number,
    limits: Limits = {}
): TrendDrawing | undefined {
    if (points.length < 2) return undefined;
    const shown = LIMIT_KEYS.flatMap((key) => (limits[key] === undefined ? [] : [{ key, value: limits[key] }]));
    const { low, high } = verticalDomain([...points.map((p) => p.value), ...shown.map((l) => l.value)]);
    const start = points[0].time;
    const span = points[points.length - 1].time - start || 1;
    const x = (time: number): number => round(((time - start) / span) * width);
    const y = (value: number): number => round(height - ((value - low) / (high - low)) * height);
    const line = points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.time)} ${y(p.value)}`).join('');
    const last = points[points.length - 1];
    return {
        line,
        area: `${line}L${x(last.time)} ${height}L0 ${height}Z`,
        lastX: x(last.time),
        lastY: y(last.value),
        limits: shown.map((limit) => ({ key: limit.key, y: y(limit.value) }))
    };
}
