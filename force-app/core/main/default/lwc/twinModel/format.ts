/** UCUM codes whose customary symbol differs from the code (UCUM, ISO 80000). */
const SYMBOLS: Readonly<Record<string, string>> = {
    Cel: '°C',
    '[degF]': '°F',
    K: 'K',
    '/min': '1/min',
    '{rotation}/min': '1/min',
    '{bottle}/min': '1/min',
    'kW.h': 'kWh',
    'm/s2': 'm/s²',
    'dB[mW]': 'dBm',
    '1': '',
    Ohm: 'Ω',
    um: 'µm'
};

const AGE_STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
    ['second', 1000]
];

/** The symbol people know for a UCUM unit code; an unknown code is shown as it is. */
export function unitSymbol(ucum: string): string {
    return SYMBOLS[ucum] ?? ucum;
}

function fractionDigits(value: number): number {
    const size = Math.abs(value);
    if (size >= 1000 || Number.isInteger(value)) return 0;
    if (size >= 10) return 1;
    return size >= 1 ? 2 : 3;
}

/** A measured number in the user's locale, with no more digits than are worth reading. */
export function formatNumber(value: number, locale: string): string {
    const digits = fractionDigits(value);
    return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** Number and unit, joined by a no-break space so that a line never splits them. */
export function formatQuantity(value: number, unit: string, locale: string): string {
    const symbol = unitSymbol(unit);
    const number = formatNumber(value, locale);
    return symbol ? `${number}\u00a0${symbol}` : number;
}

/** Age of a time as the user's language says it ("2 minutes ago"); a time in the future counts as now. */
export function formatAge(time: number, now: number, locale: string): string {
    const age = Math.max(0, now - time);
    const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
    const step = AGE_STEPS.find(([, size]) => age >= size);
    return step ? format.format(-Math.floor(age / step[1]), step[0]) : format.format(0, 'second');
}

/** Date and time in the user's locale and time zone, short enough for a table. */
export function formatTime(time: number, locale: string, timeZone: string): string {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone }).format(time);
}

/** Puts values into the numbered places `{0}`, `{1}`, … of a translated text. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
    return template.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}
