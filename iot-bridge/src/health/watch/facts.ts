import type { ModelView } from '../../catalogue/index.ts';
import { usages, type AssetRow, type MaintenanceRuleRow } from '../../contract/index.ts';
import type { HealthFacts, MachineFacts, MaintenanceRule, ModelFacts, SignalFacts, UsageKind } from '../model.ts';

/** A device as far as its facts are concerned. */
export interface DescribedDevice {
    readonly asset: AssetRow;
    readonly view: ModelView;
}

/** Asset fields of counters: what they hold grows with use, and has no usual value. */
const COUNTER_FIELDS: readonly string[] = ['Operating_Hours__c', 'Energy__c', 'Cycles__c', 'Starts__c'];

/** What the engine must know of all devices, from the catalogue in force. */
export function factsOf(devices: Iterable<DescribedDevice>, rules: readonly MaintenanceRuleRow[]): HealthFacts {
    const models: Record<string, ModelFacts> = {};
    const machines: MachineFacts[] = [];
    for (const { asset, view } of devices) {
        const model = asset.ProductCode ?? '';
        models[model] ??= { signals: signalsOf(view), rules: rulesOf(rules, asset.ProductCode ?? undefined) };
        machines.push({
            device: asset.Device_Id__c,
            model,
            lastService: instantOf(asset.Last_Service__c),
            nextServiceHours: asset.Next_Service_Hours__c ?? undefined
        });
    }
    return { models, machines };
}

/** Signals that are judged: numbers that are no counters. */
export function watchedSignals({ signals }: Pick<ModelView, 'signals'>): ModelView['signals'] {
    return signals.filter(({ type, field }) => type === 'Number' && !COUNTER_FIELDS.includes(field ?? ''));
}

function signalsOf({ signals, alarms }: ModelView): SignalFacts[] {
    return watchedSignals({ signals }).map(({ name, label, unit, deadband }) => {
        const limits = (kinds: readonly string[]) =>
            alarms.flatMap(({ definition: { signal, kind, limit } }) =>
                signal === name && kinds.includes(kind) ? [limit] : []
            );
        const [lows, highs] = [limits(['Low', 'Low Low']), limits(['High', 'High High'])];
        return {
            name,
            label,
            unit: unit ?? undefined,
            low: lows.length > 0 ? Math.max(...lows) : undefined,
            high: highs.length > 0 ? Math.min(...highs) : undefined,
            deadband
        };
    });
}

/** The rules of a model; its own rule for a kind of usage takes the place of the one for every model. */
function rulesOf(rules: readonly MaintenanceRuleRow[], model: string | undefined): MaintenanceRule[] {
    return usages.flatMap((usage) => {
        const fitting = rules.filter((row) => row.Usage__c === usage);
        const row = fitting.find(({ Product_Model__c: of }) => of && of === model) ?? fitting.find(isGeneral);
        return row ? [ruleOf(row, usage)] : [];
    });
}

function isGeneral({ Product_Model__c: model }: MaintenanceRuleRow): boolean {
    return !model;
}

function ruleOf(row: MaintenanceRuleRow, usage: UsageKind): MaintenanceRule {
    return {
        name: row.DeveloperName,
        usage,
        interval: row.Interval__c ?? undefined,
        leadDays: row.Lead_Days__c ?? 0,
        healthBelow: row.Health_Below__c ?? undefined
    };
}

function instantOf(text: string | null | undefined): number | undefined {
    const at = text ? Date.parse(text) : NaN;
    return Number.isNaN(at) ? undefined : at;
}
