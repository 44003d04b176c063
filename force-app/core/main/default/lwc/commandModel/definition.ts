import RANGE_FROM_LABEL from '@salesforce/label/c.TwinCommands_Range_From';
import RANGE_LABEL from '@salesforce/label/c.TwinCommands_Range';
import RANGE_TO_LABEL from '@salesforce/label/c.TwinCommands_Range_To';
import { fillLabel, formatNumber, unitSymbol } from 'c/displayFormat';

/** What a command carries besides its name. */
export type ParameterType = 'None' | 'Number' | 'Choice';

/** A command of the catalogue as Apex answers it: a Machine_Command_Definition__mdt without its blank fields. */
export interface CatalogueRow {
    readonly DeveloperName: string;
    readonly MasterLabel: string;
    readonly Choices__c?: string;
    readonly Confirmation__c?: string;
    readonly Dangerous__c?: boolean;
    readonly Description__c?: string;
    readonly Expiry_Seconds__c?: number;
    readonly Maximum__c?: number;
    readonly Minimum__c?: number;
    readonly Parameter_Label__c?: string;
    readonly Parameter_Type__c?: string;
    readonly Parameter_Unit__c?: string;
}

/** A command that can be sent. */
export interface CommandDefinition {
    readonly name: string;
    readonly label: string;
    readonly description: string;
    readonly type: ParameterType;
    readonly parameterLabel: string;
    readonly unit: string;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly choices: readonly string[];
    readonly dangerous: boolean;
    readonly confirmation: string;
    readonly expirySeconds: number;
}

/** As the flow Check Machine Command does where the catalogue says nothing. */
const DEFAULT_EXPIRY_SECONDS = 120;
const DECIMALS = 6;

/** Reads a command of the catalogue. */
export function toDefinition(row: CatalogueRow): CommandDefinition {
    const type = row.Parameter_Type__c;
    return {
        name: row.DeveloperName,
        label: row.MasterLabel,
        description: row.Description__c ?? '',
        type: type === 'Number' || type === 'Choice' ? type : 'None',
        parameterLabel: row.Parameter_Label__c ?? row.MasterLabel,
        unit: row.Parameter_Unit__c ?? '',
        minimum: row.Minimum__c,
        maximum: row.Maximum__c,
        choices: (row.Choices__c ?? '').split(';').filter((choice) => choice !== ''),
        dangerous: row.Dangerous__c === true,
        confirmation: row.Confirmation__c ?? '',
        expirySeconds: row.Expiry_Seconds__c ?? DEFAULT_EXPIRY_SECONDS
    };
}

/** Values that a number may have, in words; empty where there is no limit. */
export function rangeText({ type, minimum, maximum, unit }: CommandDefinition): string {
    if (type !== 'Number') return '';
    const [least, greatest] = [formatNumber(minimum, DECIMALS), formatNumber(maximum, DECIMALS)];
    const symbol = unitSymbol(unit);
    if (least !== '' && greatest !== '') return fillLabel(RANGE_LABEL, least, greatest, symbol).trim();
    if (least !== '') return fillLabel(RANGE_FROM_LABEL, least, symbol).trim();
    return greatest === '' ? '' : fillLabel(RANGE_TO_LABEL, greatest, symbol).trim();
}
