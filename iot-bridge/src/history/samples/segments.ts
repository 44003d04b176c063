import type { Instant } from '../../pipeline/index.ts';
import type { TimeRange } from '../model.ts';
import { emptyColumns, joinColumns, lowerBound, sliceColumns } from './columns.ts';
import type { SampleColumns } from './columns.ts';

/** A stretch of values of one series that is read only when it is needed. Stretches do not overlap. */
export interface Segment {
    firstAt: Instant;
    load(): SampleColumns;
}

/** Values with `from <= at < to`, ending after the segment in which `limit` values are reached. */
export function readSegments(segments: readonly Segment[], { from, to }: TimeRange, limit = Infinity): SampleColumns {
    const parts: SampleColumns[] = [];
    let count = 0;
    for (const segment of segments) {
        if (count >= limit) break;
        const columns = segment.load();
        const part = sliceColumns(columns, lowerBound(columns.at, from), lowerBound(columns.at, to));
        parts.push(part);
        count += part.at.length;
    }
    return parts.length === 0 ? emptyColumns : joinColumns(parts);
}
