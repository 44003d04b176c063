import type { Command } from 'commander';
import { ConfigWatcher, loadConfig } from '../config/index.ts';
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
    const watcher = watch(file, bridge);
    stopOnSignals(bridge, () => watcher.stop());
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

/** A changed file, or SIGHUP, brings what is new in it into force. */
function watch(file: string, bridge: Bridge): ConfigWatcher {
    const watcher = new ConfigWatcher({
        file,
        everyMs: 1000,
        // Told by the bridge itself, in log, metrics and status.
        onConfig: (config) => void bridge.reload(config).catch(() => undefined),
        onProblem: (error) => bridge.refuse(error)
    });
    watcher.start();
    process.on('SIGHUP', () => watcher.read());
    return watcher;
}

/** The first signal ends the bridge in order, the second at once. */
function stopOnSignals(bridge: Bridge, before: () => void): void {
    let asked = false;
    const stop = (): void => {
        if (asked) process.exit(130);
        asked = true;
        before();
        // A request that the org does not answer would keep the process alive until it times out.
        void bridge.stop().finally(() => process.exit());
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
}
