import type { Logger } from 'pino';
import type { WebhookConfig } from '../../../config/index.ts';
import { reasonOf } from '../../../errors.ts';
import type { Clock, Instant } from '../../../pipeline/index.ts';
import type { WebhookReply, WebhookRequest } from '../webhookRequest.ts';
import { confirmationIn, isOfAccount } from './awsDestination.ts';

/** What the confirmer works with. */
export interface ConfirmerParts {
    config: Pick<WebhookConfig, 'name' | 'confirmAccount'>;
    clock: Clock;
    log: Pick<Logger, 'info' | 'warn' | 'error'>;
    /** Opens the address that confirms a destination; rejects when that was not taken. */
    open: (address: string) => Promise<void>;
}

/** Anybody can ask, because AWS IoT asks without a token: so many are looked at in a minute. */
const perMinute = 6;

/**
 * Answers AWS IoT when it asks whether a destination is wanted. Such a request never becomes a message, and the address it
 * names is opened only for the account that is configured; else it is logged for a person.
 */
export class DestinationConfirmer {
    private readonly parts: ConfirmerParts;
    private recent: Instant[] = [];

    constructor(parts: ConfirmerParts) {
        this.parts = parts;
    }

    /** The answer to a request that asks for confirmation. */
    async answer(request: WebhookRequest): Promise<WebhookReply> {
        const now = this.parts.clock.now();
        this.recent = this.recent.filter((at) => now - at < 60_000);
        if (this.recent.length >= perMinute) return refused(429, 'too many confirmations; ask again in a minute');
        this.recent.push(now);
        const asked = confirmationIn(request);
        if (!asked) return refused(400, 'not a confirmation of an AWS IoT destination');
        const { config, log, open } = this.parts;
        const { arn, enableUrl } = asked;
        const told = { source: config.name, arn, enableUrl };
        if (!isOfAccount(asked, config.confirmAccount)) {
            log.warn(told, 'open this address if you made this destination of AWS IoT');
            return { code: 200, result: 'handshake', body: { confirmed: false } };
        }
        try {
            await open(enableUrl);
            log.info({ source: config.name, arn }, 'the destination of AWS IoT is confirmed');
            return { code: 200, result: 'handshake', body: { confirmed: true } };
        } catch (error) {
            log.error({ ...told, reason: reasonOf(error) }, 'the destination of AWS IoT is not confirmed');
            return { code: 200, result: 'confirmation-failed', body: { confirmed: false } };
        }
    }
}

function refused(code: number, error: string): WebhookReply {
    return { code, result: 'handshake-refused', body: { error } };
}
