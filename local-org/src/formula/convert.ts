import type { FieldType, FieldValue } from '../platform.ts';
import { Decimal } from './decimal.ts';
import {
    calendar,
    dateOfMoment,
    formatDate,
    formatMoment,
    formatTime,
    parseDate,
    parseMoment,
    parseTime
} from './temporal.ts';
import type { FormulaType, FormulaValue } from './value.ts';

/** Which type of the formula language a field has. */
export const typeOfField = {
    id: 'text',
    string: 'text',
    textarea: 'text',
    picklist: 'picklist',
    multipicklist: 'multipicklist',
    boolean: 'boolean',
    int: 'number',
    double: 'number',
    currency: 'number',
    percent: 'number',
    date: 'date',
    datetime: 'datetime',
    time: 'time',
    reference: 'text',
    phone: 'text',
    email: 'text',
    url: 'text',
    address: 'text',
    location: 'location',
    encryptedstring: 'text'
} as const satisfies Record<FieldType, FormulaType>;

/** Whether a value is a decimal number. */
export function isDecimal(value: FormulaValue): value is Decimal {
    return Decimal.isDecimal(value);
}

/** A stored value as the formula language sees it; a percent of 20 is 0.2 there. */
export function fromField(value: FieldValue | undefined, type: FormulaType, isPercent = false): FormulaValue {
    if (value === null || value === undefined || value === '') return type === 'boolean' ? false : null;
    switch (type) {
        case 'number': {
            const number = new Decimal(typeof value === 'boolean' ? Number(value) : value);
            return isPercent ? number.div(100) : number;
        }
        case 'boolean':
            return value === true || value === 1 || value === 'true';
        case 'date':
            return dateFrom(String(value));
        case 'datetime':
            return parseMoment(String(value)) ?? null;
        case 'time':
            return parseTime(String(value)) ?? null;
        case 'location':
            return placeFrom(String(value));
        default:
            return String(value);
    }
}

/** Reads `latitude,longitude`, as `toField` writes it. */
function placeFrom(text: string): FormulaValue {
    const [latitude, longitude] = text.split(',').map(Number);
    return latitude === undefined || longitude === undefined ? null : { kind: 'location', latitude, longitude };
}

function dateFrom(text: string): FormulaValue {
    const date = parseDate(text);
    if (date) return date;
    const moment = parseMoment(text);
    return moment ? dateOfMoment(moment) : null;
}

/** A result as it is stored: ISO 8601 for dates, a JavaScript number for decimals. */
export function toField(value: FormulaValue, type?: FieldType): FieldValue {
    if (value === null || value === '') return type === 'boolean' ? false : null;
    if (typeof value === 'string' || typeof value === 'boolean') return value;
    if (isDecimal(value)) return (type === 'percent' ? value.times(100) : value).toNumber();
    switch (value.kind) {
        case 'date':
            return formatDate(value);
        case 'datetime':
            return type === 'date' ? formatDate(dateOfMoment(value)) : calendar(value).toISOString();
        case 'time':
            return `${formatTime(value)}Z`;
        case 'location':
            return `${value.latitude},${value.longitude}`;
    }
}

/** A value as the TEXT function and text templates write it. */
export function toText(value: FormulaValue): string {
    if (value === null) return '';
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean') return String(value);
    if (isDecimal(value)) return value.toFixed();
    switch (value.kind) {
        case 'date':
            return formatDate(value);
        case 'datetime':
            return formatMoment(value);
        case 'time':
            return formatTime(value);
        case 'location':
            return `${value.latitude},${value.longitude}`;
    }
}
