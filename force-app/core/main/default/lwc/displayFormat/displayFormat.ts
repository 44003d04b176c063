import LANGUAGE from '@salesforce/i18n/lang';
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const MOMENT_FORMAT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short', timeZone: TIME_ZONE });

/** UCUM codes whose usual spelling differs from the code. */
const UNIT_SYMBOLS: Readonly<Record<string, string>> = {
    Cel: '°C',
    '[degF]': '°F',
    '/min': '1/min',
    '{rotation}/min': '1/min',
    '{bottle}/min': '1/min',
    '{bottles}/min': '1/min',
    'kW.h': 'kWh',
    'm3/h': 'm³/h',
    'dB[mW]': 'dBm',
    Ohm: 'Ω',
    '1': ''
};

/**
 * How long ago something was, in the user's language, e.g. "2 minutes ago".
 * @param time ISO date and time; undefined, null and unreadable text give an empty text
 * @param now milliseconds since 1970
 */
export function formatAge(time: string | null | undefined, now: number): string {
    const then = time ? Date.parse(time) : Number.NaN;
    if (Number.isNaN(then)) return '';
    const [amount, unit] = ageParts(then - now);
    return new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' }).format(amount, unit);
}

function ageParts(difference: number): [number, Intl.RelativeTimeFormatUnit] {
    const size = Math.abs(difference);
    if (size < MINUTE) return [Math.trunc(difference / SECOND), 'second'];
    if (size < HOUR) return [Math.trunc(difference / MINUTE), 'minute'];
    if (size < DAY) return [Math.trunc(difference / HOUR), 'hour'];
    return [Math.trunc(difference / DAY), 'day'];
}

/** Whether a time is more than `limitSeconds` ago, or missing. */
export function isOlderThan(time: string | null | undefined, limitSeconds: number, now: number): boolean {
    const then = time ? Date.parse(time) : Number.NaN;
    return Number.isNaN(then) || now - then > limitSeconds * SECOND;
}

/** A cache and no state: making a format costs some fifty times as much as using it. */
const NUMBER_FORMATS = new Map<number, Intl.NumberFormat>();

function numberFormat(decimals: number): Intl.NumberFormat {
    const known = NUMBER_FORMATS.get(decimals);
    if (known) return known;
    const format = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: decimals });
    NUMBER_FORMATS.set(decimals, format);
    return format;
}

/** A number in the user's locale with at most the given decimals; missing values give an empty text. */
export function formatNumber(value: number | null | undefined, decimals = 2): string {
    if (value === null || value === undefined || !Number.isFinite(value)) return '';
    return numberFormat(decimals).format(value);
}

/** A share, 0–1, as a percentage in the user's locale with at most one decimal. */
export function formatPercent(share: number): string {
    return new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** The usual spelling of a UCUM unit, e.g. `Cel` as °C; an unknown code is shown as it is. */
export function unitSymbol(unit: string | null | undefined): string {
    return unit ? (UNIT_SYMBOLS[unit] ?? unit) : '';
}

/** A number with its unit, e.g. "48.2 °C"; a missing number gives an empty text. */
export function formatQuantity(
    value: number | null | undefined,
    unit: string | null | undefined,
    decimals = 2
): string {
    const number = formatNumber(value, decimals);
    return number === '' ? '' : `${number} ${unitSymbol(unit)}`.trim();
}

/** Date and time in the user's locale and time zone; missing or unreadable times give an empty text. */
export function formatDateTime(time: string | null | undefined): string {
    const moment = time ? Date.parse(time) : Number.NaN;
    if (Number.isNaN(moment)) return '';
    return MOMENT_FORMAT.format(moment);
}

/** Puts values into the places `{0}`, `{1}` … of a label. */
export function fillLabel(label: string, ...values: readonly (string | number)[]): string {
    return label.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}
