import { compileCatalogue, emptyCatalogue } from '../src/catalogue/index.ts';
import pino from 'pino';
import { configSchema } from '../src/config/index.ts';
import type { BridgeConfig } from '../src/config/index.ts';
import type { AlarmEvent, CatalogueRows } from '../src/contract/index.ts';
import { createDecoders } from '../src/decode/index.ts';
import { MessageIntake, Rejections } from '../src/intake/index.ts';
import { UnitConverter } from '../src/map/index.ts';
import type { Instant, Reading } from '../src/pipeline/index.ts';
import { Fleet } from '../src/process/index.ts';
import type { StoredFleet } from '../src/process/index.ts';
import type { PackedRow } from '../src/store/index.ts';

/** What listens to a replay. */
export interface ReplayListener {
    event?(event: AlarmEvent): void;
    /** A row for the store changed. */
    touch?(row: PackedRow): void;
    readings?(device: string, readings: readonly Reading[]): void;
}

/** The configuration of a bridge whose devices publish as those of the sample plant do. */
function configOf(gapSeconds: number): BridgeConfig {
    return configSchema.parse({
        salesforce: { loginUrl: 'http://127.0.0.1', authentication: { flow: 'access-token', accessToken: 'none' } },
        routes: [{ filter: 'plant/+/+/telemetry', deviceLevel: 3, presence: 'partial' }],
        processing: { gapSeconds }
    });
}

/**
 * The bridge between its sources and its outbox: decode, map, process, alarm, with definitions as the org would give
 * them. Time is that of the recording.
 */
export class Replay {
    readonly fleet: Fleet;
    private readonly intake: MessageIntake;
    private readonly refused = new Map<string, number>();

    /**
     * @param gapSeconds a longer pause between two values freezes delays, as processing.gapSeconds
     * @param stored rows of an earlier run
     * @throws Error when a definition is refused, because the replay would prove nothing
     */
    constructor(rows: CatalogueRows, listener: ReplayListener, gapSeconds = 30, stored: Partial<StoredFleet> = {}) {
        const catalogue = compileCatalogue(rows, emptyCatalogue, new UnitConverter());
        if (catalogue.problems.length > 0) throw new Error(catalogue.problems.map(({ reason }) => reason).join('\n'));
        const config = configOf(gapSeconds);
        const nothing = () => undefined;
        this.fleet = new Fleet(
            config.processing,
            {
                put: nothing,
                touch: (row) => listener.touch?.(row),
                remove: nothing,
                dirty: nothing,
                event: (event) => listener.event?.(event),
                late: nothing,
                derived: (device, reading) => listener.readings?.(device, [reading])
            },
            { devices: new Map(), trends: new Map(), alarms: new Map(), ...stored }
        );
        this.fleet.define(catalogue, 0);
        this.intake = this.createIntake(config, listener);
    }

    /** Takes one message of a device in. */
    send(device: string, at: Instant, content: Record<string, unknown>, receivedAt = at): void {
        const payload = JSON.stringify({ timestamp: new Date(at).toISOString(), ...content });
        this.intake.accept({
            source: 'recording',
            topic: `plant/recording/${device}/telemetry`,
            payload: new TextEncoder().encode(payload),
            receivedAt
        });
    }

    /** Refused messages and signals by reason; empty when everything was used. */
    rejections(): ReadonlyMap<string, number> {
        return this.refused;
    }

    private createIntake(config: BridgeConfig, listener: ReplayListener): MessageIntake {
        return new MessageIntake({
            routes: config.routes,
            clock: config.clock,
            decoders: createDecoders(),
            fleet: this.fleet,
            rejections: this.createRejections(),
            store: { afterCommit: (callback) => callback(), ready: () => undefined },
            onMessage: () => undefined,
            onReadings: (device, readings) => listener.readings?.(device, readings),
            onReply: () => undefined,
            onAnswer: () => undefined
        });
    }

    private createRejections(): Rejections {
        return new Rejections({
            store: { bury: () => undefined, put: () => undefined, remove: () => undefined },
            log: pino({ level: 'silent' }),
            count: (reason) => void this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1)
        });
    }
}
