import type { Logger } from 'pino';
import type { CommandsConfig } from '../config/index.ts';
import type { MachineCommand } from '../contract/index.ts';
import { reasonOf } from '../errors.ts';
import type { Clock } from '../pipeline/index.ts';
import type { DeviceState, Fleet } from '../process/index.ts';
import type { DeliveredCommand } from '../sink/org.ts';
import type { Store } from '../store/index.ts';
import { decide } from './decide.ts';
import type { Decision } from './decide.ts';

/** What became of a command. */
export type CommandResult = 'done' | 'no-change' | 'refused' | 'repeated' | 'failed';

/** What the handler works with. */
export interface CommandHandlerParts {
    config: CommandsConfig;
    fleet: Fleet;
    store: Pick<Store, 'put' | 'committed'>;
    clock: Clock;
    log: Logger;
    commandTopic(device: DeviceState): string | undefined;
    publish(topic: string, payload: string): Promise<void>;
    onResult(result: CommandResult): void;
}

/** Commands that are remembered, so that a repeated delivery is recognised. Salesforce keeps events for 72 hours. */
const remembered = 20_000;

/** Carries out commands of the org: each once, none after its expiry. */
export class CommandHandler {
    private readonly parts: CommandHandlerParts;
    private readonly done: Set<string>;
    private queue: Promise<void> = Promise.resolve();

    constructor(parts: CommandHandlerParts, done: Iterable<string>) {
        this.parts = parts;
        this.done = new Set(done);
    }

    /** Takes a delivered command; commands are carried out one after the other. */
    deliver(delivered: DeliveredCommand): void {
        this.queue = this.queue.then(() => this.handle(delivered));
    }

    /** Resolves when everything delivered so far is handled. */
    async settled(): Promise<void> {
        await this.queue;
    }

    /**
     * The command is remembered durably before it is carried out: after a kill in between it is not repeated, because
     * a machine command executed twice is worse than one that must be given again.
     */
    private async handle({ position, command }: DeliveredCommand): Promise<void> {
        const key = command.Command_Key__c;
        if (this.done.has(key)) {
            this.report(command, 'repeated');
            return;
        }
        this.remember(key);
        this.parts.store.put('cursor', 'commands', () => position);
        const decision = decide(command, this.parts.clock.now(), this.parts.config);
        if (decision.action === 'publish') await this.parts.store.committed();
        try {
            this.report(command, await this.carryOut(command, decision));
        } catch (error) {
            this.report(command, 'failed', reasonOf(error));
        }
        await this.parts.store.committed();
    }

    private async carryOut(command: MachineCommand, decision: Decision): Promise<CommandResult> {
        const device = this.parts.fleet.get(command.Asset_Key__c);
        if (!device) return this.refused(command, 'no Asset has this Device_Id__c');
        const now = this.parts.clock.now();
        switch (decision.action) {
            case 'refuse':
                return this.refused(command, decision.reason);
            case 'acknowledge':
                return outcome(device.alarms.acknowledge(decision.definition, decision.episode, now, decision.by));
            case 'inhibit':
                return outcome(device.alarms.inhibit(decision.definition, decision.kind, now, decision.until));
            case 'release':
                return outcome(device.alarms.release(decision.definition, decision.kind, now));
            case 'publish':
                return this.publish(command, device, decision);
        }
    }

    private async publish(
        command: MachineCommand,
        device: DeviceState,
        { name, parameters }: Extract<Decision, { action: 'publish' }>
    ): Promise<CommandResult> {
        const topic = this.parts.commandTopic(device);
        if (!topic) return this.refused(command, 'the device has no command topic; it was not heard of yet');
        const payload = {
            key: command.Command_Key__c,
            command: name,
            parameters,
            expires: command.Expires_At__c ?? null
        };
        await this.parts.publish(topic, JSON.stringify(payload));
        return 'done';
    }

    private refused(command: MachineCommand, reason: string): CommandResult {
        this.parts.log.warn({ command: command.Command__c, device: command.Asset_Key__c, reason }, 'command refused');
        return 'refused';
    }

    private report(command: MachineCommand, result: CommandResult, reason?: string): void {
        const { Command__c: name, Asset_Key__c: device, Alarm_Key__c: alarm } = command;
        this.parts.onResult(result);
        if (result !== 'refused') this.parts.log.info({ command: name, device, alarm, result, reason }, 'command');
    }

    private remember(key: string): void {
        this.done.add(key);
        const [oldest] = this.done;
        if (this.done.size > remembered && oldest !== undefined) {
            this.done.delete(oldest);
            this.parts.store.put('command', oldest, () => undefined);
        }
        this.parts.store.put('command', key, () => 1);
    }
}

function outcome(changed: boolean): CommandResult {
    return changed ? 'done' : 'no-change';
}
