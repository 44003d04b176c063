import type { Command } from 'commander';
import { compileCatalogue, emptyCatalogue } from '../catalogue/index.ts';
import { filtersOf, loadConfig } from '../config/index.ts';
import type { BridgeConfig } from '../config/index.ts';
import { BridgeError, reasonOf } from '../errors.ts';
import { UnitConverter } from '../map/index.ts';
import { planSending } from '../outbox/index.ts';
import { SalesforceOrg } from '../sink/salesforce/index.ts';
import { privacyOf } from '../privacy.ts';
import type { Org } from '../sink/org.ts';
import { diagnose } from '../source/index.ts';
import { print, reporting } from './output.ts';

/** One link of the chain to the org and how to try it; resolves with what was found. */
interface Check {
    name: string;
    run: () => Promise<string>;
}

/** `doctor`: walks the chain link by link and says what is broken and what to do. */
export function registerDoctor(command: Command): void {
    command
        .command('doctor')
        .description('Walk the chain from each broker to the org, and say what is broken and what to do.')
        .requiredOption('--config <file>', 'configuration file')
        .action(reporting(({ config }: { config: string }) => doctor(loadConfig(config))));
}

/** Every broker is tried to its end; the chain to the org stops at the first broken link. */
async function doctor(config: BridgeConfig): Promise<void> {
    for (const broker of config.mqtt) {
        for await (const { step, state, says, advice } of diagnose(broker, filtersOf(broker, config), Date.now()))
            tell(state, `broker ${broker.name}, ${step}`, says, advice);
    }
    for (const { name, run } of checks(config, new SalesforceOrg(config.salesforce))) {
        try {
            tell('ok', name, await run());
        } catch (error) {
            tell('broken', name, reasonOf(error), error instanceof BridgeError ? error.fix : undefined);
            return;
        }
    }
}

function tell(state: 'ok' | 'warning' | 'broken', what: string, says: string, advice?: string): void {
    print(`${state.padEnd(8)}${what}: ${says}`);
    if (advice !== undefined) print(`        ${advice}`);
    if (state === 'broken') process.exitCode = 2;
}

function checks(config: BridgeConfig, org: Org): Check[] {
    return [
        { name: 'login', run: () => org.connect().then(() => config.salesforce.loginUrl) },
        { name: 'definitions and assets', run: () => tryCatalogue(config, org) },
        { name: 'limits', run: () => tryLimits(config, org) }
    ];
}
async function tryCatalogue(config: BridgeConfig, org: Org): Promise<string> {
    const rows = await org.readCatalogue('full');
    const { assets, signals, alarms, problems } = compileCatalogue(
        rows,
        emptyCatalogue,
        new UnitConverter(),
        privacyOf(config)
    );
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
