import type { SignalDefinitionRow } from '../contract/index.ts';
import { BridgeError, reasonOf } from '../errors.ts';
import { compileFormula } from './formula/index.ts';
import type { Formula } from './formula/index.ts';
import { parsePath, topicFilterProblem, topicMatches } from '../pipeline/index.ts';
import type { Path } from '../pipeline/index.ts';
import { defaultPrivacy, protectionOf } from './protection.ts';
import type { Privacy, Protection } from './protection.ts';
import type { UnitConversion, UnitConverter } from './units.ts';
import type { ValueType } from './values.ts';

/** A signal definition made ready for the hot path. */
export interface SignalDefinition {
    developerName: string;
    /** Name of the signal, as in Asset_Signal__c.Signal__c. */
    name: string;
    label: string;
    /** Product code it applies to; undefined means every product. */
    model: string | undefined;
    topicFilter: string | undefined;
    /** How the value is computed from other signals; undefined for one that is read out of messages. */
    formula: Formula | undefined;
    path: Path;
    pathText: string;
    /** The path with plain dots, as decoders name qualities. */
    pathKey: string;
    /** Where the last part of the path is looked up, and that part: definitions side by side share the place. */
    parentPath: Path;
    parentKey: string;
    leaf: string;
    qualityPath: Path | undefined;
    /** What its personal data class does to each value; undefined for one that says nothing of a person. */
    protect: Protection | undefined;
    type: ValueType;
    conversion: UnitConversion;
    unit: string | null;
    field: string | undefined;
    deadband: number;
    minimum: number;
    maximum: number;
    order: number | null;
}

/** A definition that is not used, and why. */
export interface DefinitionProblem {
    kind: 'signal' | 'alarm' | 'dependency' | 'rule';
    name: string;
    reason: string;
}

/** Compiles one record. @throws BridgeError with the reason when the definition is impossible */
export function compileSignal(
    row: SignalDefinitionRow,
    units: UnitConverter,
    privacy: Privacy = defaultPrivacy
): SignalDefinition {
    const path = parsePath(row.Value_Path__c ?? '');
    const formula = formulaOf(row);
    if (path.length === 0 && !formula) throw refused(row, 'Value_Path__c and Expression__c are empty');
    if (path.length > 0 && formula) throw refused(row, 'Value_Path__c and Expression__c exclude each other');
    const personal = personalProblem(row, formula !== undefined);
    if (personal) throw refused(row, personal);
    const filterProblem = row.Topic_Filter__c ? topicFilterProblem(row.Topic_Filter__c) : undefined;
    if (filterProblem) throw refused(row, `Topic_Filter__c is not a topic filter: ${filterProblem}`);
    const minimum = row.Minimum__c ?? Number.NEGATIVE_INFINITY;
    const maximum = row.Maximum__c ?? Number.POSITIVE_INFINITY;
    if (minimum > maximum) throw refused(row, `Minimum__c ${minimum} is above Maximum__c ${maximum}`);
    return {
        developerName: row.DeveloperName,
        name: row.Signal_Name__c,
        label: row.MasterLabel,
        model: row.Product_Model__c ?? undefined,
        topicFilter: row.Topic_Filter__c ?? undefined,
        formula,
        path,
        pathText: row.Value_Path__c ?? '',
        pathKey: path.join('.'),
        parentPath: path.slice(0, -1),
        parentKey: JSON.stringify(path.slice(0, -1)),
        leaf: path.at(-1) ?? '',
        qualityPath: row.Quality_Path__c ? parsePath(row.Quality_Path__c) : undefined,
        protect: protectionOf(row.Personal_Data__c ?? 'None', privacy),
        type: row.Value_Type__c ?? 'Number',
        conversion: conversionOf(row, units),
        unit: row.Unit__c ?? row.Source_Unit__c ?? null,
        field: row.Asset_Field__c ?? undefined,
        deadband: Math.max(0, row.Deadband__c ?? 0),
        minimum,
        maximum,
        order: row.Display_Order__c ?? null
    };
}

/** Why a personal data class cannot apply to a signal. */
function personalProblem(row: SignalDefinitionRow, derived: boolean): string | undefined {
    const kind = row.Personal_Data__c ?? 'None';
    if (kind === 'None') return undefined;
    if (derived) return 'Personal_Data__c is for values of messages; an expression sees only protected inputs';
    const type = row.Value_Type__c ?? 'Number';
    if (kind === 'Pseudonym' && type !== 'Text') return 'Personal_Data__c Pseudonym needs Value_Type__c Text';
    if (kind === 'Location' && type !== 'Number') return 'Personal_Data__c Location needs Value_Type__c Number';
    return undefined;
}

function formulaOf(row: SignalDefinitionRow): Formula | undefined {
    if (!row.Expression__c?.trim()) return undefined;
    try {
        return compileFormula(row.Expression__c);
    } catch (cause) {
        throw refused(row, `Expression__c: ${reasonOf(cause)}`, cause);
    }
}

function conversionOf(row: SignalDefinitionRow, units: UnitConverter): UnitConversion {
    try {
        return units.conversion(row.Source_Unit__c ?? undefined, row.Unit__c ?? undefined);
    } catch (cause) {
        throw refused(row, reasonOf(cause), cause);
    }
}

function refused(row: SignalDefinitionRow, reason: string, cause?: unknown): BridgeError {
    return new BridgeError('DEFINITION_REFUSED', { kind: 'signal', name: row.DeveloperName, reason }, cause);
}

/**
 * The signals of one product: its own definitions, and the common ones for names it does not define itself.
 * The order is that of the records.
 */
export function signalsOfModel(all: readonly SignalDefinition[], model: string | undefined): SignalDefinition[] {
    const own = all.filter((signal) => signal.model !== undefined && signal.model === model);
    const names = new Set(own.map((signal) => signal.name));
    return [...all.filter((signal) => signal.model === undefined && !names.has(signal.name)), ...own];
}

/** Whether a definition reads messages of a topic. */
export function readsTopic(signal: SignalDefinition, topic: string): boolean {
    return signal.topicFilter === undefined || topicMatches(signal.topicFilter, topic);
}
