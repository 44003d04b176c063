import { formatAge, formatDateTime, formatQuantity } from 'c/displayFormat';

function worthwhileDecimals(value: number): number {
    const size = Math.abs(value);
    if (size >= 1000) return 0;
    if (size >= 10) return 1;
    return size >= 1 ? 2 : 3;
}

/** A measured number with its unit in the user's locale, with no more decimals than are worth reading. */
export function quantityText(value: number, unit: string): string {
    return formatQuantity(value, unit, worthwhileDecimals(value));
}

/**
 * Age of a time in the user's language. A time in the future counts as now, because the clocks of machines,
 * org and browser differ by seconds.
 * @param time and @param now epoch milliseconds
 */
export function ageText(time: number, now: number): string {
    return formatAge(new Date(Math.min(time, now)).toISOString(), now);
}

/** Date and time of an instant (epoch milliseconds) in the user's locale and time zone. */
export function momentText(time: number): string {
    return formatDateTime(new Date(time).toISOString());
}
