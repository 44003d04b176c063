import type { MetadataComponent, Problem } from './component.ts';
import { placeOf } from './place.ts';

/**
 * A problem of a component at an object of its content (and one of its properties).
 * Without a known place it stands where the component begins.
 */
export function problemAt(
    component: Pick<MetadataComponent, 'type' | 'fullName' | 'path' | 'line' | 'column'>,
    message: string,
    at?: unknown,
    property?: string,
    severity: Problem['severity'] = 'error'
): Problem {
    const place = placeOf(at, property) ?? component;
    const { type, fullName, path } = component;
    return { type, fullName, path, message, line: place.line, column: place.column, severity };
}
