import { z } from 'zod';

/** States of an alarm by ISA-18.2 (Alarm__c.State__c). */
export const alarmStates = [
    'Unacknowledged',
    'Acknowledged',
    'Returned Unacknowledged',
    'Normal',
    'Latched',
    'Shelved',
    'Suppressed',
    'Out of Service'
] as const;

/** What happened to an alarm (Alarm_Event__e.Transition__c). */
export const alarmTransitions = [
    'Raised',
    'Cleared',
    'Acknowledged',
    'Shelved',
    'Unshelved',
    'Suppressed',
    'Unsuppressed',
    'Removed From Service',
    'Returned To Service',
    'Escalated',
    'Linked'
] as const;

const number = z.number().nullable();
const text = z.string().max(255).nullable();
const instant = z.iso.datetime();

/** Alarm_Event__e as the bridge publishes it. */
export const alarmEvent = z.strictObject({
    Version__c: z.literal(1),
    Alarm_Key__c: z.string().max(170),
    Episode_Key__c: z.string().max(200),
    Transition__c: z.enum(alarmTransitions),
    State__c: z.enum(alarmStates),
    Asset_Key__c: z.string().max(80),
    Episode_Number__c: z.int().min(1),
    Definition__c: z.string().max(80),
    Signal__c: z.string().max(80),
    Kind__c: z.string().max(40),
    Priority__c: z.string().max(20),
    Message__c: text,
    Occurred_At__c: instant,
    Raised_At__c: instant,
    Value__c: number,
    Limit__c: number,
    Text_Value__c: text,
    Unit__c: z.string().max(30).nullable(),
    Root_Episode_Key__c: z.string().max(200).nullable(),
    Common_Cause__c: text,
    Acknowledged_By__c: z.string().max(80).nullable(),
    Shelved_Until__c: instant.nullable()
});

const optionalText = z.string().nullable().optional();

/** Machine_Command__e as the org publishes it. */
export const machineCommand = z.object({
    Version__c: z.number().nullable().optional(),
    Command_Key__c: z.string().min(1),
    Asset_Key__c: z.string().min(1),
    Command__c: z.string().min(1),
    Alarm_Key__c: optionalText,
    Episode_Key__c: optionalText,
    Parameters__c: optionalText,
    Reason__c: optionalText,
    Requested_By__c: optionalText,
    Requested_At__c: optionalText,
    Expires_At__c: optionalText,
    Until__c: optionalText
});

/** States of Machine_Command__c.State__c that the bridge writes; the others are those of flows. */
export const commandResultStates = ['Accepted', 'Done', 'Failed', 'Expired'] as const;

/** Fields of Machine_Command__c that the bridge writes; those left out keep their value. */
export const commandResult = z.strictObject({
    State__c: z.enum(commandResultStates).optional(),
    Result_Text__c: text.optional(),
    Delivered_At__c: instant.optional(),
    Answered_At__c: instant.optional()
});

/** What became of a machine command. */
export type CommandResultFields = z.infer<typeof commandResult>;
/** An event about an alarm. */
export type AlarmEvent = z.infer<typeof alarmEvent>;
/** A command from the org. */
export type MachineCommand = z.infer<typeof machineCommand>;
/** State of an alarm. */
export type AlarmStateName = (typeof alarmStates)[number];
/** Transition of an alarm. */
export type AlarmTransition = (typeof alarmTransitions)[number];
