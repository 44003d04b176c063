import { keysAt } from './reference.ts';

/** `; did you mean …` for an unknown key, when a known one is close enough. */
export function hintFor(parent: readonly PropertyKey[], name: string): string {
    const known = keysAt(parent);
    const wanted = name.toLowerCase();
    const [longer] = known.filter((candidate) => candidate.toLowerCase().startsWith(wanted));
    if (longer) return `; did you mean ${longer}?`;
    const [best] = known
        .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
        .filter(({ distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
        .sort((left, right) => left.distance - right.distance);
    if (best) return `; did you mean ${best.candidate}?`;
    return known.length > 0 ? `; known keys: ${known.join(', ')}` : '';
}

function editDistance(left: string, right: string): number {
    let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (const [row, letter] of Array.from(left).entries()) {
        const current = [row + 1];
        for (const [column, other] of Array.from(right).entries()) {
            const substituted = (previous[column] ?? 0) + (letter === other ? 0 : 1);
            current.push(Math.min(substituted, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
        }
        previous = current;
    }
    return previous[right.length] ?? 0;
}
