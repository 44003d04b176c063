import type { Instant } from '../../../pipeline/index.ts';

/** What a source proves its identity with at one moment, read and checked. */
export interface Credentials {
    username?: string | undefined;
    password?: string | undefined;
    /** Token and method of enhanced authentication (MQTT 5, section 4.12). */
    authentication?: { method: string; data: Buffer } | undefined;
    ca?: Buffer | undefined;
    certificate?: Buffer | undefined;
    key?: Buffer | undefined;
    expiries: readonly Expiry[];
    /** When a generated token must be replaced, with time to spare. */
    renewAt?: Instant | undefined;
}

/** Something that stops working at a known time. */
export interface Expiry {
    what: 'client certificate' | 'broker certificate' | 'token';
    /** Whose certificate or token it is. */
    subject: string;
    at: Instant;
}
