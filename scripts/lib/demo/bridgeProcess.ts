import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { ReplayedFile } from '../replay/mapping.ts';
import type { LocalOrg } from './localOrg.ts';
import { startService, type Service } from './service.ts';

/** Where the telemetry comes from. */
export type BridgeInput =
    | { readonly kind: 'broker'; readonly url: string }
    | { readonly kind: 'recording'; readonly files: readonly ReplayedFile[]; readonly speed: number };

/** A running bridge. */
export interface BridgeProcess extends Pick<Service, 'stop' | 'ended'> {
    /** Where it answers questions about the past, and the token that it wants. */
    readonly history: HistoryAccess;
    /** What it has done so far. */
    counts(): Promise<BridgeCounts>;
}

/** How the history of the bridge is reached. */
export interface HistoryAccess {
    readonly url: string;
    readonly token: string;
}

/** Messages that the bridge took, and what it refused. */
export interface BridgeCounts {
    readonly messages: number;
    readonly rejected: number;
    /** What was refused, by reason. */
    readonly reasons: Readonly<Record<string, number>>;
    /** Alarm events that wait for the org. */
    readonly alarmsWaiting: number;
}

/** Ten years: recordings keep their own times. */
const RECORDING_AGE_HOURS = 24 * 365 * 30;

/** Starts the bridge as an operator would: one configuration file, one process. */
export async function startBridge(
    projectFolder: string,
    dataFolder: string,
    org: LocalOrg,
    input: BridgeInput,
    onLine: (line: string) => void
): Promise<BridgeProcess> {
    await mkdir(dataFolder, { recursive: true });
    const configFile = path.join(dataFolder, 'bridge.yaml');
    await writeFile(configFile, stringify(configuration(dataFolder, org, input)));
    const historyToken = randomBytes(24).toString('base64url');
    const service = await startService({
        name: 'The bridge',
        arguments: [path.join(projectFolder, 'iot-bridge/src/main.ts'), 'run', '--config', configFile],
        cwd: dataFolder,
        environment: { SF_CLIENT_SECRET: org.bridgeClient.clientSecret, HISTORY_TOKEN: historyToken },
        isReady: (line) => readyLine.safeParse(line).success,
        onLine
    });
    const { httpAddress, historyAddress } = readyLine.parse(service.ready);
    return {
        stop: () => service.stop(),
        ended: service.ended,
        history: { url: historyAddress, token: historyToken },
        counts: () => readCounts(httpAddress)
    };
}

const readyLine = z.object({ ready: z.literal(true), httpAddress: z.url(), historyAddress: z.url() });

const demoHealth = { sampleSeconds: 1, bucketSeconds: 1, learningSamples: 8, settleSeconds: 0 };

function configuration(dataFolder: string, org: LocalOrg, input: BridgeInput): object {
    return {
        name: 'demo-bridge',
        dataDirectory: path.join(dataFolder, 'bridge'),
        ...(input.kind === 'broker'
            ? { mqtt: [{ url: input.url, protocolVersion: '3.1.1', clientId: 'demo-bridge' }] }
            : {
                  files: input.files.map((file) => ({ ...file, speed: input.speed })),
                  clock: { maximumAgeHours: RECORDING_AGE_HOURS },
                  // A recording holds the signals it holds; what a machine could send besides is not missing.
                  routes: [{ filter: 'plant/+/+/telemetry', format: 'json', deviceLevel: 3, presence: 'partial' }]
              }),
        salesforce: {
            loginUrl: org.url,
            authentication: {
                flow: 'client-credentials',
                clientId: org.bridgeClient.clientId,
                clientSecret: '${env:SF_CLIENT_SECRET}'
            },
            snapshotSeconds: 2,
            catalogueSeconds: 8
        },
        commands: { allowed: ['Start', 'Stop', 'Reset', 'Set Point'] },
        history: { record: 'on', api: { port: 0, tokens: [{ name: 'demo-org', token: '${env:HISTORY_TOKEN}' }] } },
        // The plant lives at the pace of a visitor: what takes hours elsewhere is learned in seconds.
        ...(input.kind === 'broker' && { health: demoHealth }),
        observe: { port: 0, logLevel: 'info' }
    };
}

const status = z.object({
    messages: z.number(),
    rejected: z.record(z.string(), z.number()),
    rejectedTotal: z.number(),
    outbox: z.object({ alarms: z.number() })
});

async function readCounts(address: string): Promise<BridgeCounts> {
    const reply = await fetch(new URL('/status', address));
    const { messages, rejected, rejectedTotal, outbox } = status.parse(await reply.json());
    return { messages, rejected: rejectedTotal, reasons: rejected, alarmsWaiting: outbox.alarms };
}
