import type { CommandsConfig } from '../config/index.ts';
import type { MachineCommand } from '../contract/index.ts';
import type { Instant } from '../pipeline/index.ts';

/** What a command demands, decided before anything is done. */
export type Decision =
    | { action: 'refuse'; reason: string; expired?: boolean }
    | { action: 'acknowledge'; definition: string; episode: number | undefined; by: string | undefined }
    | { action: 'inhibit'; definition: string; kind: 'Shelved' | 'Out of Service'; until: Instant | undefined }
    | { action: 'release'; definition: string; kind: 'Shelved' | 'Out of Service' }
    | { action: 'publish'; name: string; parameters: unknown; expiresAt: Instant | undefined };

/** Commands about alarms; every other one is for the machine. */
export const alarmCommands = ['Acknowledge', 'Shelve', 'Unshelve', 'Out of Service', 'Return to Service'] as const;

/** Whether the command is for the machine, and not about an alarm. */
export function isForMachine({ Command__c: name }: MachineCommand): boolean {
    return !alarmCommands.some((known) => known === name);
}

/** Decides what to do with a command. Pure. A command is never carried out after its expiry. */
export function decide(command: MachineCommand, now: Instant, config: CommandsConfig): Decision {
    const expires = command.Expires_At__c ? Date.parse(command.Expires_At__c) : undefined;
    if (expires !== undefined && !(expires > now)) {
        return { action: 'refuse', reason: 'it expired before it arrived', expired: true };
    }
    const name = alarmCommands.find((known) => known === command.Command__c);
    if (!name) return decideMachineCommand(command, config, expires);
    const definition = definitionOf(command);
    if (!definition) return refuse('it names no alarm of this device');
    switch (name) {
        case 'Acknowledge':
            return {
                action: 'acknowledge',
                definition,
                episode: episodeOf(command),
                by: command.Requested_By__c ?? undefined
            };
        case 'Shelve':
            return shelve(command, definition, now, config);
        case 'Unshelve':
            return { action: 'release', definition, kind: 'Shelved' };
        case 'Out of Service':
            return { action: 'inhibit', definition, kind: 'Out of Service', until: instantOf(command.Until__c) };
        case 'Return to Service':
            return { action: 'release', definition, kind: 'Out of Service' };
    }
}

/** Shelving always ends (ISA-18.2, clause on shelving): without a time, or with too long a one, at the configured limit. */
function shelve(command: MachineCommand, definition: string, now: Instant, config: CommandsConfig): Decision {
    const limit = now + config.maximumShelveHours * 3_600_000;
    const until = Math.min(instantOf(command.Until__c) ?? limit, limit);
    if (until <= now) return refuse('the end of the shelving has passed already');
    return { action: 'inhibit', definition, kind: 'Shelved', until };
}

function decideMachineCommand(
    command: MachineCommand,
    config: CommandsConfig,
    expiresAt: Instant | undefined
): Decision {
    const name = command.Command__c;
    if (!config.allowed.includes(name)) return refuse(`"${name}" is not among commands.allowed of the configuration`);
    try {
        const parameters: unknown = command.Parameters__c ? JSON.parse(command.Parameters__c) : {};
        return { action: 'publish', name, parameters, expiresAt };
    } catch {
        return refuse('Parameters__c is not JSON');
    }
}

function refuse(reason: string): Decision {
    return { action: 'refuse', reason };
}

/** Definition part of the alarm key, whose device part must be the addressed device. */
function definitionOf({ Alarm_Key__c: key, Asset_Key__c: device }: MachineCommand): string | undefined {
    return key?.startsWith(`${device}:`) ? key.slice(device.length + 1) : undefined;
}

/** Number part of `<alarm key>:<number>:<raised>`. */
function episodeOf({ Episode_Key__c: key, Alarm_Key__c: alarm }: MachineCommand): number | undefined {
    if (!key || !alarm || !key.startsWith(`${alarm}:`)) return undefined;
    const number = Number(key.slice(alarm.length + 1).split(':')[0]);
    return Number.isInteger(number) && number > 0 ? number : undefined;
}

function instantOf(text: string | null | undefined): Instant | undefined {
    const instant = text ? Date.parse(text) : Number.NaN;
    return Number.isNaN(instant) ? undefined : instant;
}
