import type { Command } from 'commander';
import { connectAsync } from 'mqtt';
import { compileCatalogue, emptyCatalogue } from '../catalogue/index.ts';
import { loadConfig } from '../config/index.ts';
import type { BridgeConfig, MqttConfig } from '../config/index.ts';
import { BridgeError, reasonOf } from '../errors.ts';
import { UnitConverter } from '../map/index.ts';
import { planSending } from '../outbox/index.ts';
import { SalesforceOrg } from '../sink/salesforce/index.ts';
import type { Org } from '../sink/org.ts';
import { clientOptions } from '../source/mqtt/clientOptions.ts';
import { print, reporting } from './output.ts';

/** One link of the chain and how to try it; resolves with what was found. */
interface Check {
    name: string;
    run: () => Promise<string>;
}

/** `doctor`: walks the chain link by link and names the first broken one. */
export function registerDoctor(command: Command): void {
    command
        .command('doctor')
        .description('Walk the chain from the broker to the org and name the first broken link.')
        .requiredOption('--config <file>', 'configuration file')
        .action(reporting(({ config }: { config: string }) => doctor(loadConfig(config))));
}

async function doctor(config: BridgeConfig): Promise<void> {
    for (const { name, run } of checks(config, new SalesforceOrg(config.salesforce))) {
        try {
            print(`ok      ${name}: ${await run()}`);
        } catch (error) {
            print(`broken  ${name}: ${reasonOf(error)}`);
            if (error instanceof BridgeError) print(`        ${error.fix}`);
            process.exitCode = 2;
            return;
        }
    }
}

function checks(config: BridgeConfig, org: Org): Check[] {
    return [
        ...config.mqtt.map((broker) => ({ name: `broker ${broker.name}`, run: () => tryBroker(broker) })),
        { name: 'login', run: () => org.connect().then(() => config.salesforce.loginUrl) },
        { name: 'definitions and assets', run: () => tryCatalogue(org) },
        { name: 'limits', run: () => tryLimits(config, org) }
    ];
}

/** A client id of its own, so that a running bridge is not thrown out. */
async function tryBroker(broker: MqttConfig): Promise<string> {
    const options = {
        ...clientOptions(broker),
        clientId: `${broker.clientId}-doctor`,
        clean: true,
        reconnectPeriod: 0
    };
    try {
        const client = await connectAsync(broker.url, { ...options, reconnectOnConnackError: false });
        await client.endAsync();
        return broker.url;
    } catch (cause) {
        const reason = reasonOf(cause);
        const code = reason.startsWith('Connection refused') ? 'BROKER_REFUSED' : 'BROKER_UNREACHABLE';
        throw new BridgeError(code, { url: broker.url, reason }, cause);
    }
}

async function tryCatalogue(org: Org): Promise<string> {
    const rows = await org.readCatalogue('full');
    const { assets, signals, alarms, problems } = compileCatalogue(rows, emptyCatalogue, new UnitConverter());
    const [first] = problems;
    if (first) throw new Error(first.reason);
    return `${assets.size} devices, ${signals.length} signals, ${alarms.length} alarms`;
}

async function tryLimits(config: BridgeConfig, org: Org): Promise<string> {
    const limits = await org.readLimits();
    const daily = limits.DailyApiRequests;
    const left = daily ? `${daily.remaining} of ${daily.maximum} daily API requests left` : 'the org states none';
    return `${left}; telemetry is sent at the step ${planSending(limits, config.governor).step}`;
}
