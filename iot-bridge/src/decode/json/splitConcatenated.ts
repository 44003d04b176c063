/**
 * Reads JSON objects that follow each other without a separator, as some gateways send them.
 * @returns the values in order, and the text from the first place that is not JSON
 */
export function splitConcatenated(source: string): { values: unknown[]; rest?: string } {
    const values: unknown[] = [];
    let start = skipSpace(source, 0);
    while (start < source.length) {
        const end = endOfObject(source, start);
        const value = end === undefined ? undefined : tryParse(source.slice(start, end));
        if (end === undefined || value === undefined) return { values, rest: source.slice(start) };
        values.push(value);
        start = skipSpace(source, end);
    }
    return { values };
}

function skipSpace(source: string, from: number): number {
    let index = from;
    while (index < source.length && ' \t\r\n'.includes(source.charAt(index))) index++;
    return index;
}

/** Index behind the bracket that closes the object or list at `start`. */
function endOfObject(source: string, start: number): number | undefined {
    let depth = 0;
    let quoted = false;
    for (let index = start; index < source.length; index++) {
        const letter = source[index];
        if (quoted) {
            if (letter === '\\') index++;
            else if (letter === '"') quoted = false;
            continue;
        }
        if (letter === '"') quoted = true;
        else if (letter === '{' || letter === '[') depth++;
        else if (letter === '}' || letter === ']') depth--;
        if (depth === 0) return index === start ? undefined : index + 1;
    }
    return undefined;
}

function tryParse(part: string): unknown {
    try {
        return JSON.parse(part) as unknown;
    } catch {
        return undefined;
    }
}
