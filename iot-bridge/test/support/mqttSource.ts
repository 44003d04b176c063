import { pino } from 'pino';
import { configSchema, filtersOf } from '../../src/config/index.ts';
import type { BridgeConfigInput } from '../../src/index.ts';
import { systemClock } from '../../src/pipeline/index.ts';
import type { Clock, Intake, RawMessage } from '../../src/pipeline/index.ts';
import { MqttSource } from '../../src/source/index.ts';
import { testConfig } from './bridge.ts';

type SourceInput = NonNullable<BridgeConfigInput['mqtt']>[number];

/** A started source with what it received and logged. */
export interface RunningSource {
    source: MqttSource;
    taken: RawMessage[];
    lines: { level: number; msg: string; code?: string }[];
    texts(): string[];
    /** Makes everything durable that came so far, so that it is acknowledged; for a source that holds. */
    commit(): void;
}

/**
 * Starts a source on the filter `plant/#` unless its preset names others. It acknowledges at once, or with `hold` when
 * the test says that the disk is done.
 */
export async function startSource(
    entry: SourceInput,
    { clock = systemClock, filter = 'plant/#', hold = false }: { clock?: Clock; filter?: string; hold?: boolean } = {}
): Promise<RunningSource> {
    const config = configSchema.parse(
        testConfig({ mqtt: [{ reconnectSeconds: 0.1, credentialSeconds: 0.05, ...entry }], routes: [{ filter }] })
    );
    const running: Omit<RunningSource, 'source' | 'texts' | 'commit'> = { taken: [], lines: [] };
    const waiting: (() => void)[] = [];
    const intake: Intake = {
        // A copy, as the payload is overwritten by the next read.
        accept: (message) => void running.taken.push({ ...message, payload: Uint8Array.from(message.payload) }),
        afterCommit: (callback) => (hold ? void waiting.push(callback) : callback()),
        ready: () => undefined
    };
    const log = pino({ level: 'info' }, { write: (line) => void running.lines.push(JSON.parse(line)) });
    const [settings] = config.mqtt;
    const filters = filtersOf(settings!, config);
    const source = new MqttSource({ config: settings!, filters, clock, log, onConnection: () => undefined });
    await source.start(intake);
    const commit = (): void => waiting.splice(0).forEach((callback) => callback());
    return {
        source,
        ...running,
        commit,
        texts: () => running.taken.map(({ payload }) => Buffer.from(payload).toString())
    };
}
