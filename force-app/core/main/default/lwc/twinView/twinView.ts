import ALARM_LABEL from '@salesforce/label/c.TwinState_Alarm';
import BAD_LABEL from '@salesforce/label/c.TwinMark_Bad';
import DERIVED_LABEL from '@salesforce/label/c.TwinMark_Derived';
import GOOD_LABEL from '@salesforce/label/c.TwinQuality_Good';
import HIGH_HIGH_LABEL from '@salesforce/label/c.TwinLimit_HighHigh';
import HIGH_LABEL from '@salesforce/label/c.TwinLimit_High';
import LOW_LABEL from '@salesforce/label/c.TwinLimit_Low';
import LOW_LOW_LABEL from '@salesforce/label/c.TwinLimit_LowLow';
import NEVER_LABEL from '@salesforce/label/c.TwinSignal_Never';
import NO_VALUE_LABEL from '@salesforce/label/c.TwinSignal_Value_None';
import NORMAL_LABEL from '@salesforce/label/c.TwinState_Normal';
import SIMULATED_LABEL from '@salesforce/label/c.TwinMark_Simulated';
import STALE_LABEL from '@salesforce/label/c.TwinMark_Stale';
import SUBSTITUTED_LABEL from '@salesforce/label/c.TwinMark_Substituted';
import UNCERTAIN_LABEL from '@salesforce/label/c.TwinMark_Uncertain';
import UNKNOWN_LABEL from '@salesforce/label/c.TwinState_Unknown';
import WARNING_LABEL from '@salesforce/label/c.TwinState_Warning';
import { fillLabel } from 'c/displayFormat';
import {
    ageText,
    alarmsOf,
    componentState,
    isStale,
    limitBand,
    quantityText,
    signalState,
    type LimitBand,
    type Limits,
    type Liveness,
    type MachineStatus,
    type OpenAlarm,
    type Signal,
    type SignalState
} from 'c/twinModel';

/** What the age of values is measured against; times are in milliseconds. */
export interface ViewContext {
    readonly now: number;
    readonly staleAfter: number;
    readonly liveness: Liveness;
}

/** Something a reader must know about a value before trusting it. */
export interface Mark {
    readonly label: string;
    readonly iconName: string;
}

/** An open alarm as its parts show it. */
export interface AlarmView {
    readonly id: string;
    readonly number: string;
    readonly message: string;
    readonly priority: string;
    readonly stateLabel: string;
    readonly age: string;
    readonly caseId?: string;
    readonly caseNumber?: string;
}

/** One signal as its parts show it. */
export interface SignalView {
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly valueText: string;
    readonly state: SignalState;
    readonly age: string;
    readonly stale: boolean;
    readonly quality: string;
    readonly marks: readonly Mark[];
    readonly limitTexts: readonly string[];
    readonly band?: LimitBand;
    readonly signal: Signal;
    readonly alarms: readonly AlarmView[];
}

/** A component of the machine as its parts show it. */
export interface ComponentView {
    readonly id: string;
    readonly name: string;
    readonly productCode: string;
    readonly state: SignalState;
}

const STATE_LABELS: Readonly<Record<SignalState, string>> = {
    normal: NORMAL_LABEL,
    warning: WARNING_LABEL,
    alarm: ALARM_LABEL,
    unknown: UNKNOWN_LABEL
};

const QUALITY_MARKS: Readonly<Record<string, Mark>> = {
    Uncertain: { label: UNCERTAIN_LABEL, iconName: 'utility:question' },
    Bad: { label: BAD_LABEL, iconName: 'utility:error' }
};

const SOURCE_MARKS: Readonly<Record<string, Mark>> = {
    Simulated: { label: SIMULATED_LABEL, iconName: 'utility:light_bulb' },
    Substituted: { label: SUBSTITUTED_LABEL, iconName: 'utility:replace' },
    Derived: { label: DERIVED_LABEL, iconName: 'utility:formula' }
};

const STALE_MARK: Mark = { label: STALE_LABEL, iconName: 'utility:clock' };

const LIMIT_LABELS: readonly (readonly [keyof Limits, string])[] = [
    ['highHigh', HIGH_HIGH_LABEL],
    ['high', HIGH_LABEL],
    ['low', LOW_LABEL],
    ['lowLow', LOW_LOW_LABEL]
];

/** Translated name of a state. */
export function stateLabel(state: SignalState): string {
    return STATE_LABELS[state];
}

function valueText(signal: Signal): string {
    if (signal.value !== undefined) return quantityText(signal.value, signal.unit);
    return signal.text ?? NO_VALUE_LABEL;
}

function marksOf(signal: Signal, stale: boolean): Mark[] {
    const marks = [QUALITY_MARKS[signal.quality], SOURCE_MARKS[signal.source], stale ? STALE_MARK : undefined];
    return marks.filter((mark) => mark !== undefined);
}

function limitTexts({ limits, unit }: Signal): string[] {
    return LIMIT_LABELS.flatMap(([key, label]) => {
        const limit = limits[key];
        return limit === undefined ? [] : [fillLabel(label, quantityText(limit, unit))];
    });
}

/** How an open alarm is shown at a time (epoch milliseconds). */
export function toAlarmView(alarm: OpenAlarm, now: number): AlarmView {
    return {
        id: alarm.id,
        number: alarm.number,
        message: alarm.message,
        priority: alarm.priority,
        stateLabel: alarm.stateLabel,
        age: alarm.raisedAt === undefined ? '' : ageText(alarm.raisedAt, now),
        caseId: alarm.caseId,
        caseNumber: alarm.caseNumber
    };
}

/** How a signal is shown, given the machine's open alarms. */
export function toSignalView(signal: Signal, alarms: readonly OpenAlarm[], context: ViewContext): SignalView {
    const stale = isStale(signal, context.liveness, context.now, context.staleAfter);
    return {
        id: signal.id,
        name: signal.name,
        label: signal.label,
        valueText: valueText(signal),
        state: signalState(signal, alarms),
        age: signal.time === undefined ? NEVER_LABEL : ageText(signal.time, context.now),
        stale,
        quality: QUALITY_MARKS[signal.quality]?.label ?? GOOD_LABEL,
        marks: marksOf(signal, stale),
        limitTexts: limitTexts(signal),
        band: limitBand(signal.value, signal.limits),
        signal,
        alarms: alarmsOf(signal, alarms).map((alarm) => toAlarmView(alarm, context.now))
    };
}

/** How a component is shown. */
export function toComponentView(component: MachineStatus): ComponentView {
    const { id, name, productCode } = component;
    return { id, name, productCode, state: componentState(component) };
}

/** Whether a click on a link means this window; opening a new tab or window is left to the browser. */
export function opensHere(event: MouseEvent): boolean {
    return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}
