import { isDecimal } from './convert.ts';
import type { FormulaValue } from './value.ts';

/** Whether two values are equal; text by case, and blank text equals empty text. A date equals its midnight. */
export function equal(one: FormulaValue, other: FormulaValue): boolean {
    if (one === null || other === null) return (one ?? '') === (other ?? '');
    if (isDecimal(one) || isDecimal(other)) return isDecimal(one) && isDecimal(other) && one.eq(other);
    if (typeof one !== 'object' || typeof other !== 'object') return one === other;
    if (one.kind === 'location' && other.kind === 'location')
        return one.latitude === other.latitude && one.longitude === other.longitude;
    return compare(one, other) === 0;
}

/** Order of two values of one type: negative, zero, positive; undefined when one is blank. */
export function compare(one: FormulaValue, other: FormulaValue): number | undefined {
    if (one === null || other === null) return undefined;
    if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : Number(one > other);
    const [left, right] = [magnitude(one), magnitude(other)];
    if (isDecimal(one) && isDecimal(other)) return one.cmp(other);
    return left === undefined || right === undefined ? undefined : left - right;
}

function magnitude(value: FormulaValue): number | undefined {
    if (typeof value === 'boolean') return Number(value);
    if (typeof value !== 'object' || value === null || isDecimal(value)) return undefined;
    switch (value.kind) {
        case 'date':
            return value.day * 86_400_000;
        case 'datetime':
        case 'time':
            return value.milliseconds;
        case 'location':
            return undefined;
    }
}

/** NOT of a value: blank stays blank, so that neither it nor its opposite holds. */
export function negate(value: FormulaValue): boolean | null {
    return value === null ? null : value !== true;
}
