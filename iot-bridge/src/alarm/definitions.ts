import { BridgeError, reasonOf } from '../errors.ts';
import type { AlarmDefinitionRow, AlarmKind, Priority } from '../contract/index.ts';
import { compileFormula } from '../map/index.ts';
import type { Formula, SignalDefinition } from '../map/index.ts';

/** An alarm definition made ready for the engine; times in milliseconds, limits in the unit of the signal. */
export interface AlarmDefinition {
    /** Developer name; part of the alarm key. */
    name: string;
    /** Signal it watches; `*` for the device as a whole. */
    signal: string;
    model: string | undefined;
    kind: AlarmKind;
    limit: number;
    /** Values that raise a State alarm. */
    states: readonly string[];
    hysteresis: number;
    onDelayMs: number;
    offDelayMs: number;
    windowMs: number;
    /** Time after a start of the machine in which nothing is raised. */
    startUpMs: number;
    latching: boolean;
    priority: Priority;
    message: string;
    referenceSignal: string | undefined;
    /** Condition of a Combined alarm. */
    formula: Formula | undefined;
}

/** Kinds that compare a number with Limit__c. */
const numericKinds: readonly AlarmKind[] = [
    'High High',
    'High',
    'Low',
    'Low Low',
    'Deviation',
    'Rate of Change',
    'Counter'
];

/** Looks up the signals of a product; undefined asks for all signals of all products. */
export type SignalLookup = (model: string | undefined) => readonly SignalDefinition[];

/** Compiles one record. @throws BridgeError DEFINITION_REFUSED with the reason when it is impossible */
export function compileAlarm(row: AlarmDefinitionRow, signals: SignalLookup): AlarmDefinition {
    const problem = problemOf(row, signals);
    if (problem) {
        throw new BridgeError('DEFINITION_REFUSED', { kind: 'alarm', name: row.DeveloperName, reason: problem });
    }
    return {
        name: row.DeveloperName,
        signal: row.Signal_Name__c,
        model: row.Product_Model__c ?? undefined,
        kind: row.Kind__c,
        limit: row.Limit__c ?? 0,
        states: stateTexts(row),
        hysteresis: row.Hysteresis__c ?? 0,
        onDelayMs: (row.On_Delay_Seconds__c ?? 0) * 1000,
        offDelayMs: (row.Off_Delay_Seconds__c ?? 0) * 1000,
        windowMs: (row.Window_Seconds__c ?? 0) * 1000,
        startUpMs: (row.Start_Up_Seconds__c ?? 0) * 1000,
        latching: row.Latching__c,
        priority: row.Priority__c,
        message: (row.Message__c ?? row.MasterLabel).slice(0, 255),
        referenceSignal: row.Reference_Signal__c ?? undefined,
        formula: row.Kind__c === 'Combined' ? compileFormula(row.Conditions__c ?? '') : undefined
    };
}

function stateTexts(row: AlarmDefinitionRow): string[] {
    return (row.Text_Limit__c ?? '')
        .split(';')
        .map((text) => text.trim())
        .filter((text) => text.length > 0);
}

function problemOf(row: AlarmDefinitionRow, signals: SignalLookup): string | undefined {
    const negative = [
        row.Hysteresis__c,
        row.On_Delay_Seconds__c,
        row.Off_Delay_Seconds__c,
        row.Window_Seconds__c,
        row.Start_Up_Seconds__c
    ];
    if (negative.some((value) => (value ?? 0) < 0))
        return 'hysteresis, delays, window and start-up time must not be negative';
    if (row.Kind__c === 'Silence') return silenceProblem(row, signals);
    if (isFlood(row)) return floodProblem(row);
    const known = signals(row.Product_Model__c ?? undefined);
    const watched = known.find((signal) => signal.name === row.Signal_Name__c);
    if (!watched) return `no signal definition is named ${row.Signal_Name__c}${ofModel(row)}`;
    if (row.Kind__c === 'Combined') return combinedProblem(row, known);
    if (row.Kind__c === 'State') return stateTexts(row).length === 0 ? 'Text_Limit__c is empty' : undefined;
    return numericProblem(row, watched, known);
}

/** A Counter of `*` counts the alarms of a plant inside its window: an alarm flood. */
function isFlood({ Kind__c: kind, Signal_Name__c: signal }: AlarmDefinitionRow): boolean {
    return kind === 'Counter' && signal === '*';
}

function floodProblem(row: AlarmDefinitionRow): string | undefined {
    if (!row.Window_Seconds__c) return 'a Counter of all alarms needs Window_Seconds__c above 0';
    return (row.Limit__c ?? 0) < 2 ? 'a Counter of all alarms needs a Limit__c of at least 2' : undefined;
}

function silenceProblem(row: AlarmDefinitionRow, signals: SignalLookup): string | undefined {
    if (!row.Window_Seconds__c) return 'a Silence alarm needs Window_Seconds__c above 0';
    if (row.Signal_Name__c === '*') return undefined;
    const known = signals(row.Product_Model__c ?? undefined).some((signal) => signal.name === row.Signal_Name__c);
    return known ? undefined : `no signal definition is named ${row.Signal_Name__c}${ofModel(row)}`;
}

function combinedProblem(row: AlarmDefinitionRow, known: readonly SignalDefinition[]): string | undefined {
    if (!row.Conditions__c?.trim()) return 'Conditions__c is empty';
    if (row.Hysteresis__c) return 'a Combined alarm has no Hysteresis__c; use Off_Delay_Seconds__c';
    try {
        const formula = compileFormula(row.Conditions__c);
        const [past] = formula.windows;
        if (past) return `Conditions__c: ${past.key} belongs in the Expression__c of a signal`;
        const type = formula.type((name) => known.find((signal) => signal.name === name)?.type);
        return type === 'Boolean' ? undefined : 'Conditions__c is a value, not a comparison';
    } catch (error) {
        return `Conditions__c: ${reasonOf(error)}`;
    }
}

function numericProblem(
    row: AlarmDefinitionRow,
    watched: SignalDefinition,
    known: readonly SignalDefinition[]
): string | undefined {
    if (!numericKinds.includes(row.Kind__c)) return `the kind ${row.Kind__c} is not known`;
    if (row.Limit__c === null || row.Limit__c === undefined) return 'Limit__c is empty';
    if (watched.type !== 'Number') return `the signal ${watched.name} is not a number`;
    if (row.Kind__c === 'Rate of Change' && !row.Window_Seconds__c)
        return 'a Rate of Change alarm needs Window_Seconds__c';
    return row.Kind__c === 'Deviation' ? referenceProblem(row, watched, known) : undefined;
}

/** A reference without a signal is a deviation from a constant, which High and Low already express. */
function referenceProblem(
    row: AlarmDefinitionRow,
    watched: SignalDefinition,
    known: readonly SignalDefinition[]
): string | undefined {
    const reference = known.find((signal) => signal.name === row.Reference_Signal__c);
    if (!reference) return `Reference_Signal__c ${row.Reference_Signal__c ?? '(empty)'} is not a known signal`;
    if (reference.type !== 'Number') return `the reference signal ${reference.name} is not a number`;
    if (reference.unit !== watched.unit) {
        return `the reference signal is in ${reference.unit ?? 'no unit'}, the signal in ${watched.unit ?? 'no unit'}`;
    }
    return undefined;
}

function ofModel(row: AlarmDefinitionRow): string {
    return row.Product_Model__c ? ` for product ${row.Product_Model__c}` : '';
}

const ladder: readonly AlarmKind[] = ['Low Low', 'Low', 'High', 'High High'];

/** Why two limits of one signal contradict each other (a low limit at or above a high one), or undefined. */
export function contradiction(left: AlarmDefinition, right: AlarmDefinition): string | undefined {
    const ranks = [ladder.indexOf(left.kind), ladder.indexOf(right.kind)];
    if (ranks.includes(-1) || ranks[0] === ranks[1] || left.signal !== right.signal) return undefined;
    if (left.model && right.model && left.model !== right.model) return undefined;
    const [lower, upper] = (ranks[0] ?? 0) < (ranks[1] ?? 0) ? [left, right] : [right, left];
    if (lower.limit < upper.limit) return undefined;
    return `its limit ${left.limit} (${left.kind}) contradicts ${right.limit} (${right.kind}) of ${right.name}`;
}
