import type { FieldDescribe, FieldValue } from '../platform.ts';
import { toId18 } from '../schema/recordId.ts';
import { fieldErrors } from './saveError.ts';

/**
 * A value from a client as it is kept: trimmed text, numbers at the field's scale, dates in UTC.
 * @throws RecordRefusal when the value does not fit the field.
 */
export function convertValue(field: FieldDescribe, value: unknown): FieldValue {
    if (value === null || value === undefined || value === '') return field.type === 'boolean' ? false : null;
    switch (field.type) {
        case 'boolean':
            return toBoolean(field, value);
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            return toNumber(field, value);
        case 'date':
            return toDate(field, value);
        case 'datetime':
            return toDateTime(field, value);
        case 'time':
            return toTime(field, value);
        case 'id':
        case 'reference':
            return toReference(field, value);
        case 'picklist':
        case 'multipicklist':
            return toPicklist(field, toText(field, value));
        default:
            return toLimitedText(field, value);
    }
}

function toBoolean(field: FieldDescribe, value: unknown): boolean {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === '1') return true;
    if (value === 'false' || value === '0') return false;
    throw fieldErrors.wrongType(field, value);
}

function toNumber(field: FieldDescribe, value: unknown): number {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw fieldErrors.wrongType(field, value);
    const rounded = roundHalfUp(number, field.type === 'int' ? 0 : field.scale);
    const whole = field.type === 'int' ? 10 : field.precision - field.scale;
    if (Math.abs(rounded) >= 10 ** whole || (field.limit !== null && Math.abs(rounded) > field.limit))
        throw fieldErrors.outOfRange(field, number);
    return rounded;
}

/** Rounds away from zero at the half, as Salesforce does; the text form avoids binary errors such as 1.005. */
function roundHalfUp(value: number, scale: number): number {
    const shifted = Number(`${Math.abs(value)}e${scale}`);
    if (!Number.isFinite(shifted)) return value;
    const rounded = Number(`${Math.round(shifted)}e-${scale}`);
    return value < 0 && rounded !== 0 ? -rounded : rounded;
}

function toDate(field: FieldDescribe, value: unknown): string {
    const day = typeof value === 'string' ? /^(\d{4}-\d\d-\d\d)(?:$|T)/.exec(value)?.[1] : undefined;
    if (!day || !isCalendarDay(day)) throw fieldErrors.wrongType(field, value);
    return day;
}

function isCalendarDay(day: string): boolean {
    const date = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const DATE_TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

function toDateTime(field: FieldDescribe, value: unknown): string {
    if (typeof value !== 'string' || !DATE_TIME.test(value)) throw fieldErrors.wrongType(field, value);
    const zoned = value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
    const date = new Date(/T.*(Z|[+-]\d\d:\d\d)$/.test(zoned) || !zoned.includes('T') ? zoned : `${zoned}Z`);
    if (Number.isNaN(date.getTime())) throw fieldErrors.wrongType(field, value);
    return date.toISOString();
}

function toTime(field: FieldDescribe, value: unknown): string {
    const match =
        typeof value === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?Z?$/.exec(value) : null;
    if (!match) throw fieldErrors.wrongType(field, value);
    const [, hours, minutes, seconds = '00', fraction = ''] = match;
    return `${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0')}Z`;
}

function toReference(field: FieldDescribe, value: unknown): string {
    const id = typeof value === 'string' ? toId18(value) : undefined;
    if (!id) throw fieldErrors.badId(field, String(value));
    return id;
}

function toText(field: FieldDescribe, value: unknown): string {
    if (typeof value === 'object') throw fieldErrors.wrongType(field, JSON.stringify(value));
    return String(value);
}

function toPicklist(field: FieldDescribe, text: string): string {
    const chosen = field.type === 'multipicklist' ? text.split(';').filter((part) => part !== '') : [text];
    const values = chosen.map((one) => {
        const known = field.picklistValues.find((value) => value.value.toLowerCase() === one.toLowerCase());
        if (!known && field.restrictedPicklist) throw fieldErrors.badPicklist(field, one);
        return known?.value ?? one;
    });
    const joined = values.join(';');
    if (field.length > 0 && joined.length > field.length) throw fieldErrors.tooLong(field, joined);
    return joined;
}

function toLimitedText(field: FieldDescribe, value: unknown): string | null {
    const raw = toText(field, value);
    const text = field.type === 'textarea' ? raw.replace(/\s+$/, '') : raw.trim();
    if (text === '') return null;
    if (field.length > 0 && text.length > field.length) throw fieldErrors.tooLong(field, text);
    if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) throw fieldErrors.badEmail(field, text);
    return text;
}
