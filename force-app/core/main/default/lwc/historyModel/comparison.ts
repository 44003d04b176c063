import type { Comparison, HistorySeries } from './types';

/** Nothing is compared. */
export const NO_COMPARISON: Comparison = { kind: 'none', assetId: '', name: '' };

/** The period of the same length before. */
export const BEFORE: Comparison = { kind: 'before', assetId: '', name: '' };

/** Another machine at the same time. */
export function machineToCompare(assetId: string, name: string): Comparison {
    return { kind: 'machine', assetId, name };
}

/**
 * The same values some milliseconds later, so that an earlier period lies on the time axis of a later one. Buckets
 * begin at multiples of their width also afterwards, at most half a width off, so that they share rows of a table.
 */
export function laterBy(series: HistorySeries, ms: number): HistorySeries {
    const step = series.bucketMs || 1;
    const later = Math.round(ms / step) * step;
    return {
        ...series,
        points: series.points.map((point) => ({ ...point, time: point.time + later })),
        states: series.states.map((state) => ({ ...state, time: state.time + later }))
    };
}
