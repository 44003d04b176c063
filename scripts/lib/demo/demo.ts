import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Connection } from 'jsforce';
import { loadMappings, replayedFiles } from '../replay/mapping.ts';
import { recordingData, sampleData, sampleDevices } from '../sampleData.ts';
import type { Fault } from '../simulator/fault.ts';
import { Plant } from '../simulator/plant.ts';
import { startSimulator, type RunningSimulator } from '../simulator/publisher.ts';
import { startBridge, type BridgeCounts, type BridgeInput, type BridgeProcess } from './bridgeProcess.ts';
import { startBroker, type Broker } from './broker.ts';
import { CHAIN_QUERY, chainNews, chainRows, type ChainNews, type ChainRow } from './chain.ts';
import { importTree } from './importTree.ts';
import { assignPermissionSets } from './permissions.ts';
import { startLocalOrg, type LocalOrg } from './localOrg.ts';

/** What the machines do in the demo. */
export type DemoInput =
    | { readonly kind: 'plant'; readonly faults: readonly Fault[]; readonly intervalMs: number; readonly seed: number }
    | { readonly kind: 'recording'; readonly file: string; readonly speed: number };

/** How the demo is started. */
export interface DemoOptions {
    readonly projectFolder: string;
    /** 0 takes any free port. */
    readonly orgPort: number;
    readonly brokerPort: number;
    readonly input: DemoInput;
    /** Told before each step and of what the processes say of problems. */
    readonly onProgress: (text: string) => void;
    /** Told of every command that reaches a simulated machine. */
    readonly onCommand?: (deviceId: string, payload: string) => void;
    /** Told when a person has acknowledged an alarm of a device of the plant. */
    readonly onAcknowledge?: (deviceId: string, payload: string) => void;
}

/** The whole product, running on this machine. */
export interface Demo {
    readonly org: LocalOrg;
    readonly connection: Connection;
    readonly brokerUrl: string | undefined;
    readonly simulator: RunningSimulator | undefined;
    readonly plant: Plant | undefined;
    /** Address that opens the record page of a machine, signed in. */
    pageUrl(deviceId: string): Promise<string>;
    counts(): Promise<BridgeCounts>;
    /** Rows of the chain, and what is new since the last call. */
    readChain(): Promise<{ readonly rows: readonly ChainRow[]; readonly news: readonly ChainNews[] }>;
    /** Ends every process, the youngest first; safe to call twice. */
    stop(): Promise<void>;
}

/**
 * Starts local org, broker, bridge and plant (or recording) in this order.
 * @throws when one of them does not start; what has been started is ended before
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
    const folder = await mkdtemp(path.join(tmpdir(), 'iot-demo-'));
    const started: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
    const stop = async () => {
        for (const end of started.splice(0).reverse()) await end();
    };
    try {
        return await startParts(options, folder, started, stop);
    } catch (cause) {
        await stop();
        throw cause;
    }
}

async function startParts(
    options: DemoOptions,
    folder: string,
    started: (() => Promise<void>)[],
    stop: () => Promise<void>
): Promise<Demo> {
    const { input, onProgress, projectFolder } = options;
    onProgress('Starting the local org and deploying the package …');
    const org = await startLocalOrg({
        projectFolder,
        dataFolder: path.join(folder, 'org'),
        port: options.orgPort,
        onLine: (line) => onProgress(line)
    });
    started.push(() => org.stop());
    onProgress('Loading the sample plants …');
    const { connection } = org;
    await assignPermissionSets(connection, org.users);
    await importTree(connection, input.kind === 'plant' ? sampleData(new Date()) : recordingData(new Date()));
    const broker = input.kind === 'plant' ? await startBroker(options.brokerPort) : undefined;
    if (broker) started.push(() => broker.stop());
    onProgress('Starting the bridge …');
    const bridge = await startBridge(
        projectFolder,
        folder,
        org,
        await bridgeInput(input, broker, projectFolder),
        (line) => onProgress(line)
    );
    started.push(() => bridge.stop());
    await org.setNamedCredential('Telemetry_History', bridge.history);
    const running = input.kind === 'plant' && broker ? await startPlant(input, broker, options) : undefined;
    if (running) started.push(() => running.simulator.stop());
    return describeDemo(org, bridge, broker, running, stop);
}

async function bridgeInput(input: DemoInput, broker: Broker | undefined, projectFolder: string): Promise<BridgeInput> {
    if (input.kind === 'plant') return { kind: 'broker', url: broker?.url ?? '' };
    const mappings = await loadMappings(path.join(projectFolder, 'config/replay'));
    return { kind: 'recording', files: await replayedFiles(input.file, mappings), speed: input.speed };
}

interface RunningPlant {
    readonly plant: Plant;
    readonly simulator: RunningSimulator;
}

async function startPlant(
    input: Extract<DemoInput, { kind: 'plant' }>,
    broker: Broker,
    { onCommand, onAcknowledge }: Pick<DemoOptions, 'onCommand' | 'onAcknowledge'>
): Promise<RunningPlant> {
    const plant = new Plant(sampleDevices(), input.faults, input.seed);
    const simulator = await startSimulator(plant, {
        brokerUrl: broker.url,
        intervalMs: input.intervalMs,
        speed: 1,
        ...(onCommand && { onCommand }),
        ...(onAcknowledge && { onAcknowledge })
    });
    return { plant, simulator };
}

function describeDemo(
    org: LocalOrg,
    bridge: BridgeProcess,
    broker: Broker | undefined,
    running: RunningPlant | undefined,
    stop: () => Promise<void>
): Demo {
    let known: readonly ChainRow[] = [];
    return {
        org,
        connection: org.connection,
        brokerUrl: broker?.url,
        plant: running?.plant,
        simulator: running?.simulator,
        pageUrl: (deviceId) => pageUrl(org, deviceId),
        counts: () => bridge.counts(),
        readChain: async () => {
            const { records } = await org.connection.query(CHAIN_QUERY);
            const rows = chainRows.parse(records);
            const news = chainNews(known, rows);
            known = rows;
            return { rows, news };
        },
        stop
    };
}

async function pageUrl(org: LocalOrg, deviceId: string): Promise<string> {
    const asset = await org.connection.sobject('Asset').findOne({ Device_Id__c: deviceId }, ['Id']);
    if (!asset?.Id) throw new Error(`There is no Asset with the device id ${deviceId}.`);
    const page = `/lightning/app/c__IoT_Field_Service/r/Asset/${String(asset.Id)}/view`;
    return `${org.url}/secur/frontdoor.jsp?sid=${encodeURIComponent(org.accessToken)}&retURL=${encodeURIComponent(page)}`;
}
