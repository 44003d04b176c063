export { EntryDrag, type EntryDrop } from './entryDrag';
import ALARM_LABEL from '@salesforce/label/c.Calendar_Flag_Alarm';
import CLASH_LABEL from '@salesforce/label/c.Calendar_Flag_Clash';
import APPOINTMENT_LABEL from '@salesforce/label/c.Calendar_Kind_Appointment';
import BETWEEN_LABEL from '@salesforce/label/c.Calendar_Predicted_Between';
import PREDICTED_LABEL from '@salesforce/label/c.Calendar_Kind_Predicted';
import ALL_DAY_LABEL from '@salesforce/label/c.Calendar_AllDay';
import DONE_LABEL from '@salesforce/label/c.Calendar_Flag_Done';
import OVERDUE_LABEL from '@salesforce/label/c.Calendar_Flag_Overdue';
import DOWNTIME_FLAG_LABEL from '@salesforce/label/c.Calendar_Flag_Downtime';
import DOWNTIME_LABEL from '@salesforce/label/c.Calendar_Kind_Downtime';
import PERIOD_LABEL from '@salesforce/label/c.Calendar_Period';
import PLAN_LABEL from '@salesforce/label/c.Calendar_Kind_Plan';
import PROJECTED_LABEL from '@salesforce/label/c.Calendar_Kind_Projected';
import WARRANTY_LABEL from '@salesforce/label/c.Calendar_Kind_Warranty';
import WORK_ORDER_LABEL from '@salesforce/label/c.Calendar_Kind_WorkOrder';
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { fillLabel } from 'c/displayFormat';
import { canMove, type CalendarView, type Day, type DayRange, type Entry, type EntryKind } from 'c/calendarModel';

/** A flag of an entry: icon and text, so that no meaning rests on colour. */
export interface Flag {
    readonly label: string;
    readonly iconName: string;
    readonly variant: string;
}

/** An entry as the calendar's parts show it. */
export interface EntryView {
    readonly key: string;
    readonly entry: Entry;
    readonly title: string;
    readonly kindLabel: string;
    readonly iconName: string;
    readonly timeText: string;
    /** Kind, number, machine, range, status, priority, owner and technicians, as far as there are any. */
    readonly details: readonly string[];
    readonly flags: readonly Flag[];
    readonly css: string;
    readonly url: string;
    readonly canMove: boolean;
    /** Everything in one sentence, for the tooltip and screen readers. */
    readonly summary: string;
}

const KINDS: Readonly<
    Record<EntryKind, { readonly label: string; readonly iconName: string; readonly object: string }>
> = {
    workOrder: { label: WORK_ORDER_LABEL, iconName: 'utility:work_order_type', object: 'WorkOrder' },
    appointment: { label: APPOINTMENT_LABEL, iconName: 'utility:people', object: 'ServiceAppointment' },
    plan: { label: PLAN_LABEL, iconName: 'utility:event', object: 'MaintenancePlan' },
    projected: { label: PROJECTED_LABEL, iconName: 'utility:date_time', object: 'MaintenancePlan' },
    predicted: { label: PREDICTED_LABEL, iconName: 'utility:trending', object: 'Asset' },
    warranty: { label: WARRANTY_LABEL, iconName: 'utility:shield', object: 'AssetWarranty' },
    downtime: { label: DOWNTIME_LABEL, iconName: 'utility:pause', object: 'AssetDowntimePeriod' }
};

const OVERDUE_FLAG: Flag = { label: OVERDUE_LABEL, iconName: 'utility:clock', variant: 'error' };
const ALARM_FLAG: Flag = { label: ALARM_LABEL, iconName: 'utility:warning', variant: 'warning' };
const CLASH_FLAG: Flag = { label: CLASH_LABEL, iconName: 'utility:merge', variant: 'warning' };
const DOWNTIME_FLAG: Flag = { label: DOWNTIME_FLAG_LABEL, iconName: 'utility:pause', variant: '' };
const DONE_FLAG: Flag = { label: DONE_LABEL, iconName: 'utility:check', variant: 'success' };

/** A cache and no state: making a format costs some fifty times as much as using it. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const key = JSON.stringify(options);
    const known = FORMATS.get(key);
    if (known) return known;
    const format = new Intl.DateTimeFormat(LOCALE, options);
    FORMATS.set(key, format);
    return format;
}

/** Days carry no time zone, so they are formatted as the UTC midnight that they name. */
function formatDay(day: Day, options: Intl.DateTimeFormatOptions): string {
    return formatOf({ ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** A day in full, e.g. "Friday, November 20, 2026". */
export function dayText(day: Day): string {
    return formatDay(day, { dateStyle: 'full' });
}

/** Number of the day in its month. */
export function dayNumber(day: Day): string {
    return formatDay(day, { day: 'numeric' });
}

/** Name of a day of the week, short for a column and in full for screen readers. */
export function weekdayText(day: Day, style: 'short' | 'long'): string {
    return formatDay(day, { weekday: style });
}

/** Heading of a period. */
export function periodText(view: CalendarView, day: Day, range: DayRange): string {
    if (view === 'month') return formatDay(day, { month: 'long', year: 'numeric' });
    return fillLabel(
        PERIOD_LABEL,
        formatDay(range.from, { dateStyle: 'medium' }),
        formatDay(range.to, { dateStyle: 'medium' })
    );
}

function clockText(instant: number, options: Intl.DateTimeFormatOptions): string {
    return formatOf({ ...options, timeZone: TIME_ZONE }).format(instant);
}

/** Start of a work order as people say it, with day and clock. */
export function startText(instant: number): string {
    return clockText(instant, { dateStyle: 'medium', timeStyle: 'short' });
}

function timeText({ start, end, firstDay, lastDay }: Entry, day: Day | undefined): string {
    const from = start ?? end;
    if (from === undefined) return firstDay === day ? ALL_DAY_LABEL : formatDay(firstDay, { dateStyle: 'medium' });
    const options: Intl.DateTimeFormatOptions =
        firstDay === lastDay && firstDay === day ? { timeStyle: 'short' } : { dateStyle: 'short', timeStyle: 'short' };
    const first = clockText(from, options);
    return start === undefined || end === undefined ? first : fillLabel(PERIOD_LABEL, first, clockText(end, options));
}

function flagsOf(entry: Entry): Flag[] {
    const flags: Flag[] = [];
    if (entry.overdue) flags.push(OVERDUE_FLAG);
    if (entry.clash) flags.push(CLASH_FLAG);
    if (entry.inDowntime) flags.push(DOWNTIME_FLAG);
    if (entry.inAlarm && !entry.done) flags.push(ALARM_FLAG);
    if (entry.done) flags.push(DONE_FLAG);
    return flags;
}

function betweenText({ between }: Entry): string {
    if (!between) return '';
    const day = (of: Day): string => formatDay(of, { dateStyle: 'medium' });
    return fillLabel(BETWEEN_LABEL, day(between.from), day(between.to));
}

function detailsOf(entry: Entry, kind: string): string[] {
    const { number, assetName, status, priority, owner, technicians } = entry;
    const people = [...new Set([owner, ...technicians])];
    return [kind, number, assetName, betweenText(entry), status, priority, ...people].filter((part) => part !== '');
}

function cssOf(entry: Entry): string {
    const state = entry.overdue ? ' entry_overdue' : entry.done ? ' entry_done' : '';
    return `entry entry_${entry.kind}${state}`;
}

/**
 * How an entry is shown.
 * @param mayEdit the user may change work orders
 * @param day the day under which it is shown; its date is left out there
 */
export function toEntryView(entry: Entry, mayEdit: boolean, day?: Day): EntryView {
    const kind = KINDS[entry.kind];
    const time = timeText(entry, day);
    const flags = flagsOf(entry);
    const details = detailsOf(entry, kind.label);
    return {
        key: entry.key,
        entry,
        title: entry.subject,
        kindLabel: kind.label,
        iconName: kind.iconName,
        timeText: time,
        details,
        flags,
        css: cssOf(entry),
        url: `/lightning/r/${kind.object}/${entry.recordId}/view`,
        canMove: mayEdit && canMove(entry),
        summary: [entry.subject, time, ...details, ...flags.map((flag) => flag.label)].join(', ')
    };
}
