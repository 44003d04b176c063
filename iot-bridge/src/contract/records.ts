/** Fields of Asset that the bridge writes itself, besides those named by signal definitions. */
export const assetStatusFields = [
    'Connectivity__c',
    'Operating_State__c',
    'Last_Telemetry__c',
    'Operating_Hours__c',
    'Active_Alarms__c',
    'Highest_Alarm_Priority__c',
    'Starts__c',
    'Health_Score__c',
    'Health_Reasons__c',
    'Daily_Operating_Hours__c',
    'Predicted_Due_Date__c',
    'Predicted_Due_Earliest__c',
    'Predicted_Due_Latest__c',
    'Predicted_Due_Reason__c',
    'Prediction_Key__c',
    'Maintenance_Rule__c',
    'Maintenance_Due__c'
] as const;

/** Decimal places of numeric Asset fields; a value is rounded before it is compared and sent. */
export const assetFieldScale: Readonly<Record<string, number>> = {
    Operating_Hours__c: 1,
    Health_Score__c: 0,
    Active_Alarms__c: 0,
    Starts__c: 0,
    Cycles__c: 0,
    Temperature__c: 2,
    Vibration__c: 3,
    Pressure__c: 3,
    Power__c: 2,
    Energy__c: 2,
    Speed__c: 1
};

/** Values of Asset.Operating_State__c; any other state of a machine is sent as Unknown. */
export const operatingStates = ['Running', 'Idle', 'Stopped', 'Fault', 'Maintenance', 'Unknown'] as const;

/** Values of Asset.Connectivity__c. */
export const connectivities = ['Online', 'Stale', 'Offline', 'Unknown'] as const;

/** Whether devices can be reached. */
export type Connectivity = (typeof connectivities)[number];

/** Fields of Asset_Signal__c that the bridge writes. */
export const assetSignalFields = [
    'Name',
    'Signal_Key__c',
    'Asset__c',
    'Signal__c',
    'Value__c',
    'Text_Value__c',
    'Unit__c',
    'Quality__c',
    'Source__c',
    'Source_Time__c',
    'Low_Low_Limit__c',
    'Low_Limit__c',
    'High_Limit__c',
    'High_High_Limit__c',
    'Trend__c',
    'Display_Order__c'
] as const;

/** Fields of Alarm__c that the bridge writes while no events can be published; Record Alarm From Event does otherwise. */
export const alarmRecordFields = [
    'Acknowledged_At__c',
    'Acknowledged_By__c',
    'Alarm_Key__c',
    'Asset__c',
    'Cause__c',
    'Cleared_At__c',
    'Common_Cause__c',
    'Consequence__c',
    'Definition__c',
    'Episode_Key__c',
    'Episode_Number__c',
    'Kind__c',
    'Last_Transition_At__c',
    'Message__c',
    'Priority__c',
    'Raised_At__c',
    'Raised_Limit__c',
    'Raised_Text__c',
    'Raised_Value__c',
    'Recommended_Response__c',
    'Root_Episode_Key__c',
    'Shelved_Until__c',
    'Signal__c',
    'State__c',
    'Time_To_Respond_Minutes__c',
    'Unit__c'
] as const;

/** Fields of Bridge_Status__c that the bridge writes, besides its name in Bridge__c. */
export const bridgeStatusFields = ['Definition_Problem_Count__c', 'Definition_Problems__c', 'Reported_At__c'] as const;

/** What a bridge says of itself. */
export interface BridgeStatusFields {
    /** Number of refused definitions, those included that did not fit. */
    Definition_Problem_Count__c: number;
    /** JSON list of `{kind, name, reason}`. */
    Definition_Problems__c: string;
    /** ISO 8601. */
    Reported_At__c: string;
}

/** Fields of Unknown_Device__c that the bridge writes, besides Device_Id__c, which identifies it. */
export const unknownDeviceFields = ['Topic__c', 'First_Seen__c', 'Last_Seen__c', 'Messages__c', 'Asset__c'] as const;

/** Fields of Unknown_Device__c that the bridge writes besides where it may create Assets. */
export const provisioningFields = ['Provisioned_At__c', 'Provisioning_Note__c'] as const;

/** Fields of Asset that the bridge sets when it creates one. */
export const newAssetFields = [
    'Name',
    'Device_Id__c',
    'Status',
    'ParentId',
    'AccountId',
    'ContactId',
    'Product2Id'
] as const;

/** A device that sends but has, or had, no Asset. */
export interface UnknownDeviceRow {
    Device_Id__c: string;
    Topic__c: string;
    /** ISO 8601. */
    First_Seen__c: string;
    /** ISO 8601. */
    Last_Seen__c: string;
    /** Messages that were not used. */
    Messages__c: number;
    /** The Asset the device has by now. */
    Asset__r?: { Device_Id__c: string };
    /** Null while it has none: an id can be taken off an Asset again. */
    Asset__c?: null;
    /** When the bridge created the Asset; ISO 8601. Left out where it may not create any. */
    Provisioned_At__c?: string;
    /** Why it created none. */
    Provisioning_Note__c?: string | null;
}

/** An Asset for a device that has none. */
export interface NewAsset {
    device: string;
    name: string;
    status: string;
    /** Device_Id__c of its parent. */
    parentDevice: string;
    /** ProductCode. */
    model: string;
}

/** What the org says before Assets are created. */
export interface ProvisioningState {
    /** Assets with a device that the user of the bridge created in the last hour, and in all. */
    lastHour: number;
    total: number;
    /** Those of the devices asked about that an admin ignores. */
    ignored: readonly string[];
}

/** Decimal places of Asset_Signal__c.Value__c and of the values of alarms. */
export const valueScale = 6;

/** Rounds half away from zero, as Salesforce does. */
export function roundTo(value: number, places: number): number {
    const factor = 10 ** places;
    const scaled = Math.abs(value) * factor;
    return Number.isSafeInteger(Math.round(scaled)) ? (Math.sign(value) * Math.round(scaled)) / factor : value;
}
