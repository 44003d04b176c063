import type { StoredAlarm } from './alarm/index.ts';
import type { AlarmEvent, CatalogueRows } from './contract/index.ts';
import type { QuarantinedDevice } from './intake/index.ts';
import type { CommandResultRow, StoredOutbox } from './outbox/index.ts';
import type { StoredDevice, StoredFleet, TrendPoint } from './process/index.ts';
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
            devices: rows<StoredDevice>('device'),
            trends: rows<Record<string, TrendPoint[]>>('trend'),
            alarms: rows<StoredAlarm>('alarm')
        },
        outbox: {
            events: rows<AlarmEvent>('outbox'),
            results: rows<CommandResultRow>('result'),
            dirty: rows<{ device: string; signal?: string }>('dirty')
        },
        quarantine: rows<QuarantinedDevice>('quarantine'),
        commands: rows<unknown>('command'),
        commandPosition: cursors.get('commands') as number | undefined,
        catalogue: cursors.get('catalogue') as CatalogueRows | undefined
    };
}
