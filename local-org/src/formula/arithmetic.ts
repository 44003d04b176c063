import { fromField, toField } from './convert.ts';
import { Decimal } from './decimal.ts';
import { shift } from './operators.ts';
import type { FieldValue } from '../platform.ts';

/** Sum without the errors of binary fractions: 0.1 + 0.2 is 0.3. */
export function addNumbers(one: number, other: number): number {
    return new Decimal(one).plus(other).toNumber();
}

/** A stored date or date-time some days later, or a time some milliseconds later. */
export function shiftDate(value: string, type: 'date' | 'datetime' | 'time', amount: number): FieldValue {
    const from = fromField(value, type);
    return from === null ? null : toField(shift(from, new Decimal(amount), 1));
}
