import { assetFieldScale, operatingStates, roundTo, valueScale } from '../contract/index.ts';
import type { AlarmDefinition } from '../alarm/index.ts';
import type { OutboxRecord, SignalValue } from '../pipeline/index.ts';
import type { ProcessingConfig } from '../config/index.ts';
import type { DeviceState } from './deviceState.ts';
import { trendPoints } from './signalState.ts';

type Fields = Record<string, SignalValue | null>;

/** Fields of the Asset as they should be now. */
export function assetFields(device: DeviceState, config: ProcessingConfig): Fields {
    const { active, highest } = device.alarms.summary();
    const fields: Fields = {
        Connectivity__c: device.connectivity,
        Active_Alarms__c: active,
        Highest_Alarm_Priority__c: highest
    };
    if (device.lastTelemetryAt !== undefined) fields.Last_Telemetry__c = new Date(device.lastTelemetryAt).toISOString();
    for (const [name, state] of device.signals) {
        const field = device.definitions.get(name)?.field;
        if (field && state.quality !== 'Bad') fields[field] = fieldValue(field, state.value);
    }
    const derived = device.signals.get(config.runningHoursSignal);
    if (device.starts !== undefined) fields.Starts__c ??= device.starts;
    if (device.health) Object.assign(fields, device.health);
    if (derived?.source === 'Derived') fields.Operating_Hours__c = fieldValue('Operating_Hours__c', derived.value);
    return fields;
}

function fieldValue(field: string, value: SignalValue): SignalValue {
    if (field === 'Operating_State__c') return operatingStates.find((state) => state === value) ?? 'Unknown';
    return typeof value === 'number' ? roundTo(value, assetFieldScale[field] ?? valueScale) : value;
}

/** The changed fields of an Asset, or undefined when the org has them all. */
export function assetRecord(device: DeviceState, config: ProcessingConfig): OutboxRecord | undefined {
    const wanted = Object.entries(assetFields(device, config));
    const changed = wanted.filter(([name, value]) => device.confirmed?.[name] !== value);
    if (changed.length === 0) return undefined;
    return { kind: 'asset', device: device.id, fields: Object.fromEntries(changed) };
}

/** The row of one signal, whole, or undefined when the signal has no value any more. */
export function signalRecord(device: DeviceState, signal: string): OutboxRecord | undefined {
    const state = device.signals.get(signal);
    if (!state) return undefined;
    const definition = device.definitions.get(signal);
    const numeric = typeof state.value === 'number';
    const fields: Fields = {
        Name: (definition?.label ?? signal).slice(0, 80),
        Signal__c: signal,
        Value__c: typeof state.value === 'number' ? roundTo(state.value, valueScale) : null,
        Text_Value__c: numeric ? null : String(state.value).slice(0, 255),
        Unit__c: definition?.unit ?? (state.source === 'Derived' && !definition?.formula ? 'h' : null),
        Quality__c: state.quality,
        Source__c: state.source,
        Source_Time__c: new Date(state.at).toISOString(),
        Trend__c: numeric ? JSON.stringify(trendPoints(state)) : null,
        Display_Order__c: definition?.order ?? null,
        ...limitsOf(device, signal)
    };
    return { kind: 'signal', device: device.id, signal, fields };
}

const limitFields = {
    'Low Low': 'Low_Low_Limit__c',
    Low: 'Low_Limit__c',
    High: 'High_Limit__c',
    'High High': 'High_High_Limit__c'
} as const;

function limitsOf(device: DeviceState, signal: string): Fields {
    const fields: Fields = {
        Low_Low_Limit__c: null,
        Low_Limit__c: null,
        High_Limit__c: null,
        High_High_Limit__c: null
    };
    for (const { definition } of device.view.alarms) {
        const field = definition.signal === signal ? fieldOf(definition) : undefined;
        if (field) fields[field] = definition.limit;
    }
    return fields;
}

function fieldOf({ kind }: AlarmDefinition): string | undefined {
    return kind in limitFields ? limitFields[kind as keyof typeof limitFields] : undefined;
}
