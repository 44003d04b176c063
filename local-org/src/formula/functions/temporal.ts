import { Decimal } from '../decimal.ts';
import { define, strict } from '../definition.ts';
import type { FunctionDefinition } from '../definition.ts';
import { FormulaEvaluationError } from '../errors.ts';
import {
    addMonths,
    calendar,
    dateOf,
    dateOfMoment,
    isoWeek,
    millisecondsPerDay,
    momentOfDate,
    parseDate,
    parseMoment,
    parseTime,
    timeOfMoment
} from '../temporal.ts';
import type { CalendarDate, FormulaValue, Moment, TimeOfDay } from '../value.ts';

function whole(value: FormulaValue | undefined): number {
    if (!Decimal.isDecimal(value)) throw new FormulaEvaluationError('A number is expected.');
    return Math.trunc(value.toNumber());
}

function isKind<Kind extends 'date' | 'datetime' | 'time'>(
    value: FormulaValue | undefined,
    kind: Kind
): value is Extract<CalendarDate | Moment | TimeOfDay, { kind: Kind }> {
    return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

function asDate(value: FormulaValue | undefined): CalendarDate {
    if (isKind(value, 'date')) return value;
    if (isKind(value, 'datetime')) return dateOfMoment(value);
    const date = typeof value === 'string' ? (parseDate(value) ?? datePart(value)) : undefined;
    if (!date) throw new FormulaEvaluationError(`DATEVALUE: '${String(value)}' is not a date.`);
    return date;
}

function datePart(text: string): CalendarDate | undefined {
    const moment = parseMoment(text);
    return moment ? dateOfMoment(moment) : undefined;
}

function asMoment(value: FormulaValue | undefined): Moment {
    if (isKind(value, 'datetime')) return value;
    if (isKind(value, 'date')) return momentOfDate(value);
    const moment = typeof value === 'string' ? parseMoment(value) : undefined;
    if (moment) return moment;
    const date = typeof value === 'string' ? parseDate(value) : undefined;
    if (!date) throw new FormulaEvaluationError(`DATETIMEVALUE: '${String(value)}' is not a date and time.`);
    return momentOfDate(date);
}

function asTime(value: FormulaValue | undefined): TimeOfDay {
    if (isKind(value, 'time')) return value;
    if (isKind(value, 'datetime')) return timeOfMoment(value);
    const time = typeof value === 'string' ? parseTime(value) : undefined;
    if (!time) throw new FormulaEvaluationError(`TIMEVALUE: '${String(value)}' is not a time.`);
    return time;
}

function ofDate(usage: string, apply: (date: CalendarDate) => number): FunctionDefinition {
    return strict('Date and Time', usage, 'date|datetime', 'number', ([date]) => new Decimal(apply(asDate(date))));
}

function ofTime(usage: string, apply: (milliseconds: number) => number): FunctionDefinition {
    return strict('Date and Time', usage, 'time', 'number', ([time]) => new Decimal(apply(asTime(time).milliseconds)));
}

function laterByMonths(value: FormulaValue | undefined, months: number): CalendarDate | Moment {
    if (!isKind(value, 'datetime')) return addMonths(asDate(value), months);
    const day = addMonths(dateOfMoment(value), months);
    return { kind: 'datetime', milliseconds: day.day * millisecondsPerDay + timeOfMoment(value).milliseconds };
}

function unixSeconds(value: FormulaValue | undefined): Decimal {
    const milliseconds = isKind(value, 'time') ? value.milliseconds : asMoment(value).milliseconds;
    return new Decimal(milliseconds).div(1000).floor();
}

function duration(seconds: number, withDays: boolean): string {
    const total = Math.abs(Math.trunc(seconds));
    const pad = (value: number): string => String(value).padStart(2, '0');
    const rest = `${pad(Math.floor(total / 60) % 60)}:${pad(total % 60)}`;
    if (!withDays) return `${pad(Math.floor(total / 3600))}:${rest}`;
    return `${Math.floor(total / 86_400)}:${pad(Math.floor(total / 3600) % 24)}:${rest}`;
}

function formatDuration([first, second]: readonly FormulaValue[]): string {
    if (Decimal.isDecimal(first)) return duration(first.toNumber(), second === true);
    if (isKind(first, 'time')) return duration((asTime(second).milliseconds - first.milliseconds) / 1000, false);
    return duration((asMoment(second).milliseconds - asMoment(first).milliseconds) / 1000, true);
}

/** Functions of dates, times and moments. The org's time zone is UTC. */
export const temporalFunctions: readonly FunctionDefinition[] = [
    strict(
        'Date and Time',
        'ADDMONTHS(date, num)',
        'date|datetime,number',
        ([date]) => date?.type ?? 'date',
        ([date, months]) => laterByMonths(date, whole(months))
    ),
    strict('Date and Time', 'DATE(year, month, day)', 'number,number,number', 'date', ([year, month, day]) =>
        dateOf(whole(year), whole(month), whole(day))
    ),
    strict('Date and Time', 'DATEVALUE(expression)', 'text|date|datetime', 'date', ([value]) => asDate(value)),
    strict('Date and Time', 'DATETIMEVALUE(expression)', 'text|date|datetime', 'datetime', ([value]) =>
        asMoment(value)
    ),
    strict('Date and Time', 'TIMEVALUE(expression)', 'text|time|datetime', 'time', ([value]) => asTime(value)),
    ofDate('YEAR(date)', (date) => calendar(date).getUTCFullYear()),
    ofDate('MONTH(date)', (date) => calendar(date).getUTCMonth() + 1),
    ofDate('DAY(date)', (date) => calendar(date).getUTCDate()),
    ofDate('DAYOFYEAR(date)', (date) => date.day - dateOf(calendar(date).getUTCFullYear(), 1, 1).day + 1),
    ofDate('WEEKDAY(date)', (date) => calendar(date).getUTCDay() + 1),
    ofDate('ISOWEEK(date)', (date) => isoWeek(date).week),
    ofDate('ISOYEAR(date)', (date) => isoWeek(date).year),
    ofTime('HOUR(time)', (milliseconds) => Math.floor(milliseconds / 3_600_000)),
    ofTime('MINUTE(time)', (milliseconds) => Math.floor(milliseconds / 60_000) % 60),
    ofTime('SECOND(time)', (milliseconds) => Math.floor(milliseconds / 1000) % 60),
    ofTime('MILLISECOND(time)', (milliseconds) => milliseconds % 1000),
    define('Date and Time', 'NOW()', '', 'datetime', (_, context) => ({
        kind: 'datetime',
        milliseconds: context.now.getTime()
    })),
    define('Date and Time', 'TIMENOW()', '', 'time', (_, context) =>
        timeOfMoment({ kind: 'datetime', milliseconds: context.now.getTime() })
    ),
    define('Date and Time', 'TODAY()', '', 'date', (_, context) =>
        dateOfMoment({ kind: 'datetime', milliseconds: context.now.getTime() })
    ),
    strict('Date and Time', 'UNIXTIMESTAMP(value)', 'date|datetime|time', 'number', ([value]) => unixSeconds(value)),
    strict('Date and Time', 'FROMUNIXTIME(seconds)', 'number', 'datetime', ([seconds]) => ({
        kind: 'datetime',
        milliseconds: Decimal.isDecimal(seconds) ? seconds.times(1000).floor().toNumber() : 0
    })),
    strict(
        'Date and Time',
        'FORMATDURATION(first, second)',
        'number|time|datetime,boolean|time|datetime?',
        'text',
        formatDuration
    )
];
