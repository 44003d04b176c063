/** Fields that Salesforce works out of a status: what its values mean is said in their standard value set. */
import type { StandardValue } from '@salesforce/types/metadata';
import type { FieldDescribe } from '../platform.ts';

/**
 * The formula of a field that follows from the values of a status, or null when it follows from something else.
 * Metadata API Developer Guide, `StandardValue`: `closed`, `won` and `groupingString` (the status category).
 */
export function statusFormula(field: FieldDescribe, status: string, values: readonly StandardValue[]): string | null {
    if (field.formula === null) return null;
    switch (field.name) {
        case 'IsClosed':
            return oneOf(status, closedValues(values));
        case 'IsWon':
            return oneOf(
                status,
                values.filter(({ won }) => won === true)
            );
        case 'StatusCategory':
            return categoryOf(status, values);
        default:
            return null;
    }
}

/** Values that close a record, by their own flag or by their category. */
export function closedValues(values: readonly StandardValue[]): readonly StandardValue[] {
    return values.filter(({ closed, groupingString }) => closed === true || groupingString === 'Closed');
}

/** Without any such value the field means what it meant before: an org always has one. */
function oneOf(status: string, values: readonly StandardValue[]): string | null {
    if (values.length === 0) return null;
    return values.map((value) => `ISPICKVAL(${status}, ${text(value.fullName)})`).join(' || ');
}

function categoryOf(status: string, values: readonly StandardValue[]): string | null {
    const known = values.filter(({ groupingString }) => groupingString !== undefined);
    if (known.length === 0) return null;
    const cases = known.flatMap((value) => [text(value.fullName), text(value.groupingString)]);
    return `CASE(TEXT(${status}), ${cases.join(', ')}, "None")`;
}

function text(value: string | undefined): string {
    return `"${(value ?? '').replace(/["\\]/g, '\\$&')}"`;
}
