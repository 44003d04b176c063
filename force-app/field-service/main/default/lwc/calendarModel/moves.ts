import { moveByDays } from './days';
import type { Entry } from './entry';

/** New times of a work order; both are epoch milliseconds. */
export interface Move {
    readonly start: number;
    readonly end?: number;
}

/** Why a move cannot be made. */
export type MoveProblem = 'endBeforeStart' | 'noStart';

/** Only a work order that is not finished has times that people may move. */
export function canMove(entry: Entry): boolean {
    return entry.kind === 'workOrder' && !entry.done;
}

/** The entry's times moved by whole days; the clock time stays the same through daylight-saving changes. */
export function moveEntry(entry: Entry, days: number, timeZone: string): Move | undefined {
    const start = entry.start ?? entry.end;
    if (start === undefined) return undefined;
    return {
        start: moveByDays(start, days, timeZone),
        end: entry.end === undefined ? undefined : moveByDays(entry.end, days, timeZone)
    };
}

/** Checks times that a person typed (ISO 8601 instants, empty = none). */
export function readMove(
    start: string,
    end: string
): { move: Move; problem: undefined } | { move: undefined; problem: MoveProblem } {
    const from = Date.parse(start);
    const to = end ? Date.parse(end) : undefined;
    if (Number.isNaN(from)) return { move: undefined, problem: 'noStart' };
    if (to !== undefined && !(to >= from)) return { move: undefined, problem: 'endBeforeStart' };
    return { move: { start: from, end: to }, problem: undefined };
}

/** Whether an update was refused because somebody else changed the record in the meantime (HTTP 409 or 412). */
export function isConflict(error: unknown): boolean {
    const status = (error as { readonly status?: unknown } | undefined)?.status;
    return status === 412 || status === 409;
}
