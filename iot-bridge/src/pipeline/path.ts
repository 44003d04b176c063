/** A dotted path taken apart once, so that the hot path only walks it. */
export type Path = readonly string[];

/** Splits `metrics.oilTemperature` or `readings[0].value`; a backslash keeps a dot inside a name. */
export function parsePath(text: string): Path {
    return text
        .replace(/\[(\d+)\]/g, '.$1')
        .split(/(?<!\\)\./)
        .map((part) => part.replaceAll('\\.', '.'))
        .filter((part) => part.length > 0);
}

/** The value at a path, or undefined where the path ends early. Inherited properties do not count. */
export function valueAt(document: unknown, path: Path): unknown {
    let current: unknown = document;
    for (const part of path) {
        if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
        current = (current as Record<string, unknown>)[part];
    }
    return current;
}
