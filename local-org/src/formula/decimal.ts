import { Decimal as DecimalLibrary } from 'decimal.js';

/**
 * Decimal numbers as Salesforce's formula engine calculates them: 39 significant digits, half up.
 * A separate constructor, so that nobody else's settings matter.
 */
export const Decimal = DecimalLibrary.clone({
    precision: 39,
    rounding: DecimalLibrary.ROUND_HALF_UP,
    toExpNeg: -9e15,
    toExpPos: 9e15
});

/** A decimal number. */
export type Decimal = DecimalLibrary;

/** Rounds to a number of decimal places; negative places round before the point. */
export function roundTo(value: Decimal, places: number, mode: DecimalLibrary.Rounding): Decimal {
    if (places >= 0) return value.toDecimalPlaces(Math.min(places, 100), mode);
    const unit = new Decimal(10).pow(-Math.max(places, -100));
    return value.div(unit).toDecimalPlaces(0, mode).times(unit);
}

export const halfUp = DecimalLibrary.ROUND_HALF_UP;
export const towardsZero = DecimalLibrary.ROUND_DOWN;
