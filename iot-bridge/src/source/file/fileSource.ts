import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { FileConfig } from '../../config/index.ts';
import { BridgeError } from '../../errors.ts';
import type { Instant, Intake, ReplayClock, Source } from '../../pipeline/index.ts';
import { mergeByTime } from './mergeByTime.ts';
import { readRecording } from './rows.ts';
import type { RecordedMessage } from './rows.ts';

/** A recorded step that is longer moves the clock no further: one wrong row must not make the rest too old. */
const longestStepMs = 400 * 24 * 3_600_000;

/** Replays recordings, merged by their time, and moves the clock of the bridge along. */
export class FileSource implements Source {
    readonly name = 'files';
    readonly ended: Promise<void>;
    private readonly parts: { files: readonly FileConfig[]; clock: ReplayClock; log: Logger };
    private readonly stopping = new AbortController();
    private finish: () => void = () => undefined;
    private running: Promise<void> = Promise.resolve();
    private active = false;

    constructor(parts: { files: readonly FileConfig[]; clock: ReplayClock; log: Logger }) {
        this.parts = parts;
        this.ended = new Promise((resolve) => {
            this.finish = resolve;
        });
    }

    start(intake: Intake): Promise<void> {
        this.active = true;
        this.running = this.replay(intake)
            .catch((error: unknown) => this.tell(error))
            .finally(() => {
                this.active = false;
                this.finish();
            });
        return Promise.resolve();
    }

    async stop(): Promise<void> {
        this.stopping.abort();
        await this.running;
    }

    /** A recording always listens while it runs; silence is judged on recorded time. */
    connection(): { connected: boolean; since: Instant } {
        return { connected: this.active, since: 0 };
    }

    private async replay(intake: Intake): Promise<void> {
        const { files, clock, log } = this.parts;
        const speed = Math.min(...files.map((file) => (file.speed === 0 ? Number.POSITIVE_INFINITY : file.speed)));
        let count = 0;
        for await (const message of mergeByTime(files.map(readRecording))) {
            if (this.stopping.signal.aborted) return;
            await this.pace(message, speed);
            this.deliver(message, intake);
            count++;
            await intake.ready();
            if (count % 500 === 0) await new Promise(setImmediate);
        }
        log.info({ messages: count, until: new Date(clock.now()).toISOString() }, 'the recording has ended');
    }

    private deliver({ source, at, topic, payload }: RecordedMessage, intake: Intake): void {
        const { clock } = this.parts;
        const plausible = at !== undefined && (clock.now() === 0 || at - clock.now() < longestStepMs);
        if (plausible) clock.advance(at);
        intake.accept({ source, topic, payload, receivedAt: clock.now() });
    }

    /** Waits as long as the recorded distance takes at the configured speed. */
    private async pace({ at }: RecordedMessage, speed: number): Promise<void> {
        const { clock } = this.parts;
        if (at === undefined || clock.now() === 0 || !Number.isFinite(speed)) return;
        const distance = (at - clock.now()) / speed;
        const { signal } = this.stopping;
        if (distance > 1) await wait(Math.min(distance, longestStepMs), undefined, { signal }).catch(() => undefined);
    }

    private tell(error: unknown): void {
        const { log } = this.parts;
        if (error instanceof BridgeError) log.error({ code: error.code }, `${error.message} ${error.fix}`);
        else log.error({ err: error }, 'the replay failed');
    }
}
