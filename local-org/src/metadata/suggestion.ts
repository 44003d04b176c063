/** "Did you mean …?" for names that are nearly right. */

/** At how many edits a name no longer counts as a slip of the pen. */
const furthest = 3;

/** ` (did you mean 'x'?)` for the candidate nearest to a wrong name, or an empty text when none is near. */
export function suggestion(wrong: string, candidates: Iterable<string>): string {
    const lowered = wrong.toLowerCase();
    let best: string | undefined;
    let distance = Math.min(furthest, Math.ceil(wrong.length / 2)) + 1;
    for (const candidate of candidates) {
        if (Math.abs(candidate.length - wrong.length) >= distance) continue;
        const found = editDistance(lowered, candidate.toLowerCase());
        if (found < distance) [best, distance] = [candidate, found];
    }
    return best === undefined ? '' : ` (did you mean '${best}'?)`;
}

/** Levenshtein distance of two texts. */
function editDistance(left: string, right: string): number {
    let row = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let i = 1; i <= left.length; i++) {
        const next = [i];
        for (let j = 1; j <= right.length; j++) {
            const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
            next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
        }
        row = next;
    }
    return row[right.length] ?? 0;
}
