import type { Catalogue } from '../catalogue/index.ts';
import type { HealthConfig, ProcessingConfig } from '../config/index.ts';
import type { Instant } from '../pipeline/index.ts';
import type { DeviceState } from '../process/index.ts';
import type { Assessment, MachineSample } from './model.ts';
import { readLives } from './life/lifeFile.ts';
import { HealthThread, type ThreadStatus } from './thread/healthThread.ts';
import { factsOf, watchedSignals } from './watch/facts.ts';
import { sampleOf } from './watch/sample.ts';

/** How the judging of machines is doing. */
export interface HealthStatus extends ThreadStatus {
    /** Machines that are not judged, because `maximumSignals` is reached. */
    readonly leftOut: number;
}

/** What the health of the machines needs from the bridge. */
export interface HealthContext {
    readonly config: HealthConfig;
    readonly processing: ProcessingConfig;
    readonly dataDirectory: string;
    /** All devices. */
    devices(): Iterable<DeviceState>;
    readonly onAssessed: (assessments: readonly Assessment[]) => void;
    readonly onTrouble: (reason: string) => void;
}

/**
 * The health of all machines. It looks at the newest values of a few devices every second and leaves the rest to a
 * thread of its own, so that messages pay nothing for it.
 */
export class Health {
    private readonly context: HealthContext;
    private readonly thread: HealthThread;
    private order: DeviceState[] = [];
    private maintained: ReadonlySet<string> = new Set();
    private leftOut = 0;
    private known = '';
    private next = 0;
    private due = 0;
    private lastTick: Instant | undefined;
    private readonly sampledAt = new WeakMap<DeviceState, Instant>();

    /** @throws BridgeError LIVES_UNREADABLE */
    constructor(context: HealthContext) {
        const { config, dataDirectory, onAssessed, onTrouble } = context;
        this.context = context;
        this.thread = new HealthThread({
            dataDirectory,
            settings: {
                bucketMs: config.bucketSeconds * 1000,
                learningSamples: config.learningSamples,
                anomalySamples: config.anomalySamples,
                settleMs: config.settleSeconds * 1000,
                lives: config.remainingLife.map(({ lives, ...one }) => ({
                    ...one,
                    lives: readLives(lives, one.signals)
                })),
                language: config.language
            },
            saveMs: config.saveSeconds * 1000,
            onAssessed,
            onTrouble
        });
    }

    /** Starts the thread. */
    start(): void {
        this.thread.start();
    }

    /** Takes over a catalogue, after the devices did. */
    define({ topology, maintained, rules }: Catalogue): void {
        this.admit();
        this.maintained = new Set(
            this.order.flatMap(({ id }) => (topology.chain(id).some((asset) => maintained.has(asset)) ? [id] : []))
        );
        const facts = factsOf(this.order, rules);
        const text = JSON.stringify(facts);
        if (text === this.known) return;
        this.known = text;
        this.thread.define(facts);
    }

    /** Looks at as many devices as are due by now, all of them once in `sampleSeconds`. */
    tick(now: Instant): void {
        const { sampleSeconds } = this.context.config;
        const elapsedMs = Math.max(0, now - (this.lastTick ?? now));
        this.lastTick = now;
        const { length } = this.order;
        this.due = Math.min(length, this.due + (length * elapsedMs) / (sampleSeconds * 1000));
        const samples: MachineSample[] = [];
        for (; this.due >= 1; this.due--) {
            const device = this.order[this.next++ % length];
            const sample = device && this.look(device, now);
            if (sample) samples.push(sample);
        }
        if (samples.length > 0) this.thread.take(samples);
    }

    /** Resolves when everything seen so far is judged. */
    settled(): Promise<void> {
        return this.thread.settled();
    }

    /** How it is doing. */
    status(): HealthStatus {
        return { ...this.thread.status(), leftOut: this.leftOut };
    }

    /** Writes what was learned and ends. */
    stop(): Promise<void> {
        return this.thread.stop();
    }

    /** Takes devices in their order while their signals fit; memory is bounded whatever the size of the fleet. */
    private admit(): void {
        let room = this.context.config.maximumSignals;
        this.order = [];
        this.leftOut = 0;
        for (const device of this.context.devices()) {
            room -= watchedSignals(device.view).length;
            if (room >= 0) this.order.push(device);
            else this.leftOut++;
        }
    }

    private look(device: DeviceState, now: Instant): MachineSample | undefined {
        const since = this.sampledAt.get(device) ?? -Infinity;
        if (device.lastTelemetryAt === undefined || device.lastTelemetryAt <= since) return undefined;
        this.sampledAt.set(device, device.lastTelemetryAt);
        const { processing, config } = this.context;
        const maintained = this.maintained.has(device.id);
        return sampleOf(device, now, { processing, errorSignals: config.errorSignals, maintained, since });
    }
}
