import { z } from 'zod';

/*
 * Rows the bridge reads from the org, by API name. These schemas are one side of the contract with the package
 * metadata; a test compares both.
 */

const text = z.string().nullable().optional();
const number = z.number().nullable().optional();

/** Kinds of alarms (Alarm_Definition__mdt.Kind__c). */
export const alarmKinds = [
    'High High',
    'High',
    'Low',
    'Low Low',
    'Deviation',
    'Rate of Change',
    'State',
    'Silence',
    'Counter',
    'Combined'
] as const;

/** Priorities of alarms, most urgent first. */
export const priorities = ['Critical', 'High', 'Medium', 'Low'] as const;

/** How far the values of a signal concern a person (Signal_Definition__mdt.Personal_Data__c). */
export const personalDataClasses = ['None', 'Pseudonym', 'Location', 'Personal'] as const;

/** Which path of which message becomes which signal. */
export const signalDefinitionRow = z.object({
    DeveloperName: z.string(),
    MasterLabel: z.string(),
    Signal_Name__c: z.string(),
    Product_Model__c: text,
    Topic_Filter__c: text,
    Value_Path__c: text,
    Expression__c: text,
    Quality_Path__c: text,
    Value_Type__c: z.enum(['Number', 'Text', 'Boolean']).nullable().optional(),
    Source_Unit__c: text,
    Unit__c: text,
    Asset_Field__c: text,
    Deadband__c: number,
    Minimum__c: number,
    Maximum__c: number,
    Display_Order__c: number,
    Personal_Data__c: z.enum(personalDataClasses).nullable().optional(),
    Active__c: z.boolean(),
    Description__c: text
});

/** When a signal becomes an alarm. */
export const alarmDefinitionRow = z.object({
    DeveloperName: z.string(),
    MasterLabel: z.string(),
    Signal_Name__c: z.string(),
    Product_Model__c: text,
    Kind__c: z.enum(alarmKinds),
    Limit__c: number,
    Text_Limit__c: text,
    Conditions__c: text,
    Hysteresis__c: number,
    On_Delay_Seconds__c: number,
    Off_Delay_Seconds__c: number,
    Window_Seconds__c: number,
    Start_Up_Seconds__c: number,
    Latching__c: z.boolean(),
    Priority__c: z.enum(priorities),
    Message__c: text,
    Cause__c: text,
    Consequence__c: text,
    Corrective_Action__c: text,
    Time_To_Respond_Minutes__c: number,
    Reference_Signal__c: text,
    Active__c: z.boolean(),
    Description__c: text
});

/** An asset that a device may speak for. */
export const assetRow = z.object({
    Id: z.string(),
    Name: z.string(),
    Device_Id__c: z.string(),
    ProductCode: text,
    ParentId: text,
    Next_Service_Hours__c: number,
    Last_Service__c: text,
    Personal_Data_Consent__c: z.boolean().nullable().optional()
});

/** An asset without a device: a plant, a line. */
export const placeRow = z.object({ Id: z.string(), ParentId: text });

/** Where the machine of a cause stands, seen from that of the consequence (Alarm_Dependency__mdt.Relation__c). */
export const alarmRelations = ['Same Machine', 'Parent', 'Child', 'Beside', 'Same Plant'] as const;

/** Which alarm follows from which. */
export const alarmDependencyRow = z.object({
    DeveloperName: z.string(),
    Cause__c: z.string(),
    Consequence__c: z.string(),
    Relation__c: z.enum(alarmRelations),
    Within_Seconds__c: number,
    Active__c: z.boolean(),
    Description__c: text
});

/** What is measured of the use of a machine (Maintenance_Rule__mdt.Usage__c). */
export const usages = ['Operating Hours', 'Cycles', 'Starts'] as const;

/** When machines of a model need maintenance. */
export const maintenanceRuleRow = z.object({
    DeveloperName: z.string(),
    Product_Model__c: text,
    Usage__c: z.enum(usages),
    Interval__c: number,
    Lead_Days__c: number,
    Health_Below__c: number,
    Active__c: z.boolean(),
    Description__c: text
});

/** See {@link personalDataClasses}. */
export type PersonalDataClass = (typeof personalDataClasses)[number];
/** A row of Maintenance_Rule__mdt. */
export type MaintenanceRuleRow = z.infer<typeof maintenanceRuleRow>;
/** A row of Alarm_Dependency__mdt. */
export type AlarmDependencyRow = z.infer<typeof alarmDependencyRow>;
/** See {@link alarmRelations}. */
export type AlarmRelation = (typeof alarmRelations)[number];
/** A row of Asset without a Device_Id__c. */
export type PlaceRow = z.infer<typeof placeRow>;
/** A row of Signal_Definition__mdt. */
export type SignalDefinitionRow = z.infer<typeof signalDefinitionRow>;
/** A row of Alarm_Definition__mdt. */
export type AlarmDefinitionRow = z.infer<typeof alarmDefinitionRow>;
/** A row of Asset with a Device_Id__c. */
export type AssetRow = z.infer<typeof assetRow>;
/** Kind of an alarm. */
export type AlarmKind = (typeof alarmKinds)[number];
/** Priority of an alarm. */
export type Priority = (typeof priorities)[number];

/** A definition whose fields cannot be read. */
export interface UnreadableRow {
    kind: 'signal' | 'alarm' | 'dependency' | 'rule';
    name: string;
    reason: string;
}

/** Everything the bridge knows from the org. */
export interface CatalogueRows {
    assets: AssetRow[];
    signals: SignalDefinitionRow[];
    alarms: AlarmDefinitionRow[];
    /** Assets without a device, which complete the hierarchy. */
    places?: PlaceRow[];
    dependencies?: AlarmDependencyRow[];
    rules?: MaintenanceRuleRow[];
    /** Ids of assets that are worked on, or planned to stand still, at the moment. */
    maintained?: string[];
    unreadable?: UnreadableRow[];
}
