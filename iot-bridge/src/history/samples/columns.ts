/** Values of one series in ascending order of time, each instant once. Times are ms since 1970. */
export interface SampleColumns {
    at: Float64Array;
    value: Float64Array;
    /** 0 Good, 1 Uncertain, 2 Bad. */
    quality: Uint8Array;
}

/** No values. */
export const emptyColumns: SampleColumns = {
    at: new Float64Array(0),
    value: new Float64Array(0),
    quality: new Uint8Array(0)
};

/** An element that is known to be there; NaN instead of undefined keeps arithmetic total. */
export function element(column: ArrayLike<number>, index: number): number {
    return column[index] ?? Number.NaN;
}

/** Index of the first value not before an instant. */
export function lowerBound(at: ArrayLike<number>, instant: number): number {
    let low = 0;
    let high = at.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (element(at, middle) < instant) low = middle + 1;
        else high = middle;
    }
    return low;
}

/** Columns `from` to `to` without copying. */
export function sliceColumns({ at, value, quality }: SampleColumns, from: number, to: number): SampleColumns {
    return { at: at.subarray(from, to), value: value.subarray(from, to), quality: quality.subarray(from, to) };
}

/** Joins columns that follow each other in time. */
export function joinColumns(parts: readonly SampleColumns[]): SampleColumns {
    const [only] = parts;
    if (only && parts.length === 1) return only;
    const length = parts.reduce((sum, part) => sum + part.at.length, 0);
    const joined = allocate(length);
    let position = 0;
    for (const part of parts) {
        joined.at.set(part.at, position);
        joined.value.set(part.value, position);
        joined.quality.set(part.quality, position);
        position += part.at.length;
    }
    return joined;
}

/** Columns of unordered values with repeated instants: sorted, and the last one given for an instant kept. */
export function orderColumns(
    at: readonly number[],
    value: readonly number[],
    quality: readonly number[]
): SampleColumns {
    const columns = { at: Float64Array.from(at), value: Float64Array.from(value), quality: Uint8Array.from(quality) };
    if (isAscending(columns.at)) return columns;
    const order = Array.from(at.keys()).sort((left, right) => element(at, left) - element(at, right) || left - right);
    const kept = order.filter((index, place) => at[index] !== at[order[place + 1] ?? -1]);
    return {
        at: Float64Array.from(kept, (index) => element(at, index)),
        value: Float64Array.from(kept, (index) => element(value, index)),
        quality: Uint8Array.from(kept, (index) => element(quality, index))
    };
}

/**
 * Puts `added` into `present`; where both have an instant, `added` counts.
 * @returns the union, and the instants that are new or have another value or quality than before
 */
export function mergeColumns(
    present: SampleColumns,
    added: SampleColumns
): { merged: SampleColumns; changed: number[] } {
    const follows = present.at.length === 0 || element(added.at, 0) > element(present.at, present.at.length - 1);
    if (follows) return { merged: joinColumns([present, added]), changed: Array.from(added.at) };
    const merged = allocate(present.at.length + added.at.length);
    const changed: number[] = [];
    let length = 0;
    let left = 0;
    for (let right = 0; right <= added.at.length; right++) {
        const instant = right < added.at.length ? element(added.at, right) : Infinity;
        while (element(present.at, left) < instant) copy(present, left++, merged, length++);
        if (right === added.at.length) break;
        const known = present.at[left] === instant;
        if (!known || differs(present, left, added, right)) changed.push(instant);
        if (known) left++;
        copy(added, right, merged, length++);
    }
    return { merged: sliceColumns(merged, 0, length), changed };
}

function allocate(length: number): SampleColumns {
    return { at: new Float64Array(length), value: new Float64Array(length), quality: new Uint8Array(length) };
}

function isAscending(at: Float64Array): boolean {
    for (let index = 1; index < at.length; index++) {
        if (element(at, index) <= element(at, index - 1)) return false;
    }
    return true;
}

function differs(left: SampleColumns, leftIndex: number, right: SampleColumns, rightIndex: number): boolean {
    return left.value[leftIndex] !== right.value[rightIndex] || left.quality[leftIndex] !== right.quality[rightIndex];
}

function copy(from: SampleColumns, source: number, to: SampleColumns, target: number): void {
    to.at[target] = element(from.at, source);
    to.value[target] = element(from.value, source);
    to.quality[target] = element(from.quality, source);
}
