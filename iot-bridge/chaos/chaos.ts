import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { Store } from '../src/store/index.ts';
import { dataDirectory } from '../test/support/bridge.ts';
import { motorMessage } from '../test/support/plant.ts';
import { until } from '../test/support/until.ts';
import { RestartableBroker } from './restartableBroker.ts';
import { deadLetters, deliveredTransitions, tallyUp } from './tally.ts';
import type { Injected, Tally } from './tally.ts';
import type { VictimSetting } from './victim.ts';

/** How much chaos. */
export interface ChaosOptions {
    kills: number;
    devices: number;
    /** A restart of the broker after so many kills. */
    brokerRestartEvery: number;
    /** A disk that refuses writes after so many kills; 0 leaves it out. */
    diskTroubleEvery: number;
    tell(line: string): void;
}

const definition = 'Motor_Bearing_Vibration_High_High';
/** Long enough that SQLite gives up waiting and the commit fails. */
const diskTroubleMs = 6500;
/** Time a bridge lives: the shortest ones die while they start. */
const lifeMs = { shortest: 250, longest: 1600 };

/** A plant under load whose bridge is killed again and again; at the end everything is added up. */
export class Chaos {
    private readonly options: ChaosOptions;
    private readonly broker: RestartableBroker;
    private readonly device: MqttClient;
    private readonly setting: VictimSetting;
    private readonly began = Date.now() - 7_200_000;
    private readonly transitions = new Set<string>();
    private readonly unreadable = new Set<string>();
    private readonly commandRuns = new Map<string, number>();
    private commands = 0;
    private cycle = 0;

    private constructor(options: ChaosOptions, broker: RestartableBroker, device: MqttClient) {
        const directory = dataDirectory();
        this.options = options;
        this.broker = broker;
        this.device = device;
        this.setting = {
            url: broker.url,
            dataDirectory: directory,
            eventFile: path.join(directory, 'events.ndjson'),
            commandFile: path.join(directory, 'commands.ndjson'),
            devices: Array.from({ length: options.devices }, (_, index) => `nw-motor-${index + 1}`)
        };
    }

    /** Runs the whole of it. */
    static async run(options: ChaosOptions): Promise<Tally> {
        const broker = await RestartableBroker.start();
        const device = await connectAsync(broker.url, { clientId: 'plant', clean: false, reconnectPeriod: 100 });
        const chaos = new Chaos(options, broker, device);
        try {
            return await chaos.torment();
        } finally {
            await device.endAsync(true);
            await broker.stop();
        }
    }

    private async torment(): Promise<Tally> {
        this.device.on('message', (_topic, payload, packet) => this.countCommand(payload, packet.dup));
        await this.device.subscribeAsync('plant/+/+/command', { qos: 1 });
        await this.openSession();
        let victim = this.startVictim();
        await isReady(victim);
        for (let kill = 1; kill <= this.options.kills; kill++) {
            const load = this.load();
            await wait(lifeMs.shortest + Math.random() * (lifeMs.longest - lifeMs.shortest));
            if (kill % this.options.brokerRestartEvery === 0) await this.broker.restart();
            if (this.options.diskTroubleEvery > 0 && kill % this.options.diskTroubleEvery === 0) await this.fillDisk();
            await ended(victim, 'SIGKILL');
            victim = this.startVictim();
            await load;
            if (kill % 20 === 0) this.options.tell(`${kill} of ${this.options.kills} kills`);
        }
        const tally = await this.settle();
        await ended(victim, 'SIGTERM');
        return tally;
    }

    /** The broker keeps messages for the bridge from now on, also before its first subscription. */
    private async openSession(): Promise<void> {
        const session = await connectAsync(this.setting.url, {
            clientId: 'victim',
            clean: false,
            protocolVersion: 5,
            properties: { sessionExpiryInterval: 86_400 }
        });
        await session.subscribeAsync(['plant/+/+/telemetry', 'plant/+/+/status'], { qos: 1 });
        await session.endAsync();
    }

    /** Waits until everything is delivered or given up, and adds up whatever has happened by then. */
    private async settle(): Promise<Tally> {
        const accounted = (): boolean => this.tally().lost === 0;
        await until(accounted, 'everything is delivered or given up', 60_000).catch(() => undefined);
        return this.tally();
    }

    private tally(): Tally {
        const injected: Injected = {
            transitions: this.transitions,
            unreadable: this.unreadable,
            commands: this.commands
        };
        const delivered = deliveredTransitions(this.setting.eventFile, definition);
        return tallyUp(injected, delivered, deadLetters(this.setting.dataDirectory, definition), this.commandRuns);
    }

    /** One episode per device, a payload nobody can read and a command. */
    private async load(): Promise<void> {
        const cycle = this.cycle++;
        const raisedAt = this.began + cycle * 1000;
        const sending = this.setting.devices.flatMap((name) => {
            const episode = `${name}:${definition}:${cycle + 1}:${raisedAt}`;
            this.transitions.add(`${episode} Raised`);
            this.transitions.add(`${episode} Cleared`);
            return [
                this.send(name, motorMessage(raisedAt, 9)),
                this.send(name, motorMessage(raisedAt + 500, 1, { cycle }))
            ];
        });
        const unreadable = `{"cycle":${cycle}`;
        this.unreadable.add(unreadable);
        this.command(cycle);
        await Promise.all([...sending, this.send('nw-motor-1', unreadable)]);
    }

    private async send(device: string, payload: string): Promise<void> {
        await this.device.publishAsync(`plant/nw/${device}/telemetry`, payload, { qos: 1 });
    }

    private command(cycle: number): void {
        const [device = ''] = this.setting.devices;
        const command = { Command_Key__c: `reset-${cycle}`, Asset_Key__c: device, Command__c: 'Reset' };
        appendFileSync(this.setting.commandFile, `${JSON.stringify(command)}\n`);
        this.commands++;
    }

    /** A broker that restarts may deliver a message again; it says so, and that is no second run. */
    private countCommand(payload: Uint8Array, repeated: boolean): void {
        const { key } = JSON.parse(new TextDecoder().decode(payload)) as { key: string };
        if (!repeated) this.commandRuns.set(key, (this.commandRuns.get(key) ?? 0) + 1);
    }

    /** The database refuses every write for a while, as on a full disk. */
    private async fillDisk(): Promise<void> {
        const database = new DatabaseSync(Store.fileIn(this.setting.dataDirectory));
        database.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
        await wait(diskTroubleMs);
        database.exec('ROLLBACK');
        database.close();
    }

    private startVictim(): ChildProcess {
        const script = fileURLToPath(new URL('victim.ts', import.meta.url));
        const execArgv = ['--disable-warning=ExperimentalWarning'];
        return fork(script, [JSON.stringify(this.setting)], { execArgv });
    }
}

/** Ends a bridge. @throws Error when it has ended by itself. */
async function ended(victim: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (victim.exitCode !== null) throw endedByItself(victim);
    const end = once(victim, 'exit');
    victim.kill(signal);
    await end;
}

async function isReady(victim: ChildProcess): Promise<void> {
    await Promise.race([
        once(victim, 'message'),
        once(victim, 'exit').then(() => {
            throw endedByItself(victim);
        })
    ]);
}

function endedByItself(victim: ChildProcess): Error {
    return new Error(`the bridge ended by itself with code ${victim.exitCode}; its own words are above`);
}
