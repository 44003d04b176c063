/** A point of a line: time and value. */
export type LinePoint = readonly [at: number, value: number];

/**
 * Picks the points that keep the shape of a line: first, last, and from each of `count - 2` stretches between them the
 * point that spans the largest triangle with the one picked before and the mean of the stretch after (Steinarsson,
 * "Downsampling Time Series for Visual Representation", 2013, Largest Triangle Three Buckets).
 * @param count at least 3
 */
export function largestTriangles(points: readonly LinePoint[], count: number): LinePoint[] {
    const last = points.at(-1);
    if (points.length <= count || !last) return [...points];
    const width = (points.length - 2) / (count - 2);
    const edge = (stretch: number): number => Math.floor(stretch * width) + 1;
    let picked: LinePoint = points[0] ?? last;
    const result = [picked];
    for (let stretch = 0; stretch < count - 2; stretch++) {
        const after = points.slice(edge(stretch + 1), Math.max(edge(stretch + 2), edge(stretch + 1) + 1));
        picked = largest(
            points.slice(edge(stretch), edge(stretch + 1)),
            picked,
            mean(after.length > 0 ? after : [last])
        );
        result.push(picked);
    }
    return [...result, last];
}

function largest(candidates: readonly LinePoint[], left: LinePoint, right: LinePoint): LinePoint {
    let best = candidates[0] ?? left;
    let bestArea = -1;
    for (const candidate of candidates) {
        const area = Math.abs(
            (left[0] - right[0]) * (candidate[1] - left[1]) - (left[0] - candidate[0]) * (right[1] - left[1])
        );
        if (area <= bestArea) continue;
        best = candidate;
        bestArea = area;
    }
    return best;
}

function mean(points: readonly LinePoint[]): LinePoint {
    const sum = points.reduce<LinePoint>((total, point) => [total[0] + point[0], total[1] + point[1]], [0, 0]);
    return [sum[0] / points.length, sum[1] / points.length];
}
