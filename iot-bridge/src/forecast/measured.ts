import { setTimeout as wait } from 'node:timers/promises';
import { BridgeError, reasonOf } from '../errors.ts';
import { metricCatalogue } from '../observe/index.ts';
import type { Fleet } from './demand.ts';

/** Counters of a running bridge at one moment. */
export interface Reading {
    atMs: number;
    messages: number;
    assets: number;
    signals: number;
    events: number;
    raised: number;
    commands: number;
    devices: number;
}

const names = {
    messages: metricCatalogue.messages.name,
    accepted: metricCatalogue.accepted.name,
    events: metricCatalogue.events.name,
    commands: metricCatalogue.commands.name,
    devices: metricCatalogue.devices.name
};

/** Reads the metrics of a running bridge twice and says what its fleet does. @throws BridgeError METRICS_UNREADABLE */
export async function measureFleet(address: string, seconds: number, signalsPerDevice: number): Promise<Fleet> {
    const first = await readMetrics(address);
    await wait(seconds * 1000);
    return fleetBetween(first, await readMetrics(address), signalsPerDevice);
}

/** What a fleet did between two readings. Pure. */
export function fleetBetween(first: Reading, second: Reading, signalsPerDevice: number): Fleet {
    const seconds = Math.max(0.001, (second.atMs - first.atMs) / 1000);
    // A counter that went down belongs to a bridge that was started again.
    const rate = (of: (reading: Reading) => number): number => Math.max(0, of(second) - of(first)) / seconds;
    return {
        devices: second.devices,
        signalsPerDevice,
        rowsPerSecond: { assets: rate(({ assets }) => assets), signals: rate(({ signals }) => signals) },
        transitionsPerSecond: rate(({ events }) => events),
        episodesPerDay: rate(({ raised }) => raised) * 86_400,
        commandsPerDay: rate(({ commands }) => commands) * 86_400
    };
}

async function readMetrics(address: string): Promise<Reading> {
    try {
        const response = await fetch(new URL('/metrics', address));
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return parseMetrics(await response.text(), Date.now());
    } catch (cause) {
        throw new BridgeError('METRICS_UNREADABLE', { address, reason: reasonOf(cause) }, cause);
    }
}

/** The counters in a Prometheus exposition. */
export function parseMetrics(text: string, atMs: number): Reading {
    const samples = text.split('\n').flatMap((line) => {
        const parts = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line);
        return parts ? [{ name: parts[1], labels: parts[2] ?? '', value: Number(parts[3]) }] : [];
    });
    const sum = (name: string, label = ''): number =>
        samples
            .filter((sample) => sample.name === name && sample.labels.includes(label))
            .reduce((total, { value }) => total + value, 0);
    return {
        atMs,
        messages: sum(names.messages),
        assets: sum(names.accepted, 'kind="asset"'),
        signals: sum(names.accepted, 'kind="signal"'),
        events: sum(names.events),
        raised: sum(names.events, 'transition="Raised"'),
        commands: sum(names.commands),
        devices: sum(names.devices)
    };
}
