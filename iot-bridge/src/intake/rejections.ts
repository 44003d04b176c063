import type { Logger } from 'pino';
import type { RawMessage, Rejection, RejectionReason } from '../pipeline/index.ts';
import type { Store } from '../store/index.ts';

/** A device that sends but has no Asset. */
export interface QuarantinedDevice {
    device: string;
    topic: string;
    firstSeen: number;
    lastSeen: number;
    messages: number;
}

/** Reasons that concern a whole message whose bytes are worth keeping. */
const buried: ReadonlySet<RejectionReason> = new Set([
    'unknown-topic',
    'malformed-payload',
    'missing-identity',
    'foreign-device',
    'time-missing',
    'time-invalid',
    'time-too-old',
    'time-too-new',
    'internal-error'
]);

/** One line per reason, topic and signal in this time; the next line says how many were left out. */
const logEveryMs = 60_000;
const rememberedLines = 5_000;
const quarantineLimit = 1_000;

/** What the rejections work with. */
export interface RejectionParts {
    store: Pick<Store, 'bury' | 'put' | 'remove'>;
    log: Logger;
    count(reason: RejectionReason): void;
}

/** Counts, logs and keeps what was not used. Nothing that is refused passes by this class. */
export class Rejections {
    private readonly parts: RejectionParts;
    private readonly lines = new Map<string, { loggedAt: number; omitted: number }>();
    private readonly quarantine: Map<string, QuarantinedDevice>;

    constructor(parts: RejectionParts, quarantined: ReadonlyMap<string, QuarantinedDevice> = new Map()) {
        this.parts = parts;
        this.quarantine = new Map(quarantined);
    }

    /** Refuses a whole message: its bytes become a dead letter where that helps. */
    message(message: RawMessage, rejection: Rejection): void {
        this.report(rejection);
        if (rejection.reason === 'unknown-device' && rejection.device) this.isolate(message, rejection.device);
        if (!buried.has(rejection.reason)) return;
        this.parts.store.bury({
            stage: 'intake',
            subject: message.topic,
            reason: rejection.detail ? `${rejection.reason}: ${rejection.detail}` : rejection.reason,
            attempts: 1,
            at: message.receivedAt,
            payload: message.payload
        });
    }

    /** Refuses one signal of a message, or something that is not worth keeping. */
    report(rejection: Rejection): void {
        this.parts.count(rejection.reason);
        // A device without consent is nothing to look into, and there may be many.
        if (rejection.reason === 'no-consent') return;
        const key = `${rejection.reason} ${rejection.topic} ${rejection.signal ?? ''}`;
        const now = Date.now();
        const line = this.lines.get(key);
        if (line && now - line.loggedAt < logEveryMs) {
            line.omitted++;
            return;
        }
        if (this.lines.size >= rememberedLines) this.lines.clear();
        this.lines.set(key, { loggedAt: now, omitted: 0 });
        this.parts.log.warn({ ...rejection, omitted: line?.omitted ?? 0 }, 'rejected');
    }

    /** Devices without an Asset, most recent first. */
    quarantined(): QuarantinedDevice[] {
        return [...this.quarantine.values()].sort((left, right) => right.lastSeen - left.lastSeen);
    }

    /** Takes devices out that have an Asset by now, and returns them. */
    release(isKnown: (device: string) => boolean): QuarantinedDevice[] {
        const released = [...this.quarantine.values()].filter(({ device }) => isKnown(device));
        for (const { device } of released) {
            this.quarantine.delete(device);
            this.parts.store.remove('quarantine', device);
        }
        return released;
    }

    private isolate(message: RawMessage, device: string): void {
        const known = this.quarantine.get(device);
        if (!known && this.quarantine.size >= quarantineLimit) return;
        const at = message.receivedAt;
        const entry = known ?? { device, topic: message.topic, firstSeen: at, lastSeen: at, messages: 0 };
        entry.lastSeen = at;
        entry.messages++;
        this.quarantine.set(device, entry);
        this.parts.store.put('quarantine', device, () => entry);
    }
}
