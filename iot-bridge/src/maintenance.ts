import { setTimeout as wait } from 'node:timers/promises';
import type { BridgeConfig } from './config/index.ts';
import { alarmEvent, commandResult } from './contract/index.ts';
import { reasonOf } from './errors.ts';
import type { Health } from './health/index.ts';
import type { MessageIntake } from './intake/index.ts';
import type { Observation } from './observation.ts';
import type { Dispatcher, Entry, Outbox } from './outbox/index.ts';
import type { Clock, OutboxRecord, Source } from './pipeline/index.ts';
import type { Fleet } from './process/index.ts';
import type { Org } from './sink/org.ts';
import { DeadLetterFile } from './store/index.ts';
import type { Store, StoredDeadLetter } from './store/index.ts';

/** What maintenance works with. */
export interface MaintenanceParts {
    config: BridgeConfig;
    store: Store;
    clock: Clock;
    fleet: Fleet;
    outbox: Outbox;
    intake: MessageIntake;
    dispatcher: Dispatcher;
    observation: Observation;
    org: Org;
    /** Looks at the machines with every tick, when they are judged. */
    health?: Pick<Health, 'tick'> | undefined;
    sources(): readonly Source[];
}

const tickMs = 1000;
const replayPollMs = 5000;

/** What happens with time instead of with messages: silence, expiry, limits of the org, dead letters taken back. */
export class Maintenance {
    private readonly parts: MaintenanceParts;
    private readonly timers: NodeJS.Timeout[] = [];
    private lastTick = 0;
    private readonly buried = new Set<string>();
    /** Dead letters that were told to be unreadable. */
    private readonly unreadable = new Set<number>();
    private readingLimits = false;

    constructor(parts: MaintenanceParts) {
        this.parts = parts;
    }

    /** Starts the timers. */
    start(): void {
        const { governor } = this.parts.config;
        this.timers.push(setInterval(() => this.tick(this.parts.clock.now()), tickMs));
        this.timers.push(setInterval(() => this.takeBackLetters(), replayPollMs));
        this.timers.push(setInterval(() => void this.readLimits(), governor.pollSeconds * 1000));
        this.takeBackLetters();
        void this.readLimits();
    }

    /** Stops the timers. */
    stop(): void {
        for (const timer of this.timers) clearInterval(timer);
    }

    /** Recorded time moved; ticks come from messages then. */
    advance(now: number): void {
        if (now - this.lastTick >= tickMs) this.tick(now);
    }

    /** Resolves when the org has everything that was queued. */
    async drained(): Promise<void> {
        for (;;) {
            await this.parts.store.committed();
            const { alarms, results, snapshots } = this.parts.outbox.depth();
            if (alarms + results + snapshots === 0) return;
            await wait(100);
        }
    }

    /** Keeps a record the org refused. The same refusal of a snapshot is kept once, because the next one supersedes it. */
    bury(entry: Entry, record: OutboxRecord, cause: string): void {
        const identity = `${entry.key} ${cause}`;
        const repeated = entry.lane === 'snapshot' && this.buried.has(identity);
        this.parts.observation.refused(record, cause, repeated);
        if (repeated) return;
        if (this.buried.size < 10_000) this.buried.add(identity);
        this.parts.store.bury({
            stage: 'sink',
            subject: record.kind,
            reason: cause,
            attempts: entry.attempts,
            at: Date.now(),
            payload: new TextEncoder().encode(JSON.stringify(record))
        });
    }

    private tick(now: number): void {
        this.lastTick = now;
        const connections = this.parts.sources().map((source) => source.connection());
        const listening = connections.length > 0 && connections.every(({ connected }) => connected);
        const since = Math.max(...connections.map((connection) => connection.since));
        this.parts.fleet.tick(now, listening ? since : undefined);
        this.parts.health?.tick(now);
    }

    private async readLimits(): Promise<void> {
        if (this.readingLimits) return;
        this.readingLimits = true;
        try {
            const limits = await this.parts.org.readLimits();
            this.parts.dispatcher.setLimits(limits);
            this.parts.observation.limits(limits);
            this.parts.observation.reached(undefined);
        } catch (error) {
            this.parts.observation.reached(error);
            this.parts.observation.log.debug({ reason: reasonOf(error) }, 'the limits of the org could not be read');
        } finally {
            this.readingLimits = false;
        }
    }

    /** A file that cannot be read now, on a full disk for example, is looked at again with the next poll. */
    private takeBackLetters(): void {
        try {
            const file = new DeadLetterFile(this.parts.config.dataDirectory);
            try {
                for (const letter of file.list(500, 'replay').reverse()) this.tryToTakeBack(letter);
            } finally {
                file.close();
            }
        } catch (error) {
            this.parts.observation.log.warn({ reason: reasonOf(error) }, 'dead letters could not be taken back');
        }
    }

    /** A record that was edited into something unreadable stays where it is and holds up no other. */
    private tryToTakeBack(letter: StoredDeadLetter): void {
        try {
            this.takeBack(letter);
            this.parts.store.unbury(letter.id);
        } catch (error) {
            const { id } = letter;
            if (!this.unreadable.has(id))
                this.parts.observation.log.warn(
                    { id, reason: reasonOf(error) },
                    'a dead letter could not be taken back'
                );
            this.unreadable.add(id);
        }
    }

    private takeBack(letter: StoredDeadLetter): void {
        if (letter.stage === 'intake') {
            const { subject: topic, payload } = letter;
            this.parts.intake.accept({ source: 'dead-letters', topic, payload, receivedAt: this.parts.clock.now() });
            return;
        }
        const record = JSON.parse(new TextDecoder().decode(letter.payload)) as OutboxRecord;
        if (record.kind === 'alarm-event') this.parts.outbox.addEvent(alarmEvent.parse(record.fields));
        else if (record.kind === 'command-result')
            this.parts.outbox.addResult(record.key, record.device, commandResult.parse(record.fields));
        else if (record.kind === 'asset') this.parts.outbox.markDirty(record.device);
        else this.parts.outbox.markDirty(record.device, record.signal);
    }
}
