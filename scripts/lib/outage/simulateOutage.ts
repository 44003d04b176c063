import { connectAsync, type MqttClient } from 'mqtt';
import { startBroker } from '../../../iot-bridge/test/support/broker.ts';
import { deviceName, OutagePlant } from './outagePlant.ts';

/** How long an org is away, and how large the plant is. */
export interface OutageOptions {
    readonly assets: number;
    /** Hours of simulated time. */
    readonly hours: number;
    /** Simulated seconds that pass in a real one. */
    readonly clockFactor: number;
    readonly tell?: (line: string) => void;
}

/** What an outage left behind, and how the bridge caught up. */
export interface OutageFigures {
    readonly messages: number;
    /** Alarms and snapshots that waited when the org came back, and the most that ever did. */
    readonly backlogAlarms: number;
    readonly backlogSnapshots: number;
    readonly mostSnapshots: number;
    /** Requests that the org refused while it was away. */
    readonly requestsRefused: number;
    /** Requests of the bridge from the return of the org until everything is delivered. */
    readonly requestsToDrain: number;
    /** Real seconds from the return, with the local org as the slower side. */
    readonly secondsUntilAlarmsDrained: number;
    readonly secondsUntilDrained: number;
    /** Alarm records in the org, of as many episodes. */
    readonly alarms: number;
    readonly episodes: number;
    readonly endedAlarms: number;
    /** Assets that show the value sent last. */
    readonly assetsUpToDate: number;
    readonly deadLetters: number;
}

const definition = 'Motor_Winding_Temperature_High';
/** Simulated time between two messages of a machine. */
const roundMs = 1_800_000;
/** Rounds in which machines are hot: every one at first, then every second one. */
const heat = { from: 2, everySecondFrom: 6 };
const degrees = { hot: 250, usual: 150 };
/** Every round changes the speed of every machine. */
const speedOf = (round: number): number => 1000 + 10 * round;
/** Messages under way at most. */
const inFlight = 200;

/**
 * Lets the org refuse everything for hours of the bridge's time, while its machines go on, and watches it catch up: the
 * bridge as an operator runs it, a broker, and the local org, each a process of its own.
 */
export async function simulateOutage(options: OutageOptions): Promise<OutageFigures> {
    const broker = await startBroker();
    const plant = await OutagePlant.start(options.assets);
    const machines = await connectAsync(broker.url);
    try {
        await plant.startBridge(broker.url, options.clockFactor);
        await plant.until(async () => (await plant.status()).sources.every(({ connected }) => connected), 'it listens');
        const { rounds, ...outage } = await letPass(plant, machines, options);
        return { ...outage, ...(await catchUp(plant, options)), ...(await lookAt(plant, rounds)) };
    } finally {
        await machines.endAsync(true);
        await plant.stop();
        await broker.stop();
    }
}

async function letPass(plant: OutagePlant, machines: MqttClient, { assets, hours, tell }: OutageOptions) {
    await plant.refuseAll();
    await plant.changePace();
    const began = plant.now();
    const rounds = (hours * 3_600_000) / roundMs;
    let mostSnapshots = 0;
    for (let round = 0; round < rounds; round++) {
        for (let from = 0; from < assets; from += inFlight) {
            const numbers = Array.from({ length: Math.min(inFlight, assets - from) }, (_, index) => from + index);
            await Promise.all(numbers.map((number) => send(machines, plant.now(), number, round)));
        }
        const sent = (round + 1) * assets;
        await plant.until(async () => (await plant.status()).messages >= sent, 'the bridge has the round', 120_000);
        mostSnapshots = Math.max(mostSnapshots, (await plant.status()).outbox.snapshots);
        tell?.(`${((plant.now() - began) / 3_600_000).toFixed(1)} of ${hours} h, ${sent} messages`);
        const next = began + (round + 1) * roundMs;
        await plant.until(() => Promise.resolve(plant.now() >= next), 'the next round begins');
    }
    await plant.changePace();
    return { rounds, messages: rounds * assets, mostSnapshots };
}

async function send(machines: MqttClient, at: number, number: number, round: number): Promise<void> {
    const hot = round >= heat.from && (round < heat.everySecondFrom || number % 2 === 0);
    const metrics = {
        windingTemperature: hot ? degrees.hot : degrees.usual,
        bearingTemperature: 50,
        bearingVibration: 1 + (round % 2),
        motorSpeed: speedOf(round),
        current: 20
    };
    const payload = JSON.stringify({ timestamp: new Date(at).toISOString(), state: 'Running', metrics });
    await machines.publishAsync(`plant/out/${deviceName(number)}/telemetry`, payload, { qos: 1 });
}

async function catchUp(plant: OutagePlant, { tell }: OutageOptions) {
    const { alarms: backlogAlarms, snapshots: backlogSnapshots } = (await plant.status()).outbox;
    tell?.(`the org comes back; ${backlogAlarms} alarms and ${backlogSnapshots} snapshots wait`);
    const requestsRefused = await plant.comeBack();
    const returnedAt = performance.now();
    const before = await plant.requestsLeft();
    const seconds = (): number => Math.round((performance.now() - returnedAt) / 100) / 10;
    const limitMs = 1_200_000;
    await plant.until(async () => (await plant.status()).outbox.alarms === 0, 'the alarms are delivered', limitMs);
    const secondsUntilAlarmsDrained = seconds();
    await plant.until(async () => (await plant.status()).outbox.snapshots === 0, 'all is delivered', limitMs);
    const secondsUntilDrained = seconds();
    const { deadLetters } = await plant.status();
    const requestsToDrain = before - (await plant.requestsLeft()) - 1;
    return {
        backlogAlarms,
        backlogSnapshots,
        requestsRefused,
        requestsToDrain,
        secondsUntilAlarmsDrained,
        secondsUntilDrained,
        deadLetters
    };
}

/** What stands in the org afterwards. */
async function lookAt(plant: OutagePlant, rounds: number) {
    const { connection } = plant.org;
    const count = async (from: string): Promise<number> => (await connection.query(`SELECT COUNT() ${from}`)).totalSize;
    const ofDefinition = `FROM Alarm__c WHERE Definition__c = '${definition}'`;
    const flows = async (): Promise<string> => [await count(ofDefinition), await ended()].join();
    const ended = (): Promise<number> => count(`${ofDefinition} AND State__c LIKE 'Returned%'`);
    // Flows run after the event is taken; the figures stand once two looks agree.
    let last = '';
    await plant.until(
        async () => {
            const now = await flows();
            await new Promise((resolve) => setTimeout(resolve, 1000));
            const same = now === last;
            last = now;
            return same;
        },
        'the flows of the org have ended',
        600_000
    );
    const distinct = `SELECT COUNT_DISTINCT(Episode_Key__c) episodes ${ofDefinition}`;
    const { records } = await connection.query<{ episodes: number }>(distinct);
    return {
        alarms: await count(ofDefinition),
        episodes: records[0]?.episodes ?? 0,
        endedAlarms: await ended(),
        assetsUpToDate: await count(`FROM Asset WHERE Speed__c = ${speedOf(rounds - 1)}`)
    };
}
