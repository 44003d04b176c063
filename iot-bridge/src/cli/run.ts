import type { Command } from 'commander';
import { loadConfig } from '../config/index.ts';
import { createBridge } from '../index.ts';
import type { Bridge } from '../index.ts';
import { SalesforceOrg } from '../sink/salesforce/index.ts';
import { print, reporting } from './output.ts';

/** `run`: the bridge until a signal ends it. */
export function registerRun(command: Command): void {
    command
        .command('run')
        .description('Run the bridge until it is interrupted.')
        .requiredOption('--config <file>', 'configuration file')
        .action(reporting(({ config }: { config: string }) => run(config)));
}

async function run(file: string): Promise<void> {
    const config = loadConfig(file);
    const bridge = createBridge(config, { org: new SalesforceOrg(config.salesforce) });
    stopOnSignals(bridge);
    await bridge.start().catch(async (error: unknown) => {
        await bridge.stop();
        throw error;
    });
    void bridge.whenReady().then(() => {
        const { httpAddress, history, notReady } = bridge.status();
        if (notReady.includes('the bridge is starting')) return;
        print(JSON.stringify({ ready: true, httpAddress, historyAddress: history?.address }));
    });
}

/** The first signal ends the bridge in order, the second at once. */
function stopOnSignals(bridge: Bridge): void {
    let asked = false;
    const stop = (): void => {
        if (asked) process.exit(130);
        asked = true;
        void bridge.stop();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
}
