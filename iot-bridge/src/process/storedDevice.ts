import type { StoredAlarm } from '../alarm/index.ts';
import type { Instant, Quality, SignalValue } from '../pipeline/index.ts';
import type { RowReader, RowWriter } from '../store/index.ts';
import type { PresenceState } from './presence.ts';
import type { SignalState, TrendPoint, ValueSource } from './signalState.ts';
import type { StoredWindow } from './signalWindow.ts';

/** The stored form of a value: value, quality, time, source, learned interval. After a restart all are sent once more. */
export type StoredSignal = [SignalValue, Quality, Instant, ValueSource, number | null];

/** What is stored of a device with every message; trends and alarms have rows of their own. */
export interface StoredDevice {
    signals: Record<string, StoredSignal>;
    presence: PresenceState;
    lastTelemetryAt?: Instant | undefined;
    runningMs: number;
    /** Starts that were counted. */
    starts?: number | undefined;
    recent: number[];
    topic?: string | undefined;
}

/** Rows of an earlier run. */
export interface StoredFleet {
    devices: Map<string, StoredDevice>;
    /** Trends by device and signal. */
    trends: Map<string, Record<string, TrendPoint[]>>;
    alarms: Map<string, StoredAlarm>;
    /** Figures over past hours by device and key. */
    windows?: Map<string, Record<string, StoredWindow>>;
}

const qualities = ['Good', 'Uncertain', 'Bad'] as const satisfies readonly Quality[];
const sources = ['Measured', 'Derived'] as const satisfies readonly ValueSource[];
const announcements = [undefined, 'online', 'offline'] as const satisfies readonly PresenceState['announced'][];
/** Types of values; a text is in the list of texts, a truth value is 0 or 1. */
const valueTypes = { number: 0, string: 1, boolean: 2 } as const;

/** Writes everything of a device but its signals; {@link readDevice} reads both. */
export function writeHead(
    out: RowWriter,
    device: Pick<StoredDevice, 'presence' | 'lastTelemetryAt' | 'runningMs' | 'starts' | 'topic'>
): void {
    const { presence } = device;
    out.number(presence.lastSeenAt ?? Number.NaN);
    out.number(presence.announced === undefined ? 0 : announcements.indexOf(presence.announced));
    out.number(presence.intervalMs ?? Number.NaN);
    out.number(device.lastTelemetryAt ?? Number.NaN);
    out.number(device.runningMs);
    out.number(device.starts ?? Number.NaN);
    out.text(device.topic ?? '');
}

/** Writes one signal. */
export function writeSignal(out: RowWriter, name: string, state: SignalState): void {
    const { value } = state;
    out.text(name);
    const type = typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2;
    // One number for three small ones.
    out.number(type + 4 * (qualities.indexOf(state.quality) + 4 * sources.indexOf(state.source)));
    if (typeof value === 'string') out.text(value);
    else out.number(Number(value));
    out.number(state.at);
    out.number(state.intervalMs);
}

/** Reads a row: head, recent keys behind their count, signals behind theirs. */
export function readDevice(row: RowReader): StoredDevice {
    const presence: PresenceState = {
        lastSeenAt: row.optional(),
        announced: announcements[row.number()],
        intervalMs: row.optional()
    };
    const lastTelemetryAt = row.optional();
    const runningMs = row.number();
    const starts = row.optional();
    const topic = row.text() || undefined;
    const recent = Array.from({ length: row.number() }, () => row.number());
    const count = row.number();
    const signals: StoredDevice['signals'] = {};
    for (let index = 0; index < count; index++) signals[row.text()] = readSignal(row);
    return { presence, lastTelemetryAt, runningMs, starts, topic, recent, signals };
}

function readSignal(row: RowReader): StoredSignal {
    const kinds = row.number();
    const type = kinds % 4;
    const quality = qualities[Math.floor(kinds / 4) % 4] ?? 'Uncertain';
    const source = sources[Math.floor(kinds / 16)] ?? 'Measured';
    const value = type === valueTypes.string ? row.text() : row.number();
    const at = row.number();
    return [type === valueTypes.boolean ? value === 1 : value, quality, at, source, row.optional() ?? null];
}

/** Writes the trends of a device. */
export function writeTrends(out: RowWriter, signals: Iterable<[string, SignalState]>): void {
    for (const [name, { trend }] of signals) {
        if (!trend) continue;
        out.text(name);
        out.number(trend.length);
        for (const number of trend) out.number(number);
    }
    out.text('');
}

/** Reads the trends of a device. */
export function readTrends(row: RowReader): Record<string, TrendPoint[]> {
    const trends: Record<string, TrendPoint[]> = {};
    for (let name = row.text(); name !== ''; name = row.text()) {
        trends[name] = Array.from({ length: row.number() / 2 }, () => [row.number(), row.number()]);
    }
    return trends;
}
