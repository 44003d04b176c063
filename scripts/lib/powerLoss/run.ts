import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { startBridge, type BridgeProcess } from '../demo/bridgeProcess.ts';
import { startBroker } from '../demo/broker.ts';
import { startLocalOrg, type LocalOrg } from '../demo/localOrg.ts';
import { assignPermissionSets } from '../demo/permissions.ts';
import { publishAlarmEvents, readAlarmEvents } from './alarmEvents.ts';
import { countSilent, readFailures, readState, stateChanges, type OrgState } from './orgState.ts';
import { messageOf, neighbourMachines, shuffled, siteMachines, type SiteMachine, type SiteMessage } from './site.ts';
import { createSites } from './siteRecords.ts';
import { POLL_MS, secondsBetween, until } from './waiting.ts';

/** How large the loss is. */
export interface PowerLossOptions {
    readonly projectFolder: string;
    /** Machines that lose their power, gateways included. */
    readonly machines: number;
    /** Over how many seconds the last messages of the machines are spread, and with them their alarms. */
    readonly spreadSeconds: number;
    /** How often every message and every alarm event is repeated. */
    readonly repetitions: number;
    /** Whether a gateway stands before each line; without one the flood is the root. */
    readonly gateways: 'each-line' | 'none';
    /** Longest time from the first alarm until every alarm has its Case. */
    readonly limitSeconds: number;
    readonly onProgress: (text: string) => void;
}

/** How long the alarms took, in seconds. */
export interface LossTimes {
    /** From the first silence alarm to the last one, as the bridge raised them. */
    readonly secondsOfAlarms: number;
    /** From the first silence alarm until all of them have the one Case. */
    readonly secondsToOneCase: number;
    /** From the last silence alarm until all of them have the one Case. */
    readonly secondsBehindLastAlarm: number;
}

/** The figures of a run. */
export interface PowerLossReport extends LossTimes {
    readonly machines: number;
    readonly silenceAlarms: number;
    readonly linkedToCase: number;
    /** Cases of the site that lost its power, closed ones too. */
    readonly cases: number;
    readonly workOrders: number;
    /** Cases of the machines that kept their power and have faults of their own. */
    readonly otherCases: number;
    readonly messages: number;
    readonly repeatedMessages: number;
    readonly repeatedEvents: number;
    readonly restarts: number;
    /** Empty when everything is as it must be. */
    readonly problems: readonly string[];
}

const ROUND_MS = 2000;
const ROUNDS = 3;

/** Cuts the power of a site and repeats everything that was said. @throws when a part does not start */
export async function runPowerLoss(options: PowerLossOptions): Promise<PowerLossReport> {
    const folder = await mkdtemp(path.join(tmpdir(), 'iot-power-loss-'));
    const ends: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
    try {
        const loss = new PowerLoss(options, folder, ends);
        await loss.start();
        return await loss.run();
    } finally {
        for (const end of ends.reverse()) await end();
    }
}

/** One run: the parts it started and what it has sent. */
class PowerLoss {
    private readonly options: PowerLossOptions;
    private readonly folder: string;
    private readonly ends: (() => Promise<void>)[];
    private readonly site: readonly SiteMachine[];
    private readonly neighbours = neighbourMachines(2);
    private readonly sent: SiteMessage[] = [];
    private org: LocalOrg | undefined;
    private bridge: BridgeProcess | undefined;
    private client: MqttClient | undefined;
    private brokerUrl = '';
    private sequence = 0;
    /** Current of the healthy neighbour, in A: tells how far the stream of messages has been taken. */
    private marker = 100;
    private restarts = 0;

    constructor(options: PowerLossOptions, folder: string, ends: (() => Promise<void>)[]) {
        this.options = options;
        this.folder = folder;
        this.ends = ends;
        this.site = siteMachines(options.machines, options.gateways);
    }

    /** Starts org, broker and bridge and fills the org. */
    async start(): Promise<void> {
        const { projectFolder, onProgress, machines } = this.options;
        onProgress('Starting the local org and deploying the package …');
        const org = await startLocalOrg({ projectFolder, dataFolder: path.join(this.folder, 'org'), port: 0 });
        this.org = org;
        this.ends.push(() => org.stop());
        await assignPermissionSets(org.connection, org.users);
        onProgress(`Creating ${String(machines)} machines …`);
        await createSites(org.connection, this.site, this.neighbours);
        const broker = await startBroker(0);
        this.brokerUrl = broker.url;
        this.ends.push(() => broker.stop());
        const client = await connectAsync(broker.url, { clientId: 'site' });
        this.client = client;
        this.ends.push(() => client.endAsync());
        this.ends.push(async () => this.bridge?.stop());
        await this.startBridge();
    }

    /** Lets the machines speak, fall silent, and everything be repeated. */
    async run(): Promise<PowerLossReport> {
        const { options } = this;
        const { onProgress } = options;
        this.keepNeighboursAlive();
        for (let round = 1; round < ROUNDS; round++) await this.speak(ROUND_MS);
        onProgress(`${String(this.site.length)} machines lose their power …`);
        await this.speak(options.spreadSeconds * 1000);
        const { times, problems } = await this.untilLinked();
        await this.taken();
        await this.idle();
        const before = await readState(this.connection);
        onProgress(`All alarms have their Case after ${String(times.secondsToOneCase)} s. Repeating the messages …`);
        const repeatedMessages = await this.repeatMessages();
        problems.push(...stateChanges(before, await readState(this.connection)));
        onProgress('Repeating the alarm events …');
        const repeatedEvents = await this.repeatEvents(before);
        problems.push(...stateChanges(before, await readState(this.connection)));
        problems.push(...(await readFailures(this.connection)));
        return this.report(before, { ...times, repeatedMessages, repeatedEvents, problems });
    }

    private report(
        { alarms, cases, workOrders }: OrgState,
        measured: LossTimes & Pick<PowerLossReport, 'repeatedMessages' | 'repeatedEvents' | 'problems'>
    ): PowerLossReport {
        const silent = alarms.filter((alarm) => alarm.Kind__c === 'Silence');
        const linked = new Set(silent.map((alarm) => alarm.Case__c));
        const other = cases.filter((row) => row.Asset?.Device_Id__c.startsWith('ok-'));
        const own = cases.length - other.length;
        const problems = [
            ...measured.problems,
            ...(own === 1 && linked.size === 1 ? [] : [`${String(own)} Cases instead of one`]),
            ...(silent.length === this.expected ? [] : [`${String(silent.length)} silence alarms`]),
            ...(other.length === 1 ? [] : [`${String(other.length)} Cases of the neighbour instead of one`])
        ];
        return {
            machines: this.site.length,
            silenceAlarms: silent.length,
            linkedToCase: silent.filter((alarm) => alarm.Case__c !== null).length,
            cases: own,
            workOrders,
            otherCases: other.length,
            messages: this.sent.length,
            restarts: this.restarts,
            ...measured,
            problems
        };
    }

    /** A gateway has two alarms: its own, and that of any machine. */
    private get expected(): number {
        return this.site.length + this.site.filter(({ productCode }) => productCode === 'GW-1').length;
    }

    private get connection(): LocalOrg['connection'] {
        if (!this.org) throw new Error('The org has not been started.');
        return this.org.connection;
    }

    private async startBridge(): Promise<void> {
        if (!this.org) throw new Error('The org has not been started.');
        const input = { kind: 'broker', url: this.brokerUrl } as const;
        const folder = path.join(this.folder, 'bridge');
        this.bridge = await startBridge(this.options.projectFolder, folder, this.org, input, () => undefined);
    }

    /** One message of every machine, spread over a time. */
    private async speak(milliseconds: number): Promise<void> {
        const started = Date.now();
        const sequence = ++this.sequence;
        for (const [index, machine] of shuffled(this.site, sequence).entries()) {
            const due = started + (index / this.site.length) * milliseconds;
            if (due > Date.now()) await wait(due - Date.now());
            this.send(messageOf(machine, sequence, new Date()));
        }
    }

    /** The other site goes on, with an ordinary alarm: its Case must stay the only one, too. */
    private keepNeighboursAlive(): void {
        const [faulty, healthy] = this.neighbours;
        const timer = setInterval(() => {
            const sequence = ++this.sequence;
            if (faulty) this.send(messageOf(faulty, sequence, new Date(), { bearingVibration: 5.6 }));
            if (healthy) this.send(messageOf(healthy, sequence, new Date(), { current: this.marker }));
        }, ROUND_MS);
        this.ends.push(() => {
            clearInterval(timer);
            return Promise.resolve();
        });
    }

    private send(message: SiteMessage): void {
        this.sent.push(message);
        this.client?.publish(message.topic, message.payload, { qos: 1 });
    }

    /** Waits until every machine has its alarm, and every alarm its Case. */
    private async untilLinked(): Promise<{ times: LossTimes; problems: string[] }> {
        const { limitSeconds, spreadSeconds } = this.options;
        const deadline = Date.now() + (limitSeconds + spreadSeconds + 120) * 1000;
        for (;;) {
            const { alarms, linked, ...raised } = await countSilent(this.connection);
            const late = Date.now() > deadline;
            if (linked < this.expected && !late) {
                await wait(POLL_MS);
                continue;
            }
            const times = {
                secondsOfAlarms: secondsBetween(raised.earliest, raised.latest),
                secondsToOneCase: secondsBetween(raised.earliest, Date.now()),
                secondsBehindLastAlarm: secondsBetween(raised.latest, Date.now())
            };
            if (late) return { times, problems: [`only ${String(linked)} of ${String(alarms)} alarms have a Case`] };
            const inTime = times.secondsToOneCase <= limitSeconds;
            return { times, problems: inTime ? [] : [`${String(times.secondsToOneCase)} s until all had their Case`] };
        }
    }

    /** Every message again, in another order each time, with a restart of the bridge in the middle of each. */
    private async repeatMessages(): Promise<number> {
        const messages = [...this.sent];
        for (let repetition = 1; repetition <= this.options.repetitions; repetition++) {
            const order = shuffled(messages, repetition);
            const half = Math.floor(order.length / 2);
            await this.publish(order.slice(0, half));
            await this.bridge?.stop();
            await this.publish(order.slice(half));
            await this.taken(() => this.startBridge());
            this.restarts++;
        }
        await this.idle();
        return messages.length * this.options.repetitions;
    }

    /** Every alarm event again, as if the bridge did not know that the org has it. */
    private async repeatEvents({ alarms }: OrgState): Promise<number> {
        const { connection } = this;
        const events = await readAlarmEvents(connection, alarms.length);
        for (let repetition = 1; repetition <= this.options.repetitions; repetition++) {
            await publishAlarmEvents(connection, shuffled(events, repetition));
        }
        await this.idle();
        return events.length * this.options.repetitions;
    }

    private async publish(messages: readonly SiteMessage[]): Promise<void> {
        const { client } = this;
        if (!client) throw new Error('The site is not connected.');
        await Promise.all(messages.map(({ topic, payload }) => client.publishAsync(topic, payload, { qos: 1 })));
    }

    /** Has the healthy neighbour send a value that was never there and waits until the org shows it: everything before has been taken then. */
    private async taken(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
        this.marker++;
        await meanwhile();
        const soql = `SELECT Id FROM Asset_Signal__c WHERE Signal__c = 'Current' AND Value__c = ${String(this.marker)}`;
        await until(120, 'the bridge to take every message', async () => {
            return (await this.connection.query(soql)).totalSize === 1;
        });
    }

    /** Nothing new in bridge and org for three looks in a row. */
    private async idle(): Promise<void> {
        let last = '';
        let equal = 0;
        await until(120, 'bridge and org to come to rest', async () => {
            const counts = await this.bridge?.counts();
            const seen = JSON.stringify(await readState(this.connection));
            equal = seen === last && counts?.alarmsWaiting === 0 ? equal + 1 : 0;
            last = seen;
            return equal >= 3;
        });
    }
}
