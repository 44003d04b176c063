import type { Logger } from 'pino';
import type { MqttConfig } from '../../../config/index.ts';
import type { Instant } from '../../../pipeline/index.ts';
import type { Expiry } from '../credentials/index.ts';

const dayMs = 86_400_000;

/** Knows what of a connection expires when, and warns once a day in time. Generated tokens are renewed, not warned about. */
export class ExpiryWatch {
    private readonly config: MqttConfig;
    private readonly log: Logger;
    private ownExpiries: readonly Expiry[] = [];
    private brokerExpiry: Expiry | undefined;
    private readonly warned = new Map<Expiry['what'], Instant>();

    constructor(config: MqttConfig, log: Logger) {
        this.config = config;
        this.log = log;
    }

    /** New credentials are in use. */
    own(expiries: readonly Expiry[]): void {
        this.ownExpiries = expiries;
        this.warned.clear();
    }

    /** The broker showed its certificates. */
    broker(expiry: Expiry | undefined): void {
        this.brokerExpiry = expiry;
    }

    known(): readonly Expiry[] {
        return this.brokerExpiry ? [...this.ownExpiries, this.brokerExpiry] : this.ownExpiries;
    }

    /** Warns about what expires soon. */
    look(now: Instant): void {
        const { tls, credential, name } = this.config;
        const limit = (tls?.warningDays ?? 30) * dayMs;
        for (const { what, subject, at } of this.known()) {
            const renewed = what === 'token' && credential?.kind !== 'token-file';
            const lately = now - (this.warned.get(what) ?? -Infinity) < dayMs;
            if (renewed || lately || at - now > limit) continue;
            this.warned.set(what, now);
            const days = Math.floor((at - now) / dayMs);
            this.log.warn(
                { source: name, what, subject, expires: new Date(at).toISOString(), days },
                `the ${what} expires soon`
            );
        }
    }
}
