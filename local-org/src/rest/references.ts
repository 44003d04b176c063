import { SalesforceError } from '../errors.ts';

/** Answers of earlier parts of a composite request, by reference id. */
export type Answers = ReadonlyMap<string, unknown>;

const REFERENCE = /@\{(\w+)((?:\.\w+|\[\d+\])*)\}/g;

/**
 * Puts answers in place of `@{reference.path[0].Name}` in every text of a value.
 * @throws SalesforceError `PROCESSING_HALTED` for a reference without a value.
 */
export function resolveReferences(value: unknown, answers: Answers): unknown {
    if (typeof value === 'string') return resolveText(value, answers);
    if (Array.isArray(value)) return value.map((item) => resolveReferences(item, answers));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, answers)]));
}

/** The same for an address, where every reference becomes text. */
export function resolveText(text: string, answers: Answers): string {
    return text.replace(REFERENCE, (whole, name: string, path: string) => {
        const found = follow(answers.get(name), path);
        if (found === undefined || found === null || typeof found === 'object')
            throw new SalesforceError(
                'PROCESSING_HALTED',
                `Invalid reference specified. No value for ${whole.slice(2, -1)} found in ${name}`
            );
        return String(found);
    });
}

function follow(value: unknown, path: string): unknown {
    let current = value;
    for (const [, name, index] of path.matchAll(/\.(\w+)|\[(\d+)\]/g)) {
        if (typeof current !== 'object' || current === null) return undefined;
        current = Reflect.get(current, name ?? Number(index));
    }
    return current;
}
