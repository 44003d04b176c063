import type { StoredAlarm } from './alarm/index.ts';
import type { AlarmEvent, CatalogueRows } from './contract/index.ts';
import type { QuarantinedDevice } from './intake/index.ts';
import { readMarks } from './outbox/index.ts';
import type { CommandResultRow, StoredOutbox } from './outbox/index.ts';
import { readDevice, readTrends, readWindows } from './process/index.ts';
import type { StoredDevice, StoredFleet, TrendPoint } from './process/index.ts';
import { RowReader } from './store/index.ts';
import type { Space, Store } from './store/index.ts';

/** Everything an earlier run left behind. */
export interface StoredState {
    fleet: StoredFleet;
    outbox: StoredOutbox;
    quarantine: ReadonlyMap<string, QuarantinedDevice>;
    /** Commands that were taken, by key. */
    commands: Iterable<readonly [string, unknown]>;
    commandPosition: number | undefined;
    catalogue: CatalogueRows | undefined;
}

/**
 * Reads the rows of an earlier run. They were written by this program and are taken as they are: the database is
 * private to the bridge, and its schema changes only together with this file.
 */
export function loadState(store: Store): StoredState {
    const rows = <T>(space: Space) => store.load(space) as Map<string, T>;
    const cursors = rows<unknown>('cursor');
    return {
        fleet: {
            devices: unpacked(rows('device'), readDevice, upgraded),
            trends: unpacked(rows<Record<string, TrendPoint[]>>('trend'), readTrends),
            alarms: rows<StoredAlarm>('alarm'),
            windows: unpacked(rows('window'), readWindows)
        },
        outbox: {
            events: rows<AlarmEvent>('outbox'),
            results: rows<CommandResultRow>('result'),
            dirty: [...rows<unknown>('dirty')].map(([key, row]) => marksOf(store, key, row))
        },
        quarantine: rows<QuarantinedDevice>('quarantine'),
        commands: rows<unknown>('command'),
        commandPosition: cursors.get('commands') as number | undefined,
        catalogue: cursors.get('catalogue') as CatalogueRows | undefined
    };
}

/** Packed rows are read; what an earlier version stored as JSON is taken as it is. */
function unpacked<T>(
    rows: Map<string, unknown>,
    read: (row: RowReader) => T,
    upgrade = (row: T): T => row
): Map<string, T> {
    const found = rows as Map<string, T>;
    for (const [key, row] of rows) found.set(key, row instanceof RowReader ? read(row) : upgrade(row as T));
    return found;
}

/** An earlier version stored the keys of messages as texts, which say nothing to this one. */
function upgraded(device: StoredDevice): StoredDevice {
    return { ...device, recent: device.recent.filter((key) => typeof key === 'number') };
}

/** An earlier version stored every mark in a row of its own. */
function marksOf(store: Store, key: string, row: unknown): { device: string; signals: readonly string[] } {
    if (row instanceof RowReader) return readMarks(key, row);
    store.remove('dirty', key);
    const { device, signal } = row as { device: string; signal?: string };
    return { device, signals: [signal ?? ''] };
}
