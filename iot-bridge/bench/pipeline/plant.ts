import type { CatalogueRows } from '../../src/contract/index.ts';

/** Identity of the nth device of the bench. */
export function deviceName(index: number): string {
    return `nw-motor-${String(index).padStart(6, '0')}`;
}

/** Topic the nth device speaks on. */
export function topicOf(index: number): string {
    return `plant/nw/${deviceName(index)}/telemetry`;
}

/** Drive motors with five signals and four alarms each, one of them on silence. */
export function benchPlant(devices: number): CatalogueRows {
    const numeric = { Value_Type__c: 'Number', Active__c: true, Product_Model__c: 'EM-75' } as const;
    const signal = (name: string, path: string, unit: string, source = unit) => ({
        ...numeric,
        DeveloperName: name,
        MasterLabel: name,
        Signal_Name__c: name,
        Value_Path__c: path,
        Source_Unit__c: source,
        Unit__c: unit,
        Deadband__c: 0.5
    });
    const alarm = (name: string, kind: 'High' | 'High High' | 'Silence', signalName: string, limit: number | null) => ({
        DeveloperName: name,
        MasterLabel: name,
        Signal_Name__c: signalName,
        Kind__c: kind,
        Limit__c: limit,
        Priority__c: 'High' as const,
        Latching__c: false,
        Active__c: true
    });
    return {
        assets: Array.from({ length: devices }, (_, index) => ({
            Id: `02i${index}`,
            Name: deviceName(index),
            Device_Id__c: deviceName(index),
            ProductCode: 'EM-75'
        })),
        signals: [
            {
                ...signal('Operating_State', 'state', ''),
                Value_Type__c: 'Text' as const,
                Source_Unit__c: null,
                Unit__c: null
            },
            signal('Winding_Temperature', 'metrics.windingTemperature', 'Cel', '[degF]'),
            signal('Bearing_Vibration', 'metrics.bearingVibration', 'mm/s'),
            signal('Bearing_Temperature', 'metrics.bearingTemperature', 'Cel'),
            signal('Motor_Speed', 'metrics.motorSpeed', '/min'),
            signal('Current', 'metrics.current', 'A')
        ],
        alarms: [
            { ...alarm('Vibration_High', 'High', 'Bearing_Vibration', 4.5), On_Delay_Seconds__c: 5 },
            alarm('Vibration_High_High', 'High High', 'Bearing_Vibration', 7.1),
            alarm('Winding_High', 'High', 'Winding_Temperature', 110),
            { ...alarm('Device_Silent', 'Silence', '*', null), Window_Seconds__c: 30 }
        ]
    };
}
