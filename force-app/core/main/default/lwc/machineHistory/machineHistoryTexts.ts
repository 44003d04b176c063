import BEFORE_LABEL from '@salesforce/label/c.MachineHistory_Before';
import CHART_LABEL from '@salesforce/label/c.MachineHistory_Chart';
import COMPARE_EMPTY_LABEL from '@salesforce/label/c.MachineHistory_Compare_Empty';
import COMPARE_MACHINE_LABEL from '@salesforce/label/c.MachineHistory_Compare_Machine';
import DAY_LABEL from '@salesforce/label/c.MachineHistory_Span_Day';
import DOWNLOAD_LABEL from '@salesforce/label/c.MachineHistory_Download';
import EARLIER_LABEL from '@salesforce/label/c.MachineHistory_Earlier';
import EMPTY_ADVICE_LABEL from '@salesforce/label/c.MachineHistory_Empty_Advice';
import EMPTY_HEADING_LABEL from '@salesforce/label/c.MachineHistory_Empty_Heading';
import HOUR_LABEL from '@salesforce/label/c.MachineHistory_Span_Hour';
import KEYS_LABEL from '@salesforce/label/c.MachineHistory_Keys';
import LATER_LABEL from '@salesforce/label/c.MachineHistory_Later';
import LIMITS_LABEL from '@salesforce/label/c.MachineHistory_Limits';
import MAXIMUM_LABEL from '@salesforce/label/c.MachineHistory_Maximum';
import MINIMUM_LABEL from '@salesforce/label/c.MachineHistory_Minimum';
import MONTH_LABEL from '@salesforce/label/c.MachineHistory_Span_Month';
import NO_DEVICE_LABEL from '@salesforce/label/c.TelemetryHistory_No_Device';
import NO_MACHINE_ADVICE_LABEL from '@salesforce/label/c.MachineHistory_NoMachine_Advice';
import NO_MACHINE_HEADING_LABEL from '@salesforce/label/c.MachineHistory_NoMachine_Heading';
import NONE_ADVICE_LABEL from '@salesforce/label/c.MachineHistory_None_Advice';
import NONE_HEADING_LABEL from '@salesforce/label/c.MachineHistory_None_Heading';
import NOT_CONNECTED_LABEL from '@salesforce/label/c.TelemetryHistory_Not_Connected';
import NOW_LABEL from '@salesforce/label/c.MachineHistory_Now';
import PARTIAL_LABEL from '@salesforce/label/c.MachineHistory_Partial';
import PART_CONSUMED_LABEL from '@salesforce/label/c.MachineHistory_Part_Consumed';
import PART_INSTALLED_LABEL from '@salesforce/label/c.MachineHistory_Part_Installed';
import PART_REPLACES_LABEL from '@salesforce/label/c.MachineHistory_Part_Replaces';
import PARTS_LABEL from '@salesforce/label/c.MachineHistory_Parts';
import RANGE_LABEL from '@salesforce/label/c.MachineHistory_Range';
import REFUSED_LABEL from '@salesforce/label/c.TelemetryHistory_Refused';
import RETRY_LABEL from '@salesforce/label/c.Shared_Retry';
import SETUP_ADVICE_LABEL from '@salesforce/label/c.MachineHistory_Setup_Advice';
import SETUP_HEADING_LABEL from '@salesforce/label/c.MachineHistory_Setup_Heading';
import SHIFT_LABEL from '@salesforce/label/c.MachineHistory_Span_Shift';
import SIGNALS_LABEL from '@salesforce/label/c.MachineHistory_Signals';
import SPAN_LABEL from '@salesforce/label/c.MachineHistory_Span';
import TABLE_HINT_LABEL from '@salesforce/label/c.MachineHistory_Table_Hint';
import TABLE_LABEL from '@salesforce/label/c.MachineHistory_Table';
import TIME_LABEL from '@salesforce/label/c.MachineHistory_Time';
import TITLE_LABEL from '@salesforce/label/c.MachineHistory_Title';
import VIEW_LABEL from '@salesforce/label/c.MachineHistory_View';
import WEEK_LABEL from '@salesforce/label/c.MachineHistory_Span_Week';
import ZOOM_IN_LABEL from '@salesforce/label/c.MachineHistory_Zoom_In';
import ZOOM_OUT_LABEL from '@salesforce/label/c.MachineHistory_Zoom_Out';
import { fillLabel, formatNumber, unitSymbol } from 'c/displayFormat';
import { periodBefore, type Comparison, type SignalInfo, type TableColumn } from 'c/historyModel';
import { reduceErrors } from 'c/ldsUtils';
import type { TimeWindow } from 'c/twinEvents';
import { momentText } from 'c/twinModel';

/** Fixed texts. */
export const labels = {
    download: DOWNLOAD_LABEL,
    emptyAdvice: EMPTY_ADVICE_LABEL,
    emptyHeading: EMPTY_HEADING_LABEL,
    keys: KEYS_LABEL,
    limits: LIMITS_LABEL,
    noMachineAdvice: NO_MACHINE_ADVICE_LABEL,
    noMachineHeading: NO_MACHINE_HEADING_LABEL,
    noneAdvice: NONE_ADVICE_LABEL,
    noneHeading: NONE_HEADING_LABEL,
    now: NOW_LABEL,
    partial: PARTIAL_LABEL,
    retry: RETRY_LABEL,
    setupAdvice: SETUP_ADVICE_LABEL,
    setupHeading: SETUP_HEADING_LABEL,
    signals: SIGNALS_LABEL,
    span: SPAN_LABEL,
    time: TIME_LABEL,
    view: VIEW_LABEL
};

/** Spans of time that the user can choose, in hours. */
export const SPAN_OPTIONS = [
    { label: HOUR_LABEL, value: '1' },
    { label: SHIFT_LABEL, value: '8' },
    { label: DAY_LABEL, value: '24' },
    { label: WEEK_LABEL, value: '168' },
    { label: MONTH_LABEL, value: '720' }
];

/** Ways of showing the history. */
export const VIEW_OPTIONS = [
    { label: CHART_LABEL, value: 'chart' },
    { label: TABLE_LABEL, value: 'table' }
];

/** Buttons that move the time shown, in their order. */
export const MOVES = [
    { move: 'earlier', label: EARLIER_LABEL, icon: 'utility:chevronleft' },
    { move: 'zoomOut', label: ZOOM_OUT_LABEL, icon: 'utility:zoomout' },
    { move: 'zoomIn', label: ZOOM_IN_LABEL, icon: 'utility:zoomin' },
    { move: 'later', label: LATER_LABEL, icon: 'utility:chevronright' }
] as const;

/** Heading of the card, with the machine when it is known. */
export function titleText(title: string, machine: string): string {
    const own = title || TITLE_LABEL;
    return machine ? `${own}: ${machine}` : own;
}

/** Names of the groups of radio buttons. */
export interface GroupNames {
    readonly span: string;
    readonly view: string;
}

/** Radio buttons of one name exclude each other on the whole page, whatever component they are in. */
export function groupNames(assetId: string | undefined): GroupNames {
    return { span: `machine-history-span-${assetId}`, view: `machine-history-view-${assetId}` };
}

/** The time shown, in words. */
export function rangeText({ from, to }: TimeWindow): string {
    return fillLabel(RANGE_LABEL, momentText(from), momentText(to));
}

/** Name of a column with the unit of its signal. */
export function columnText({ part }: TableColumn, { label, unit }: SignalInfo): string {
    if (part === 'parts') return PARTS_LABEL;
    const name = part === 'value' ? label : fillLabel(part === 'low' ? MINIMUM_LABEL : MAXIMUM_LABEL, label);
    return unit ? `${name} (${unitSymbol(unit)})` : name;
}

/** Says that a component was installed, without saying what was there before. */
export const INSTALLED_TEXT = PART_INSTALLED_LABEL;

/** Says which component took the place of which. */
export function replacedText(part: string, before: string): string {
    return fillLabel(PART_REPLACES_LABEL, part, before);
}

/** Says what a work order took from stock. */
export function consumedText(quantity: number, product: string): string {
    return fillLabel(PART_CONSUMED_LABEL, formatNumber(quantity, 2), product);
}

/** Caption of a table that shows fewer rows than there are. */
export function cutText(shown: number, all: number): string {
    return fillLabel(TABLE_HINT_LABEL, shown, all);
}

/** Name of what is compared with, for the legend; empty when nothing is. */
export function comparedText({ kind, name }: Comparison, window: TimeWindow): string {
    return kind === 'before' ? fillLabel(BEFORE_LABEL, rangeText(periodBefore(window))) : name;
}

/** Name of a column of what is compared with. */
export function comparedColumnText(column: string, { kind, name }: Comparison): string {
    return kind === 'before' ? fillLabel(BEFORE_LABEL, column) : fillLabel(COMPARE_MACHINE_LABEL, column, name);
}

/** Says that nothing is recorded of what is compared with. */
export function nothingToCompareText(name: string): string {
    return fillLabel(COMPARE_EMPTY_LABEL, name);
}

/** Whether the error means that an administrator has to connect the history first. */
export function needsSetup(error: unknown): boolean {
    return reduceErrors(error).some((text) => text === NOT_CONNECTED_LABEL || text === REFUSED_LABEL);
}

/** Whether the error means that the asset sends nothing at all, which is no failure. */
export function hasNoDevice(error: unknown): boolean {
    return reduceErrors(error).includes(NO_DEVICE_LABEL);
}
