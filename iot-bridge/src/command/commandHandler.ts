import type { Logger } from 'pino';
import type { CommandsConfig } from '../config/index.ts';
import type { CommandResultFields, MachineCommand } from '../contract/index.ts';
import { reasonOf } from '../errors.ts';
import type { Acknowledgement, DeviceMessage } from '../map/index.ts';
import type { Clock, Instant, RejectionReason } from '../pipeline/index.ts';
import type { DeviceState, Fleet } from '../process/index.ts';
import type { DeliveredCommand } from '../sink/org.ts';
import type { Store } from '../store/index.ts';
import { judgeAnswer, parseAnswer, resultOf } from './answer.ts';
import { decide, isForMachine } from './decide.ts';
import type { Decision } from './decide.ts';
import { CommandLedger } from './ledger.ts';

/** What became of a command. */
export type CommandResult = 'done' | 'no-change' | 'refused' | 'expired' | 'repeated' | 'failed';

/** What the handler works with. */
export interface CommandHandlerParts {
    config: CommandsConfig;
    fleet: Fleet;
    store: Pick<Store, 'put' | 'committed'>;
    clock: Clock;
    log: Logger;
    commandTopic(device: DeviceState): string | undefined;
    /** The message that tells a device that its alarm is acknowledged, where its route says how. */
    acknowledgement(device: DeviceState, what: Acknowledgement): DeviceMessage | undefined;
    /** @param expiresAt after which the broker must not deliver it any more, where the protocol knows that */
    publish(topic: string, payload: string, expiresAt?: Instant): Promise<void>;
    /** Queues what became of a machine command for its record in the org. */
    tellOrg(device: string, key: string, fields: CommandResultFields): void;
    onResult(result: CommandResult): void;
}

/** How carrying out ended, with the reason for people. */
interface Outcome {
    result: CommandResult;
    reason?: string | undefined;
}

type Acknowledge = Extract<Decision, { action: 'acknowledge' }>;
type Publish = Extract<Decision, { action: 'publish' }>;

/** Carries out commands of the org: each once, none after its expiry. */
export class CommandHandler {
    private readonly parts: CommandHandlerParts;
    private readonly ledger: CommandLedger;
    private queue: Promise<void> = Promise.resolve();

    constructor(parts: CommandHandlerParts, taken: Iterable<readonly [string, unknown]>) {
        this.parts = parts;
        this.ledger = new CommandLedger(parts.store, taken);
    }

    /** Takes a delivered command; commands are carried out one after the other. */
    deliver(delivered: DeliveredCommand): void {
        this.queue = this.queue.then(() => this.handle(delivered));
    }

    /** Resolves when everything delivered so far is handled. */
    async settled(): Promise<void> {
        await this.queue;
    }

    /** Takes what a machine answers. @returns why it cannot be used */
    answer(device: string, payload: Uint8Array): { reason: RejectionReason; detail: string } | undefined {
        const answer = parseAnswer(payload);
        if (!answer) return { reason: 'malformed-payload', detail: 'it is no answer to a command' };
        const judged = judgeAnswer(answer, this.ledger.get(answer.key), device, this.parts.clock.now());
        if (judged === 'repeated') return undefined;
        if ('reason' in judged) return judged;
        if (judged.ends) this.ledger.end(answer.key);
        this.parts.tellOrg(device, answer.key, judged.fields);
        this.parts.log.info({ device, state: answer.state, text: answer.text }, 'the machine answered a command');
        return undefined;
    }

    /**
     * The command is remembered durably before it is carried out: after a kill in between it is not repeated, because
     * a machine command executed twice is worse than one that must be given again.
     */
    private async handle({ position, command }: DeliveredCommand): Promise<void> {
        const { Command_Key__c: key, Asset_Key__c: device } = command;
        if (this.parts.fleet.isForeign(device)) {
            this.parts.store.put('cursor', 'commands', () => position);
            return;
        }
        if (this.ledger.get(key)) {
            this.report(command, { result: 'repeated' });
            return;
        }
        this.ledger.remember(key, device, !isForMachine(command));
        this.parts.store.put('cursor', 'commands', () => position);
        this.report(command, await this.attempt(command));
        await this.parts.store.committed();
    }

    private async attempt(command: MachineCommand): Promise<Outcome> {
        try {
            return await this.carryOut(command, decide(command, this.parts.clock.now(), this.parts.config));
        } catch (error) {
            return { result: 'failed', reason: reasonOf(error) };
        }
    }

    private async carryOut(command: MachineCommand, decision: Decision): Promise<Outcome> {
        const device = this.parts.fleet.get(command.Asset_Key__c);
        if (!device) return { result: 'refused', reason: 'no Asset has this Device_Id__c' };
        const now = this.parts.clock.now();
        switch (decision.action) {
            case 'refuse':
                return { result: decision.expired ? 'expired' : 'refused', reason: decision.reason };
            case 'acknowledge':
                return this.acknowledge(command, device, decision, now);
            case 'inhibit':
                return changed(device.alarms.inhibit(decision.definition, decision.kind, now, decision.until));
            case 'release':
                return changed(device.alarms.release(decision.definition, decision.kind, now));
            case 'publish':
                return this.publish(command, device, decision);
        }
    }

    /** The alarm is acknowledged whether or not its machine can be told. */
    private async acknowledge(
        { Episode_Key__c: episode }: MachineCommand,
        device: DeviceState,
        { definition, episode: number, by }: Acknowledge,
        now: Instant
    ): Promise<Outcome> {
        const outcome = changed(device.alarms.acknowledge(definition, number, now, by));
        const at = new Date(now).toISOString();
        const what = { alarm: definition, episode: episode ?? '', by: by ?? '', at };
        const message = outcome.result === 'done' ? this.parts.acknowledgement(device, what) : undefined;
        if (!message) return outcome;
        await this.parts.store.committed();
        try {
            await this.parts.publish(message.topic, message.payload);
            return outcome;
        } catch (error) {
            return { ...outcome, reason: `the machine was not told: ${reasonOf(error)}` };
        }
    }

    /**
     * The org is told of the delivery in the commit that remembers the command, so that after a kill it knows that the
     * machine may have got it.
     */
    private async publish(command: MachineCommand, device: DeviceState, decision: Publish): Promise<Outcome> {
        const topic = this.parts.commandTopic(device);
        if (!topic) return { result: 'refused', reason: 'the device has no command topic; it was not heard of yet' };
        const { name, parameters, expiresAt } = decision;
        const { Command_Key__c: key, Expires_At__c: expires = null } = command;
        this.parts.tellOrg(device.id, key, { Delivered_At__c: new Date(this.parts.clock.now()).toISOString() });
        await this.parts.store.committed();
        // The commit may have taken its time.
        if (expiresAt !== undefined && expiresAt <= this.parts.clock.now()) return { result: 'expired', reason: late };
        await this.parts.publish(topic, JSON.stringify({ key, command: name, parameters, expires }), expiresAt);
        return { result: 'done' };
    }

    private report(command: MachineCommand, { result, reason }: Outcome): void {
        const { Command__c: name, Asset_Key__c: device, Alarm_Key__c: alarm, Command_Key__c: key } = command;
        this.parts.onResult(result);
        const level = result === 'refused' || result === 'expired' ? 'warn' : 'info';
        this.parts.log[level]({ command: name, device, alarm, result, reason }, 'command');
        const state = ends[result];
        if (state === undefined || !isForMachine(command)) return;
        this.ledger.end(key);
        this.parts.tellOrg(device, key, resultOf(state, reason, this.parts.clock.now()));
    }
}

const late = 'it expired before it could be published';

/** States of the record for what the bridge itself ends; the rest is said by the machine. */
const ends: Partial<Record<CommandResult, 'Failed' | 'Expired'>> = {
    refused: 'Failed',
    failed: 'Failed',
    expired: 'Expired'
};

function changed(hasChanged: boolean): Outcome {
    return { result: hasChanged ? 'done' : 'no-change' };
}
