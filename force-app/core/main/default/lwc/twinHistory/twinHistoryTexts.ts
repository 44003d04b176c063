import ADVICE_LABEL from '@salesforce/label/c.TwinHistory_Empty';
import ALARMS_LABEL from '@salesforce/label/c.TwinHistory_Alarms';
import CASES_LABEL from '@salesforce/label/c.TwinHistory_Cases';
import DAY_LABEL from '@salesforce/label/c.TwinHistory_Span_Day';
import FROM_LABEL from '@salesforce/label/c.TwinHistory_From';
import HOUR_LABEL from '@salesforce/label/c.TwinHistory_Span_Hour';
import KEYS_LABEL from '@salesforce/label/c.TwinHistory_Keys';
import KIND_LABEL from '@salesforce/label/c.TwinHistory_Kind';
import ONGOING_LABEL from '@salesforce/label/c.TwinHistory_Ongoing';
import ORDERS_LABEL from '@salesforce/label/c.TwinHistory_WorkOrders';
import PARTIAL_LABEL from '@salesforce/label/c.TwinHistory_Partial';
import PERIOD_LABEL from '@salesforce/label/c.TwinHistory_Period';
import SHIFT_LABEL from '@salesforce/label/c.TwinHistory_Span_Shift';
import SINCE_LABEL from '@salesforce/label/c.TwinHistory_Since';
import SPAN_LABEL from '@salesforce/label/c.TwinHistory_Span';
import STATE_LABEL from '@salesforce/label/c.TwinHistory_States';
import STATUS_LABEL from '@salesforce/label/c.TwinHistory_Status';
import STRIP_LABEL from '@salesforce/label/c.TwinHistory_Strip';
import TABLE_LABEL from '@salesforce/label/c.DigitalTwin_View_Table';
import TITLE_LABEL from '@salesforce/label/c.TwinHistory_Title';
import TO_LABEL from '@salesforce/label/c.TwinHistory_To';
import VIEW_LABEL from '@salesforce/label/c.TwinHistory_View';
import WEEK_LABEL from '@salesforce/label/c.TwinHistory_Span_Week';
import WHAT_LABEL from '@salesforce/label/c.TwinHistory_What';
import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { fillLabel } from 'c/displayFormat';
import type { EventKind, TwinEvent } from 'c/twinEvents';
import { momentText } from 'c/twinModel';

/** Fixed texts of the history. */
export const labels = {
    empty: ADVICE_LABEL,
    from: FROM_LABEL,
    keys: KEYS_LABEL,
    kind: KIND_LABEL,
    partial: PARTIAL_LABEL,
    span: SPAN_LABEL,
    status: STATUS_LABEL,
    title: TITLE_LABEL,
    to: TO_LABEL,
    view: VIEW_LABEL,
    what: WHAT_LABEL
};

/** Names of the lanes, in the order they are shown. */
export const LANES: readonly (readonly [EventKind, string])[] = [
    ['alarm', ALARMS_LABEL],
    ['case', CASES_LABEL],
    ['workOrder', ORDERS_LABEL],
    ['state', STATE_LABEL]
];

/** Name of a kind of event. */
export function kindText(kind: EventKind): string {
    return new Map(LANES).get(kind) ?? '';
}

/** Spans of time that the user can choose, in hours. */
export const SPAN_OPTIONS = [
    { label: HOUR_LABEL, value: '1' },
    { label: SHIFT_LABEL, value: '8' },
    { label: DAY_LABEL, value: '24' },
    { label: WEEK_LABEL, value: '168' }
];

/** Ways of showing the history. */
export const VIEW_OPTIONS = [
    { label: STRIP_LABEL, value: 'strip' },
    { label: TABLE_LABEL, value: 'table' }
];

/** End of an event, or that it goes on. */
export function endText({ to }: TwinEvent): string {
    return to === undefined ? ONGOING_LABEL : momentText(to);
}

/** Everything about an event in one sentence. */
export function summaryText(event: TwinEvent): string {
    const from = momentText(event.from);
    const period =
        event.to === undefined ? fillLabel(SINCE_LABEL, from) : fillLabel(PERIOD_LABEL, from, endText(event));
    return [kindText(event.kind), event.title, event.status, period].filter((part) => part !== '').join(', ');
}

/** A tick of the axis: the clock, or the day when the span is longer than one. */
export function tickText(time: number, hours: number): string {
    const options: Intl.DateTimeFormatOptions =
        hours > 24 ? { weekday: 'short', day: 'numeric' } : { hour: 'numeric', minute: '2-digit' };
    return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: TIME_ZONE }).format(time);
}
