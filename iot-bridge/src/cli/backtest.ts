import type { Command } from 'commander';
import { z } from 'zod';
import { backtestQuery } from '../backtest/index.ts';
import { loadConfig } from '../config/index.ts';
import type { BridgeConfig } from '../config/index.ts';
import { BridgeError, reasonOf } from '../errors.ts';
import { print, reporting } from './output.ts';

const answer = z.object({
    definition: z.string(),
    resolution: z.enum(['values', 'minutes']),
    episodes: z.number(),
    episodesPerDay: z.number(),
    cases: z.number(),
    activeMs: z.number(),
    longestMs: z.number(),
    fleeting: z.number(),
    floodShare: z.number(),
    devices: z.array(z.object({ device: z.string(), episodes: z.number(), cases: z.number(), activeMs: z.number() })),
    devicesLeftOut: z.number()
});

type Answer = z.infer<typeof answer>;

/** `backtest`: what an alarm definition would have done, asked of the running bridge. */
export function registerBacktest(command: Command): void {
    const backtest = command
        .command('backtest')
        .description('Try an alarm definition on the recorded past: how often, how long, how many Cases.')
        .requiredOption('--config <file>', 'configuration file of the running bridge')
        .option('--address <url>', 'address of its query API, where it is not that of the configuration')
        .option('--json', 'print the whole answer as JSON');
    for (const [name, schema] of Object.entries(backtestQuery.shape)) {
        const about = schema.meta()?.description ?? `as in the alarm definition`;
        backtest.option(`--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} <value>`, about);
    }
    backtest.action(reporting((options: Record<string, string>) => run(options)));
}

async function run(options: Record<string, string>): Promise<void> {
    const { config: file = '', address, json, ...query } = options;
    const config = loadConfig(file);
    const text = await ask(config, address, query);
    if (json) print(text);
    else for (const line of report(answer.parse(JSON.parse(text)))) print(line);
}

async function ask(config: BridgeConfig, address: string | undefined, query: Record<string, string>): Promise<string> {
    const { host, port, tokens, tls } = config.history.api;
    const base = address ?? `${tls ? 'https' : 'http'}://${host}:${port}`;
    const token = tokens.find(({ scopes }) => scopes.includes('history:read'))?.token ?? '';
    const url = new URL(`/history/v1/backtest?${new URLSearchParams(query).toString()}`, base);
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } }).catch((cause: unknown) => {
        throw new BridgeError('BACKTEST_FAILED', { address: base, reason: reasonOf(cause) }, cause);
    });
    const text = await response.text();
    if (!response.ok) throw new BridgeError('BACKTEST_FAILED', { address: base, reason: problemIn(text) });
    return text;
}

function problemIn(text: string): string {
    const failure = z.object({ error: z.object({ message: z.string(), fix: z.string() }) });
    try {
        const { error } = failure.parse(JSON.parse(text));
        return `${error.message} ${error.fix}`;
    } catch {
        return text.slice(0, 200);
    }
}

function report(result: Answer): string[] {
    const percent = Math.round(result.floodShare * 100);
    const source = result.resolution === 'values' ? 'every value' : 'the worst value of each minute';
    return [
        `${result.definition}: ${result.episodes} alarms (${result.episodesPerDay.toFixed(1)} a day), ${result.cases} Cases`,
        `active ${hours(result.activeMs)} in all, ${hours(result.longestMs)} at most; ${result.fleeting} shorter than 10 s; ${percent} % in floods`,
        `judged by ${source}${result.devicesLeftOut > 0 ? `; ${result.devicesLeftOut} devices were left out` : ''}`,
        ...result.devices.map(
            ({ device, episodes, cases, activeMs }) =>
                `  ${device}: ${episodes} alarms, ${cases} Cases, ${hours(activeMs)}`
        )
    ];
}

function hours(milliseconds: number): string {
    return `${(milliseconds / 3_600_000).toFixed(1)} h`;
}
