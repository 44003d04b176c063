import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { loadConfig } from '../config/index.ts';
import type { BridgeConfig } from '../config/index.ts';
import { BridgeError } from '../errors.ts';
import { eraseDevice, exportDevice, openStore } from '../history/index.ts';
import type { ErasureReport } from '../history/index.ts';
import { readMarks } from '../outbox/index.ts';
import { readDevice, readTrends, readWindows } from '../process/index.ts';
import { DeviceRowsFile, RowReader } from '../store/index.ts';
import type { DeviceRows } from '../store/index.ts';
import { print, reporting } from './output.ts';

interface ExportOptions {
    config: string;
    device: string[];
    output?: string;
}

interface EraseOptions extends ExportOptions {
    requestedBy: string;
    reason: string;
}

/** `export` and `erase`: what the bridge keeps about a device, or about the devices of a person. */
export function registerPrivacyCommands(command: Command): void {
    command
        .command('export')
        .description('Write everything the bridge keeps about devices, as JSON lines. The bridge must not run.')
        .requiredOption('--config <file>', 'configuration file')
        .requiredOption('--device <id...>', 'Device_Id__c of one or more devices')
        .option('--output <file>', 'file to write; else standard output')
        .action(reporting((options: ExportOptions) => exportAll(options)));
    command
        .command('erase')
        .description('Remove everything the bridge keeps about devices, and prove it. The bridge must not run.')
        .requiredOption('--config <file>', 'configuration file')
        .requiredOption('--device <id...>', 'Device_Id__c of one or more devices')
        .requiredOption('--requested-by <name>', 'who asked for it; kept in the log of deletions')
        .requiredOption('--reason <text>', 'why; kept in the log of deletions')
        .addHelpText('after', '\nExit code 2: a search found something afterwards. The org is not touched.')
        .action(reporting((options: EraseOptions) => eraseAll(options)));
}

async function exportAll({ config: file, device: devices, output }: ExportOptions): Promise<void> {
    const config = await stoppedBridge(file);
    const lines = Readable.from(exportLines(config, devices));
    if (output === undefined) for await (const line of lines) process.stdout.write(String(line));
    else await pipeline(lines, createWriteStream(output));
}

async function* exportLines(config: BridgeConfig, devices: readonly string[]): AsyncGenerator<string> {
    const file = await DeviceRowsFile.open(config.dataDirectory);
    try {
        for (const device of devices) {
            const { rows, deadLetters } = file.find(device);
            for (const row of rows) yield `${JSON.stringify({ type: 'state', device, ...readable(row) })}\n`;
            for (const letter of deadLetters) yield `${JSON.stringify({ type: 'dead-letter', device, ...letter })}\n`;
        }
    } finally {
        file.close();
    }
    if (config.history.record === 'off') return;
    const history = openStore(config.history, { ...config, onTrouble: () => undefined });
    try {
        for (const device of devices) yield* exportDevice(history, device, Date.now());
    } finally {
        await history.close();
    }
}

/** A packed row as the values it holds. */
function readable({ space, key, content }: DeviceRows['rows'][number]): object {
    if (!(content instanceof RowReader)) return { space, key, content };
    if (space === 'device') return { space, key, content: readDevice(content) };
    if (space === 'window') return { space, key, content: readWindows(content) };
    return { space, key, content: space === 'trend' ? readTrends(content) : readMarks(key, content) };
}

async function eraseAll({ config: file, device: devices, requestedBy, reason }: EraseOptions): Promise<void> {
    const config = await stoppedBridge(file);
    const state = await DeviceRowsFile.open(config.dataDirectory);
    const history =
        config.history.record === 'on'
            ? openStore(config.history, { ...config, onTrouble: () => undefined })
            : undefined;
    try {
        for (const device of devices) {
            const removed = state.erase(device);
            const request = { device, requestedBy, reason, at: Date.now() };
            const proof: ErasureReport | undefined = history && (await eraseDevice(history, request));
            const traces = state.traces(device);
            const complete = traces === 0 && (proof?.complete ?? true);
            print(JSON.stringify({ device, removed, traces, history: proof ?? 'off', complete }, null, 2));
            if (!complete) process.exitCode = 2;
        }
    } finally {
        state.close();
        await history?.close();
    }
}

/** The configuration, once it is sure that no bridge with health and metrics answers for it. */
async function stoppedBridge(file: string): Promise<BridgeConfig> {
    const config = loadConfig(file);
    const { http, host, port } = config.observe;
    if (http === 'off' || port === 0) return config;
    const answer = await fetch(`http://${host}:${port}/healthz`, { signal: AbortSignal.timeout(2000) }).catch(
        () => undefined
    );
    if (answer?.ok) throw new BridgeError('BRIDGE_RUNS');
    return config;
}
