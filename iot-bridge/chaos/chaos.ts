import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import type { MachineCommand } from '../src/contract/index.ts';
import { dataDirectory } from '../test/support/bridge.ts';
import { motorMessage, motorPlant } from '../test/support/plant.ts';
import { until } from '../test/support/until.ts';
import { ChaosOrg } from './chaosOrg.ts';
import { goesOnAfterwards, sayThatTheDiskIsFull } from './fullDisk.ts';
import { RestartableBroker } from './restartableBroker.ts';
import type { SmallDisk } from './smallDisk.ts';
import { deadLetters, tallyUp } from './tally.ts';
import type { Happened, Tally } from './tally.ts';
import { VictimProcess } from './victimProcess.ts';
import { furthestJumpMs } from './victimWords.ts';
import type { VictimSetting } from './victimWords.ts';

/** How much chaos. */
export interface ChaosOptions {
    kills: number;
    devices: number;
    /** A restart of the broker after so many kills. */
    brokerRestartEvery: number;
    /** The disk fills up after so many kills. */
    fullDiskEvery: number;
    /** The disk of the bridge; undefined where a small one cannot be had, and then it is never full. */
    disk: SmallDisk | undefined;
    tell(line: string): void;
}

const definition = 'Motor_Bearing_Vibration_High_High';
/** A command that is run so much after its expiry was still published in time. */
const onTheWayMs = 2000;
/** After so long more load is sent to a disk that is not full enough. */
const loadAgainMs = 2000;
/** Life of a command that is given while the disk is full and expires before there is space again. */
const lateMs = 1500;
/** Time a bridge lives: the shortest ones die while they start. */
const lifeMs = { shortest: 250, longest: 1600 };

/** What a victim works between. */
interface Surroundings {
    devices: readonly string[];
    broker: RestartableBroker;
    org: ChaosOrg;
    device: MqttClient;
}

/** A plant under load whose bridge is killed again and again; at the end everything is added up. */
export class Chaos {
    private readonly options: ChaosOptions;
    private readonly devices: readonly string[];
    private readonly broker: RestartableBroker;
    private readonly org: ChaosOrg;
    private readonly device: MqttClient;
    private readonly setting: VictimSetting;
    private readonly began = Date.now() - 7_200_000;
    private readonly transitions = new Set<string>();
    private readonly unreadable = new Set<string>();
    private readonly runs = { counts: new Map<string, number>(), late: new Set<string>() };
    private readonly happened = { brokerRestarts: 0, fullDisks: 0, clockJumps: { forward: 0, back: 0 } };
    private readonly commands = new Set<string>();
    private readonly expiries = new Map<string, number>();
    private cycle = 0;

    private constructor(options: ChaosOptions, { devices, broker, org, device }: Surroundings) {
        this.options = options;
        this.devices = devices;
        this.broker = broker;
        this.org = org;
        this.device = device;
        this.setting = {
            broker: broker.url,
            org: org.url,
            dataDirectory: options.disk ? path.join(options.disk.directory, 'data') : dataDirectory()
        };
    }

    /** Runs the whole of it. */
    static async run(options: ChaosOptions): Promise<Tally & Happened> {
        const devices = Array.from({ length: options.devices }, (_, index) => `nw-motor-${index + 1}`);
        const broker = await RestartableBroker.start();
        const org = await ChaosOrg.start(motorPlant(devices), definition);
        const device = await connectAsync(broker.url, { clientId: 'plant', clean: false, reconnectPeriod: 100 });
        const chaos = new Chaos(options, { devices, broker, org, device });
        try {
            return { ...(await chaos.torment()), ...chaos.happened, orgTroubles: org.troubles };
        } finally {
            await device.endAsync(true);
            await org.stop();
            await broker.stop();
        }
    }

    private async torment(): Promise<Tally> {
        this.device.on('message', (_topic, payload, packet) => this.countCommand(payload, packet.dup));
        await this.device.subscribeAsync('plant/+/+/command', { qos: 1 });
        await this.openSession();
        let victim = this.startVictim();
        await victim.ready();
        for (let kill = 1; kill <= this.options.kills; kill++) {
            // Half of them die while they start, the others at work.
            if (kill % 2 === 0) await victim.ready();
            const load = this.load();
            await wait(lifeMs.shortest + Math.random() * (lifeMs.longest - lifeMs.shortest));
            if (kill % this.options.brokerRestartEvery === 0) await this.restartBroker();
            await victim.end('SIGKILL');
            victim = this.startVictim();
            await load;
            if (this.options.disk && kill % this.options.fullDiskEvery === 0)
                victim = await this.fillUp(this.options.disk, victim);
            if (kill % 20 === 0) this.options.tell(`${kill} of ${this.options.kills} kills`);
        }
        const tally = await this.settle();
        await victim.end('SIGTERM');
        return tally;
    }

    private async restartBroker(): Promise<void> {
        await this.broker.restart();
        this.happened.brokerRestarts++;
    }

    /**
     * The disk fills up under load; every other time the bridge is killed as well before there is space again, so that
     * what it acknowledged without having kept it would be lost.
     */
    private async fillUp(disk: SmallDisk, victim: VictimProcess): Promise<VictimProcess> {
        await victim.ready();
        victim.tell('keep-time');
        disk.fill();
        const number = ++this.happened.fullDisks;
        const isKilled = number % 2 === 0;
        const expiresAt = Date.now() + lateMs;
        // Its expiry is judged by the clock of this bridge; that of the next one jumps.
        if (!isKilled) this.expiring(`late-${number}`, expiresAt);
        const loads = [this.load()];
        // Blocks that SQLite has already may take one load, and what it frees may take another.
        const more = setInterval(() => {
            disk.fill();
            loads.push(this.load());
        }, loadAgainMs);
        await sayThatTheDiskIsFull(victim).finally(() => clearInterval(more));
        await until(() => Date.now() > expiresAt + 2 * onTheWayMs, 'the command has expired');
        const heir = isKilled ? await this.replaceOnFullDisk(victim) : undefined;
        disk.free();
        await Promise.all(loads);
        const next = heir?.hasEnded ? this.startVictim() : (heir ?? victim);
        await goesOnAfterwards(next);
        return next;
    }

    /** A bridge that finds no space at its start ends and says why; its service manager starts it again and again. */
    private async replaceOnFullDisk(victim: VictimProcess): Promise<VictimProcess> {
        await victim.end('SIGKILL');
        const heir = this.startVictim();
        await heir.readyOrEnded();
        if (heir.hasEnded && !heir.hasLogged('STORE_UNUSABLE', 'disk is full')) await heir.ready();
        return heir;
    }

    /** The broker keeps messages for the bridge from now on, also before its first subscription. */
    private async openSession(): Promise<void> {
        const session = await connectAsync(this.broker.url, {
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
        const accounted = (): boolean => {
            const { lost, commandsLost } = this.tally();
            return lost + commandsLost === 0;
        };
        await until(accounted, 'everything is delivered or given up', 60_000).catch(() => undefined);
        return this.tally();
    }

    private tally(): Tally {
        const { transitions, unreadable, commands, expiries, org } = this;
        const dead = deadLetters(this.setting.dataDirectory, definition);
        return tallyUp({ transitions, unreadable, commands, expiries }, org.transitions, dead, this.runs, org.results);
    }

    /** One episode per device, a payload nobody can read and a command. */
    private async load(): Promise<void> {
        const cycle = this.cycle++;
        const raisedAt = this.began + cycle * 1000;
        const sending = this.devices.flatMap((name) => {
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
        this.expiring(`stale-${cycle}`, Date.now() - furthestJumpMs - 1000);
        await Promise.all([...sending, this.send('nw-motor-1', unreadable)]);
    }

    private async send(device: string, payload: string): Promise<void> {
        await this.device.publishAsync(`plant/nw/${device}/telemetry`, payload, { qos: 1 });
    }

    /** Commands for several machines at the same time. */
    private command(cycle: number): void {
        for (const device of this.devices.slice(0, 3)) {
            const key = `reset-${cycle}-${device}`;
            this.commands.add(key);
            this.give({ Command_Key__c: key, Asset_Key__c: device });
        }
    }

    /** A command that expires, or has expired already. */
    private expiring(key: string, at: number): void {
        const [device = ''] = this.devices;
        this.expiries.set(key, at);
        this.give({ Command_Key__c: key, Asset_Key__c: device, Expires_At__c: new Date(at).toISOString() });
    }

    private give(command: Omit<MachineCommand, 'Command__c'>): void {
        this.org.command({ ...command, Command__c: 'Reset' });
    }

    /** A broker that restarts may deliver a message again; it says so, and that is no second run. */
    private countCommand(payload: Uint8Array, repeated: boolean): void {
        const { key } = JSON.parse(new TextDecoder().decode(payload)) as { key: string };
        if (repeated) return;
        this.runs.counts.set(key, (this.runs.counts.get(key) ?? 0) + 1);
        const lateBy = Date.now() - (this.expiries.get(key) ?? Infinity);
        if (lateBy > 0) this.options.tell(`the command ${key} came ${lateBy} ms after its expiry`);
        if (lateBy > onTheWayMs) this.runs.late.add(key);
    }

    private startVictim(): VictimProcess {
        return new VictimProcess(this.setting, this.happened.clockJumps);
    }
}
