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
        current = ownValue(current, part);
        if (current === undefined) return undefined;
    }
    return current;
}

/** A property of its own, or undefined for anything that has no such property. */
export function ownValue(parent: unknown, name: string): unknown {
    if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, name)) return undefined;
    return (parent as Record<string, unknown>)[name];
}
