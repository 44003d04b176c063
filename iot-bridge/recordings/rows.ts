import type { AlarmDefinitionRow, AssetRow, SignalDefinitionRow } from '../src/contract/index.ts';

/** An Asset with a device. */
export function assetRowOf(device: string, product: string): AssetRow {
    return { Id: device, Name: device, Device_Id__c: device, ProductCode: product };
}

/** A record of Signal_Definition__mdt. */
export function signalRowOf(name: string, more: Partial<SignalDefinitionRow>): SignalDefinitionRow {
    return { DeveloperName: name, MasterLabel: name, Signal_Name__c: name, Active__c: true, ...more };
}

/** A record of Alarm_Definition__mdt. */
export function alarmRowOf(
    name: string,
    more: Partial<AlarmDefinitionRow> & Pick<AlarmDefinitionRow, 'Signal_Name__c' | 'Kind__c'>
): AlarmDefinitionRow {
    return {
        DeveloperName: name,
        MasterLabel: name,
        Priority__c: 'High',
        Latching__c: false,
        Active__c: true,
        ...more
    };
}
