import type { FieldDescribe, FieldValue } from '../platform.ts';

/** How values are written for people: the locale of the pages and the user's time zone. */
export interface DisplayFormat {
    readonly locale: string;
    readonly timeZone: string;
}

const numericDate = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;

type Formatter = (value: FieldValue, field: FieldDescribe, format: DisplayFormat) => string;

const decimal: Formatter = (value, { scale }, { locale }) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: scale, maximumFractionDigits: scale }).format(Number(value));

const picklist: Formatter = (value, { picklistValues }) =>
    String(value)
        .split(';')
        .map((part) => picklistValues.find((entry) => entry.value === part)?.label ?? part)
        .join(';');

/** Types whose text for people differs from the value; UI API answers null for the others. */
const formatters: Partial<Record<FieldDescribe['type'], Formatter>> = {
    picklist,
    multipicklist: picklist,
    int: decimal,
    double: decimal,
    currency: (value, { scale }, { locale }) =>
        new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', minimumFractionDigits: scale }).format(
            Number(value)
        ),
    percent: (value, field, format) => `${decimal(value, field, format)}%`,
    date: (value, _field, { locale }) =>
        new Intl.DateTimeFormat(locale, { ...numericDate, timeZone: 'UTC' }).format(
            new Date(`${String(value)}T00:00:00Z`)
        ),
    datetime: (value, _field, { locale, timeZone }) =>
        new Intl.DateTimeFormat(locale, { ...numericDate, hour: 'numeric', minute: '2-digit', timeZone }).format(
            new Date(String(value))
        )
};

/** The text of a value as people read it; null where UI API has none. */
export function displayValue(value: FieldValue, field: FieldDescribe, format: DisplayFormat): string | null {
    const formatter = formatters[field.type];
    return value === null || value === '' || !formatter ? null : formatter(value, field, format);
}
