import type { AlarmEvent } from '../contract/index.ts';
import type { Instant } from '../pipeline/index.ts';
import type { BacktestEpisode, BacktestRequest, BacktestResult, DeviceBacktest, Resolution } from './model.ts';

/** An alarm flood by ISA-18.2: more than ten alarms within ten minutes. */
const FLOOD_ALARMS = 10;
const FLOOD_MS = 10 * 60_000;
const FLEETING_MS = 10_000;
const DAY_MS = 86_400_000;
const NEWEST = 50;

/** Counts what a candidate did among the events of a replay. */
export function countEpisodes(
    events: readonly AlarmEvent[],
    { candidate, from, to }: BacktestRequest,
    tried: { readonly devices: readonly string[]; readonly leftOut: number; readonly resolution: Resolution }
): BacktestResult {
    const episodes = episodesOf(events, candidate.DeveloperName);
    const lasting = ({ raisedAt, clearedAt }: BacktestEpisode) => (clearedAt ?? to) - raisedAt;
    const opensCase = candidate.Priority__c !== 'Low';
    const casesOf = (list: readonly BacktestEpisode[]) => (opensCase ? list.filter(({ root }) => !root).length : 0);
    const sum = (list: readonly BacktestEpisode[]) => list.reduce((total, one) => total + lasting(one), 0);
    const devices = tried.devices.map((device): DeviceBacktest => {
        const own = episodes.filter((one) => one.device === device);
        return { device, episodes: own.length, cases: casesOf(own), activeMs: sum(own) };
    });
    return {
        definition: candidate.DeveloperName,
        from,
        to,
        resolution: tried.resolution,
        episodes: episodes.length,
        episodesPerDay: episodes.length / ((to - from) / DAY_MS),
        cases: casesOf(episodes),
        activeMs: sum(episodes),
        longestMs: Math.max(0, ...episodes.map(lasting)),
        fleeting: episodes.filter((one) => one.clearedAt !== null && lasting(one) < FLEETING_MS).length,
        floodShare: episodes.length === 0 ? 0 : episodes.filter(({ flood }) => flood).length / episodes.length,
        devices: devices.sort((left, right) => right.episodes - left.episodes),
        devicesLeftOut: tried.leftOut,
        newest: episodes.sort((left, right) => right.raisedAt - left.raisedAt).slice(0, NEWEST)
    };
}

function episodesOf(events: readonly AlarmEvent[], definition: string): BacktestEpisode[] {
    const raised = events.filter((event) => event.Transition__c === 'Raised');
    const inFlood = floods(raised.map((event) => Date.parse(event.Raised_At__c)));
    const episodes = new Map<string, BacktestEpisode>();
    for (const event of events.filter(({ Definition__c: name }) => name === definition)) {
        const key = event.Episode_Key__c;
        const known = episodes.get(key);
        const raisedAt = Date.parse(event.Raised_At__c);
        const begun = known ?? {
            device: event.Asset_Key__c,
            raisedAt,
            clearedAt: null,
            value: event.Value__c ?? event.Text_Value__c,
            root: null,
            flood: inFlood(raisedAt)
        };
        const clearedAt = event.Transition__c === 'Cleared' ? Date.parse(event.Occurred_At__c) : begun.clearedAt;
        episodes.set(key, { ...begun, clearedAt, root: event.Root_Episode_Key__c ?? begun.root });
    }
    return [...episodes.values()];
}

/** Tells whether an alarm was one of more than ten within ten minutes. */
function floods(times: readonly Instant[]): (at: Instant) => boolean {
    const sorted = [...times].sort((left, right) => left - right);
    const flooded = new Set<Instant>();
    for (let first = 0; first + FLOOD_ALARMS < sorted.length; first++) {
        const last = first + FLOOD_ALARMS;
        if ((sorted[last] ?? Infinity) - (sorted[first] ?? 0) > FLOOD_MS) continue;
        for (let index = first; index <= last; index++) flooded.add(sorted[index] ?? 0);
    }
    return (at) => flooded.has(at);
}
