import type { Decimal } from './decimal.ts';

/** A day of the calendar: days since 1970-01-01. */
export interface CalendarDate {
    readonly kind: 'date';
    readonly day: number;
}

/** A moment: milliseconds since 1970-01-01T00:00Z. */
export interface Moment {
    readonly kind: 'datetime';
    readonly milliseconds: number;
}

/** A time of day: milliseconds since midnight. */
export interface TimeOfDay {
    readonly kind: 'time';
    readonly milliseconds: number;
}

/** A place on earth in degrees. */
export interface Place {
    readonly kind: 'location';
    readonly latitude: number;
    readonly longitude: number;
}

/** A value inside a formula. Blank text and blank of any other type are all null. */
export type FormulaValue = null | string | boolean | Decimal | CalendarDate | Moment | TimeOfDay | Place;

/** The types of the formula language. `null` is the type of the literal and fits everywhere. */
export type FormulaType =
    'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'picklist' | 'multipicklist' | 'location' | 'null';
