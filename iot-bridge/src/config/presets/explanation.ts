import type { Setting } from './preset.ts';

/** The line that explains a setting of a preset, and what the configuration says instead where it does. */
export function explanationOf({ key, value, because }: Setting, config: object, secret = false): string {
    const shown = (what: unknown): string => (secret ? '[secret]' : JSON.stringify(what));
    const actual = valueAt(config, key.split('.'));
    const line = `  ${key} = ${shown(value)}: ${because}`;
    return holds(value, actual) ? line : `${line}; not used, the configuration says ${shown(actual)}`;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
    return path.reduce<unknown>(
        (found, name) => (typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined),
        value
    );
}

/** Whether the actual value is the one filled in, besides the defaults added below it. */
function holds(filled: unknown, actual: unknown): boolean {
    if (typeof filled !== 'object' || filled === null) return filled === actual;
    if (typeof actual !== 'object' || actual === null) return false;
    return Object.entries(filled).every(([name, value]) => holds(value, Reflect.get(actual, name)));
}
