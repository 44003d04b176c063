import type { AlarmDefinitionRow, AssetRow, CatalogueRows, SignalDefinitionRow } from '../../src/contract/index.ts';

/** A signal definition with the usual fields; give what matters to the test. */
export function signal(name: string, path: string, more: Partial<SignalDefinitionRow> = {}): SignalDefinitionRow {
    return {
        DeveloperName: name,
        MasterLabel: name.replaceAll('_', ' '),
        Signal_Name__c: name,
        Value_Path__c: path,
        Value_Type__c: 'Number',
        Active__c: true,
        ...more
    };
}

/** An alarm definition with the usual fields. */
export function alarm(name: string, signalName: string, more: Partial<AlarmDefinitionRow> = {}): AlarmDefinitionRow {
    return {
        DeveloperName: name,
        MasterLabel: name.replaceAll('_', ' '),
        Signal_Name__c: signalName,
        Kind__c: 'High',
        Limit__c: 4.5,
        Priority__c: 'High',
        Latching__c: false,
        Active__c: true,
        ...more
    };
}

/** An asset with a device. */
export function asset(device: string, model: string): AssetRow {
    return { Id: `02i${device}`, Name: device, Device_Id__c: device, ProductCode: model };
}

/** Drive motors as in the sample plant. */
export function motorPlant(devices: readonly string[] = ['nw-motor-01']): CatalogueRows {
    return {
        assets: devices.map((device) => asset(device, 'EM-75')),
        signals: [
            signal('Operating_State', 'state', { Value_Type__c: 'Text', Asset_Field__c: 'Operating_State__c' }),
            signal('Winding_Temperature', 'metrics.windingTemperature', {
                Product_Model__c: 'EM-75',
                Source_Unit__c: '[degF]',
                Unit__c: 'Cel',
                Asset_Field__c: 'Temperature__c'
            }),
            signal('Bearing_Vibration', 'metrics.bearingVibration', {
                Product_Model__c: 'EM-75',
                Source_Unit__c: 'mm/s',
                Unit__c: 'mm/s',
                Asset_Field__c: 'Vibration__c'
            })
        ],
        alarms: [
            alarm('Motor_Bearing_Vibration_High', 'Bearing_Vibration', {
                Product_Model__c: 'EM-75',
                Hysteresis__c: 0.5,
                On_Delay_Seconds__c: 5
            }),
            alarm('Motor_Bearing_Vibration_High_High', 'Bearing_Vibration', {
                Product_Model__c: 'EM-75',
                Kind__c: 'High High',
                Limit__c: 7.1,
                Priority__c: 'Critical'
            }),
            alarm('Device_Silent', '*', {
                Kind__c: 'Silence',
                Limit__c: null,
                Window_Seconds__c: 30,
                Priority__c: 'Medium'
            })
        ]
    };
}

/** A telemetry message of a motor. */
export function motorMessage(at: number, vibration: unknown, more: Record<string, unknown> = {}): string {
    return JSON.stringify({
        timestamp: new Date(at).toISOString(),
        state: 'Running',
        metrics: { windingTemperature: 158, bearingVibration: vibration },
        ...more
    });
}
