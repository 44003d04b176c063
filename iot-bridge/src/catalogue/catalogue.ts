import { compileAlarm, compileDependency, contradiction, dependencyProblem } from '../alarm/index.ts';
import type { AlarmDefinition, AlarmDependency } from '../alarm/index.ts';
import type {
    AlarmDefinitionRow,
    AlarmDependencyRow,
    AssetRow,
    CatalogueRows,
    MaintenanceRuleRow,
    SignalDefinitionRow
} from '../contract/index.ts';
import { reasonOf } from '../errors.ts';
import { acceptDerived, derivationOrder } from './derivedSignals.ts';
import { compileSignal, defaultPrivacy, protectionOf, signalsOfModel } from '../map/index.ts';
import type { DefinitionProblem, Privacy, SignalDefinition, UnitConverter } from '../map/index.ts';
import { Topology } from './topology.ts';

/** Everything the org says about devices, signals and alarms, checked and compiled. */
export interface Catalogue {
    assets: ReadonlyMap<string, AssetRow>;
    signals: readonly SignalDefinition[];
    alarms: readonly AlarmDefinition[];
    dependencies: readonly AlarmDependency[];
    topology: Topology;
    /** Devices of other partitions, which another bridge takes care of. */
    foreign?: ReadonlySet<string>;
    /** Ids of assets whose alarms, and those of everything below, are suppressed by design. */
    maintained: ReadonlySet<string>;
    /** Rules of maintenance that are in force. */
    rules: readonly MaintenanceRuleRow[];
    problems: readonly DefinitionProblem[];
}

/** A bridge that has not read its org yet. */
export const emptyCatalogue: Catalogue = {
    assets: new Map(),
    signals: [],
    alarms: [],
    dependencies: [],
    topology: new Topology(),
    maintained: new Set(),
    rules: [],
    problems: []
};

/**
 * Compiles the rows of the org. A definition that is impossible is refused with its reason; the last good version of
 * it stays in force, as long as it does not contradict the others.
 */
export function compileCatalogue(
    rows: CatalogueRows,
    previous: Catalogue,
    units: UnitConverter,
    privacy: Privacy = defaultPrivacy
): Catalogue {
    const problems: DefinitionProblem[] = [...(rows.unreadable ?? [])];
    const compiled = compileSignals(rows.signals, previous, units, problems, privacy);
    const signals = acceptDerived(compiled, previous.signals, problems);
    const alarms = compileAlarms(rows.alarms, signals, previous, problems);
    const assets = new Map(rows.assets.map((asset) => [asset.Device_Id__c, asset]));
    const dependencies = compileDependencies(rows.dependencies ?? [], alarms, problems);
    const topology = new Topology(rows.assets, rows.places);
    const maintained = new Set(rows.maintained);
    const rules = acceptRules(rows.rules ?? [], problems);
    return { assets, signals, alarms, dependencies, topology, maintained, rules, problems };
}

/** Rules of maintenance that are possible. */
function acceptRules(rows: readonly MaintenanceRuleRow[], problems: DefinitionProblem[]): MaintenanceRuleRow[] {
    return rows.filter((row) => {
        if (!row.Active__c) return false;
        const impossible = (row.Interval__c ?? 1) <= 0 || (row.Lead_Days__c ?? 0) < 0;
        const name = row.DeveloperName;
        const reason = `The maintenance rule ${name} is refused: Interval__c must be above 0 and Lead_Days__c at least 0.`;
        if (impossible) problems.push({ kind: 'rule', name, reason });
        return !impossible;
    });
}

function compileDependencies(
    rows: readonly AlarmDependencyRow[],
    alarms: readonly AlarmDefinition[],
    problems: DefinitionProblem[]
): AlarmDependency[] {
    const names = new Set(alarms.map(({ name }) => name));
    return rows
        .filter((row) => row.Active__c)
        .flatMap((row) => {
            const reason = dependencyProblem(row, names);
            if (reason === undefined) return [compileDependency(row)];
            const name = row.DeveloperName;
            problems.push({ kind: 'dependency', name, reason: `The alarm dependency ${name} is refused: ${reason}.` });
            return [];
        });
}

/** Definitions of one product: its signals, and the alarms whose signals it has. */
export interface ModelView {
    signals: readonly SignalDefinition[];
    /** Signals computed from others, each behind its inputs. */
    derived: readonly SignalDefinition[];
    alarms: readonly { definition: AlarmDefinition; unit: string | null }[];
    /** The definition that counts the alarms of a plant. */
    flood: AlarmDefinition | undefined;
}

/** The view of a product code. */
export function viewOfModel(catalogue: Catalogue, model: string | undefined): ModelView {
    const signals = computable(signalsOfModel(catalogue.signals, model));
    const units = new Map(signals.map((signal) => [signal.name, signal.unit]));
    const alarms = catalogue.alarms
        .filter((alarm) => alarm.model === undefined || alarm.model === model)
        .filter((alarm) => alarm.signal === '*' || units.has(alarm.signal))
        .filter(({ formula }) => [...(formula?.signals ?? [])].every((name) => units.has(name)))
        .map((definition) => ({ definition, unit: units.get(definition.signal) ?? null }));
    const flood = alarms.find(({ definition: { kind, signal } }) => kind === 'Counter' && signal === '*')?.definition;
    return { signals, derived: derivationOrder(signals), alarms, flood };
}

/** A derived signal for every product exists only where the product has its inputs. */
function computable(signals: readonly SignalDefinition[]): readonly SignalDefinition[] {
    const names = new Set(signals.map(({ name }) => name));
    const kept = signals.filter(({ formula }) => [...(formula?.signals ?? [])].every((name) => names.has(name)));
    return kept.length === signals.length ? signals : computable(kept);
}

function compileSignals(
    rows: readonly SignalDefinitionRow[],
    previous: Catalogue,
    units: UnitConverter,
    problems: DefinitionProblem[],
    privacy: Privacy
): SignalDefinition[] {
    return rows
        .filter((row) => row.Active__c)
        .flatMap((row) => {
            if (row.Personal_Data__c === 'Pseudonym' && privacy.pseudonymKey === undefined) {
                problems.push({ kind: 'signal', name: row.DeveloperName, reason: keyMissing(row) });
            }
            try {
                return [compileSignal(row, units, privacy)];
            } catch (error) {
                problems.push({ kind: 'signal', name: row.DeveloperName, reason: reasonOf(error) });
                // The last good version may be from before the class; without the protection it must not go on.
                const protect = protectionOf(row.Personal_Data__c ?? 'None', privacy);
                return previous.signals
                    .filter((known) => known.developerName === row.DeveloperName)
                    .map((known) => ({ ...known, protect }));
            }
        });
}

function keyMissing({ DeveloperName: name }: SignalDefinitionRow): string {
    return `The signal definition ${name} asks for pseudonyms, but privacy.pseudonymKeyFile is not set: its values are refused.`;
}

function compileAlarms(
    rows: readonly AlarmDefinitionRow[],
    signals: readonly SignalDefinition[],
    previous: Catalogue,
    problems: DefinitionProblem[]
): AlarmDefinition[] {
    const lookup = (model: string | undefined) => (model === undefined ? signals : signalsOfModel(signals, model));
    const accepted: AlarmDefinition[] = [];
    for (const row of rows.filter(({ Active__c }) => Active__c)) {
        const lastGood = previous.alarms.find((known) => known.name === row.DeveloperName);
        const candidate = tryCompile(row, lookup, problems);
        const reason = candidate && conflictOf(candidate, accepted);
        if (reason) problems.push({ kind: 'alarm', name: row.DeveloperName, reason: refusal(row, reason) });
        const used = candidate && !reason ? candidate : lastGood;
        if (used && !conflictOf(used, accepted)) accepted.push(used);
    }
    return accepted;
}

function tryCompile(
    row: AlarmDefinitionRow,
    lookup: (model: string | undefined) => readonly SignalDefinition[],
    problems: DefinitionProblem[]
): AlarmDefinition | undefined {
    try {
        return compileAlarm(row, lookup);
    } catch (error) {
        problems.push({ kind: 'alarm', name: row.DeveloperName, reason: reasonOf(error) });
        return undefined;
    }
}

function conflictOf(candidate: AlarmDefinition, accepted: readonly AlarmDefinition[]): string | undefined {
    for (const other of accepted) {
        const reason = contradiction(candidate, other);
        if (reason) return reason;
    }
    return undefined;
}

function refusal(row: AlarmDefinitionRow, reason: string): string {
    return `The alarm definition ${row.DeveloperName} is refused: ${reason}.`;
}
