import { collectionLimit, compositeLimit } from '../sink/salesforce/requests.ts';

/** What a fleet does, as far as the org notices. */
export interface Fleet {
    devices: number;
    signalsPerDevice: number;
    /** Rows of Asset and Asset_Signal__c that are written, per second. */
    rowsPerSecond: { assets: number; signals: number };
    /** Alarm transitions per second: raised, acknowledged, cleared … */
    transitionsPerSecond: number;
    /** Alarm episodes per day; each is a row for good, and most open a Case. */
    episodesPerDay: number;
    commandsPerDay: number;
}

/** Settings of the bridge and of the service desk that cost something. */
export interface Habits {
    snapshotSeconds: number;
    catalogueSeconds: number;
    fullCatalogueSeconds: number;
    limitsSeconds: number;
    /** Agents whose browser streams events; 0 where widgets refresh instead. */
    streamingUsers: number;
    /** How long alarms and their Cases stay in the org. */
    retentionDays: number;
    /** Rows besides the alarm itself per episode: Case, Work Order. */
    rowsPerEpisode: number;
}

/** What the org has to bear. */
export interface Demand {
    apiCallsPerDay: { snapshots: number; alarms: number; definitions: number; limits: number; total: number };
    eventsPerHour: number;
    /** Events in the hour in which every device falls silent and comes back. */
    eventsInWorstHour: number;
    deliveriesPerDay: number;
    storageMb: { signals: number; alarms: number; total: number };
}

const day = 86_400;
/** Rows of one page of a query (REST API Developer Guide, "Query"); each further page is a request. */
const rowsPerPage = 2000;
/** Most rows of standard and custom objects count as 2 KB of data storage, whatever they hold. */
const rowMb = 2 / 1024;

/** Works out what a fleet costs the org. Pure; an upper bound where the real number depends on luck. */
export function demandOf(fleet: Fleet, habits: Habits): Demand {
    const transitions = fleet.transitionsPerSecond;
    const snapshots = snapshotCalls(fleet, habits.snapshotSeconds);
    const alarms = transitions * day;
    const morePages = Math.max(0, Math.ceil(fleet.devices / rowsPerPage) - 1);
    const definitions = day / habits.catalogueSeconds + (day / habits.fullCatalogueSeconds) * morePages;
    const limits = day / habits.limitsSeconds;
    const signalsMb = fleet.devices * fleet.signalsPerDevice * rowMb;
    const alarmsMb = fleet.episodesPerDay * habits.retentionDays * (1 + habits.rowsPerEpisode) * rowMb;
    return {
        apiCallsPerDay: { snapshots, alarms, definitions, limits, total: snapshots + alarms + definitions + limits },
        eventsPerHour: transitions * 3600 + fleet.commandsPerDay / 24,
        eventsInWorstHour: transitions * 3600 + fleet.devices * 2,
        deliveriesPerDay: fleet.commandsPerDay + alarms * habits.streamingUsers,
        storageMb: { signals: signalsMb, alarms: alarmsMb, total: signalsMb + alarmsMb }
    };
}

/** Each interval sends what changed in collections, several collections in one request; an idle interval sends none. */
function snapshotCalls({ rowsPerSecond }: Fleet, seconds: number): number {
    const assets = rowsPerSecond.assets * seconds;
    const signals = rowsPerSecond.signals * seconds;
    const collections = Math.ceil(assets / collectionLimit) + Math.ceil(signals / collectionLimit);
    const perInterval = assets + signals < 1 ? assets + signals : Math.ceil(collections / compositeLimit);
    return (day / seconds) * perInterval;
}

/** Rates of a planned fleet. */
export interface Plan {
    devices: number;
    signalsPerDevice: number;
    /** Seconds between two messages of a device. */
    messageSeconds: number;
    /** Share of signals that leave their deadband from one message to the next. */
    changedShare: number;
    alarmsPerDeviceAndDay: number;
    commandsPerDay: number;
}

/** Transitions of one episode: raised, acknowledged, cleared. */
const transitionsPerEpisode = 3;

/**
 * What a planned fleet does: changes within one interval are one row, and a value inside its deadband is sent again after
 * `refreshSeconds`.
 */
export function plannedFleet(plan: Plan, snapshotSeconds: number, refreshSeconds: number): Fleet {
    const { devices, signalsPerDevice, messageSeconds, changedShare } = plan;
    const messages = snapshotSeconds / messageSeconds;
    const changed = messages < 1 ? messages * changedShare : 1 - (1 - changedShare) ** messages;
    const perSignal = Math.max(changed, Math.min(1, snapshotSeconds / Math.max(refreshSeconds, messageSeconds)));
    const anyOfDevice = Math.min(1, messages) * (1 - (1 - perSignal / Math.min(1, messages)) ** signalsPerDevice);
    const episodesPerDay = devices * plan.alarmsPerDeviceAndDay;
    return {
        devices,
        signalsPerDevice,
        rowsPerSecond: {
            assets: (devices * anyOfDevice) / snapshotSeconds,
            signals: (devices * signalsPerDevice * perSignal) / snapshotSeconds
        },
        transitionsPerSecond: (episodesPerDay * transitionsPerEpisode) / day,
        episodesPerDay,
        commandsPerDay: plan.commandsPerDay
    };
}
