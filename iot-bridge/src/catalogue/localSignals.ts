import type { SignalConfig } from '../config/index.ts';
import type { SignalDefinitionRow } from '../contract/index.ts';

/** Definitions of the org, and those of the configuration in place of those with the same signal and model. Pure. */
export function withLocalSignals(
    rows: readonly SignalDefinitionRow[],
    local: readonly SignalConfig[]
): SignalDefinitionRow[] {
    const own = local.map(rowOf);
    const replaced = new Set(own.map(identityOf));
    return [...rows.filter((row) => !replaced.has(identityOf(row))), ...own];
}

function identityOf({ Signal_Name__c: name, Product_Model__c: model }: SignalDefinitionRow): string {
    return JSON.stringify([name, model ?? null]);
}

const classes = { none: 'None', pseudonym: 'Pseudonym', location: 'Location', personal: 'Personal' } as const;

function rowOf(signal: SignalConfig): SignalDefinitionRow {
    return {
        DeveloperName: `${signal.model === undefined ? '' : `${signal.model} `}${signal.name} (configuration)`,
        MasterLabel: signal.label ?? signal.name.replaceAll('_', ' '),
        Signal_Name__c: signal.name,
        Product_Model__c: signal.model ?? null,
        Topic_Filter__c: signal.topicFilter ?? null,
        Value_Path__c: signal.path ?? null,
        Expression__c: signal.expression ?? null,
        Quality_Path__c: signal.qualityPath ?? null,
        Value_Type__c: signal.type,
        Source_Unit__c: signal.sourceUnit ?? null,
        Unit__c: signal.unit ?? null,
        Asset_Field__c: signal.field ?? null,
        Deadband__c: signal.deadband ?? null,
        Minimum__c: signal.minimum ?? null,
        Maximum__c: signal.maximum ?? null,
        Display_Order__c: signal.order ?? null,
        Personal_Data__c: classes[signal.personalData],
        Active__c: true
    };
}
