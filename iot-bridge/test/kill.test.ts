import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { connectAsync } from 'mqtt';
import type { AlarmEvent } from '../src/index.ts';
import { startBroker } from './support/broker.ts';
import { dataDirectory } from './support/bridge.ts';
import { motorMessage } from './support/plant.ts';
import { until } from './support/until.ts';

const devices = Array.from({ length: 20 }, (_, index) => `nw-motor-${String(index + 1).padStart(2, '0')}`);
const cycles = 40;
const kills = 4;
const alarmName = 'Motor_Bearing_Vibration_High_High';

describe('a bridge that is killed under load', () => {
    it('loses no alarm and doubles no episode', async () => {
        const broker = await startBroker();
        const directory = dataDirectory();
        const eventFile = path.join(directory, 'events.ndjson');
        const start = (): Promise<ChildProcess> => startBridge(broker.url, directory, eventFile);
        let bridge = await start();
        const device = await connectAsync(broker.url);
        const began = Date.now() - 3_600_000;
        const expected = expectedEpisodes(began);
        for (let cycle = 0; cycle < cycles; cycle++) {
            const sent = devices.flatMap((name) => [
                device.publishAsync(topicOf(name), motorMessage(raisedAt(began, cycle), 9), { qos: 1 }),
                device.publishAsync(topicOf(name), motorMessage(raisedAt(began, cycle) + 500, 1), { qos: 1 })
            ]);
            // The kill falls between the sending and the acknowledgements of the bridge.
            if (cycle % (cycles / kills) === 5) {
                bridge.kill('SIGKILL');
                await once(bridge, 'exit');
                bridge = await start();
            }
            await Promise.all(sent);
        }
        await until(() => countCleared(eventFile) >= expected.length, 'every episode has ended', 40_000);
        bridge.kill('SIGTERM');
        await device.endAsync();
        await broker.stop();
        const events = readEvents(eventFile);
        expect(keysOf(events, 'Raised')).toEqual(expected);
        expect(keysOf(events, 'Cleared')).toEqual(expected);
    }, 90_000);
});

function topicOf(device: string): string {
    return `plant/nw/${device}/telemetry`;
}

function raisedAt(began: number, cycle: number): number {
    return began + cycle * 1000;
}

function expectedEpisodes(began: number): string[] {
    return devices
        .flatMap((device) =>
            Array.from(
                { length: cycles },
                (_, cycle) => `${device}:${alarmName}:${cycle + 1}:${raisedAt(began, cycle)}`
            )
        )
        .sort();
}

async function startBridge(url: string, directory: string, eventFile: string): Promise<ChildProcess> {
    const script = path.join(__dirname, 'support/bridgeToKill.ts');
    const child = spawn(process.execPath, [script, url, directory, eventFile, devices.join(',')], {
        stdio: ['ignore', 'pipe', 'inherit']
    });
    await once(child.stdout, 'data');
    return child;
}

/** What the org received; a line the kill cut in half belongs to an event that is sent again. */
function readEvents(file: string): AlarmEvent[] {
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.endsWith('}'))
        .map((line) => JSON.parse(line) as AlarmEvent)
        .filter((event) => event.Definition__c === alarmName);
}

/** Distinct episode keys of a transition: a repeated event is the same episode for the org. */
function keysOf(events: readonly AlarmEvent[], transition: string): string[] {
    const chosen = events.filter((event) => event.Transition__c === transition);
    return [...new Set(chosen.map((event) => event.Episode_Key__c))].sort();
}

function countCleared(file: string): number {
    return keysOf(readEvents(file), 'Cleared').length;
}
