import { styleText } from 'node:util';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { compileCatalogue, emptyCatalogue, viewOfModel } from '../catalogue/index.ts';
import { loadConfig } from '../config/index.ts';
import type { BridgeConfig } from '../config/index.ts';
import { demandOf, editionNames, editions, judge, measureFleet, plannedFleet } from '../forecast/index.ts';
import type { Demand, EditionName, Fleet, Judgement } from '../forecast/index.ts';
import { UnitConverter } from '../map/index.ts';
import { SalesforceOrg } from '../sink/salesforce/index.ts';
import { print, reporting } from './output.ts';

interface Options {
    config: string;
    devices?: number;
    signals?: number;
    interval: number;
    changed: number;
    alarms: number;
    commands: number;
    users: number;
    streamingUsers: number;
    retention: number;
    edition?: EditionName;
    measured?: string | true;
    window: number;
    json?: boolean;
}

/** `forecast`: what a fleet will cost the org, by edition. */
export function registerForecast(command: Command): void {
    const number = (flags: string, text: string, fallback?: number): Option =>
        new Option(flags, text).argParser(positive).default(fallback);
    command
        .command('forecast')
        .description('Work out API calls, events, deliveries and storage, and compare them with the editions.')
        .requiredOption('--config <file>', 'configuration file')
        .addOption(number('--devices <count>', 'devices; left out, those of the org'))
        .addOption(number('--signals <count>', 'signals of a device; left out, the mean of the org'))
        .addOption(number('--interval <seconds>', 'time between two messages of a device', 10))
        .addOption(number('--changed <share>', 'share of signals that leave their deadband, per message', 0.3))
        .addOption(number('--alarms <count>', 'alarms of a device and day', 0.5))
        .addOption(number('--commands <count>', 'commands to machines and alarms, per day', 200))
        .addOption(number('--users <count>', 'users of the org', 50))
        .addOption(number('--streaming-users <count>', 'users whose browser streams events', 0))
        .addOption(number('--retention <days>', 'how long alarms and their Cases are kept', 365))
        .addOption(new Option('--edition <name>', 'compare with this edition only').choices(editionNames))
        .option('--measured [url]', 'take rates from the running bridge; its address, else that of the configuration')
        .addOption(number('--window <seconds>', 'how long to measure', 60))
        .option('--json', 'print as JSON')
        .addHelpText('after', '\nExit code 2: no edition that was compared can bear it.')
        .action(reporting((options: Options) => forecast(options)));
}

function positive(text: string): number {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < 0)
        throw new InvalidArgumentError('A number from 0 is expected.');
    return value;
}

async function forecast(options: Options): Promise<void> {
    const config = loadConfig(options.config);
    const fleet = await fleetOf(options, config);
    const demand = demandOf(fleet, {
        snapshotSeconds: config.salesforce.snapshotSeconds,
        catalogueSeconds: config.salesforce.catalogueSeconds,
        fullCatalogueSeconds: config.salesforce.fullCatalogueSeconds,
        limitsSeconds: config.governor.pollSeconds,
        streamingUsers: options.streamingUsers,
        retentionDays: options.retention,
        rowsPerEpisode: 1
    });
    const judged = (options.edition ? [options.edition] : editionNames).map((name) => ({
        edition: editions[name].name,
        limits: judge(demand, editions[name], options.users)
    }));
    if (options.json) print(JSON.stringify({ fleet, demand, editions: judged }, null, 2));
    else for (const line of describe(fleet, demand, judged, options.users)) print(line);
    const bearable = judged.some(({ limits }) => limits.every(({ verdict }) => verdict !== 'breaks'));
    if (!bearable) process.exitCode = 2;
}

async function fleetOf(options: Options, config: BridgeConfig): Promise<Fleet> {
    const known = options.devices !== undefined && options.signals !== undefined ? undefined : await fleetOfOrg(config);
    const devices = options.devices ?? known?.devices ?? 0;
    const signalsPerDevice = options.signals ?? known?.signalsPerDevice ?? 0;
    if (options.measured !== undefined) {
        const { host, port } = config.observe;
        const address = typeof options.measured === 'string' ? options.measured : `http://${host}:${port}`;
        return measureFleet(address, options.window, signalsPerDevice);
    }
    const plan = {
        devices,
        signalsPerDevice,
        messageSeconds: Math.max(0.001, options.interval),
        changedShare: Math.min(1, options.changed),
        alarmsPerDeviceAndDay: options.alarms,
        commandsPerDay: options.commands
    };
    return plannedFleet(plan, config.salesforce.snapshotSeconds, config.processing.refreshSeconds);
}

/** Devices of the org, and how many signals they have by their definitions. */
async function fleetOfOrg(config: BridgeConfig): Promise<{ devices: number; signalsPerDevice: number }> {
    const org = new SalesforceOrg(config.salesforce);
    await org.connect();
    const catalogue = compileCatalogue(await org.readCatalogue('full'), emptyCatalogue, new UnitConverter());
    await org.disconnect();
    const models = Map.groupBy(catalogue.assets.values(), ({ ProductCode: model }) => model ?? undefined);
    const signals = [...models].map(([model, assets]) => viewOfModel(catalogue, model).signals.length * assets.length);
    const devices = catalogue.assets.size;
    return { devices, signalsPerDevice: devices === 0 ? 0 : signals.reduce((sum, count) => sum + count, 0) / devices };
}

function describe(
    { devices, signalsPerDevice, rowsPerSecond }: Fleet,
    { apiCallsPerDay: calls }: Demand,
    judged: readonly { edition: string; limits: readonly Judgement[] }[],
    users: number
): string[] {
    const written = rounded(rowsPerSecond.assets + rowsPerSecond.signals, 1);
    const parts = ['snapshots', 'alarms', 'definitions', 'limits'] as const;
    return [
        `${rounded(devices)} devices with ${rounded(signalsPerDevice, 1)} signals, ${written} rows written per second, ${users} users.`,
        `API calls per day: ${parts.map((part) => `${part} ${rounded(calls[part])}`).join(', ')}.`,
        ...judged.flatMap(({ edition, limits }) => ['', edition, ...limits.map(line)])
    ];
}

const styles = { fits: 'green', tight: 'yellow', breaks: 'red' } as const;

function line({ limit, unit, needed, allowed, verdict }: Judgement): string {
    const share = `${rounded((needed / allowed) * 100)} %`;
    const text = `  ${limit.padEnd(26)}${rounded(needed).padStart(14)} of ${rounded(allowed).padStart(10)} ${unit.padEnd(3)}${share.padStart(10)}  ${verdict}`;
    return styleText(styles[verdict], text, { stream: process.stdout });
}

function rounded(value: number, digits = 0): string {
    return value.toLocaleString('en', { maximumFractionDigits: digits });
}
