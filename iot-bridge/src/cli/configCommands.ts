import type { Command } from 'commander';
import {
    explainPreset,
    explainWebhookPreset,
    hidesUserName,
    loadConfig,
    renderConfigurationDocs,
    renderSample
} from '../config/index.ts';
import { renderErrorDocs } from '../errorDocs.ts';
import { renderMetricsDocs } from '../observe/index.ts';
import { print, reporting } from './output.ts';

const pages = { configuration: renderConfigurationDocs, errors: renderErrorDocs, metrics: renderMetricsDocs };

/** `check`, `sample` and `docs`: everything about the configuration that needs no connection. */
export function registerConfigCommands(command: Command): void {
    command
        .command('check')
        .description(
            'Check a configuration file and print it with all defaults; secrets are left out. What presets fill in is explained on stderr.'
        )
        .requiredOption('--config <file>', 'configuration file')
        .action(reporting(({ config }: { config: string }) => check(config)));
    command
        .command('sample')
        .description('Print a sample configuration with every key.')
        .action(() => print(renderSample()));
    command
        .command('docs')
        .description('Print a reference page.')
        .argument('<page>', `one of ${Object.keys(pages).join(', ')}`)
        .action(reporting((page: string) => docs(page)));
}

function check(file: string): void {
    const config = loadConfig(file);
    const mqtt = config.mqtt.map((source) =>
        hidesUserName(source) && source.username !== undefined ? { ...source, username: '[secret]' } : source
    );
    print(JSON.stringify({ ...config, mqtt }, hideSecrets, 2));
    // Beside the document, so that a program can still read that.
    const explanations = [...config.mqtt.flatMap(explainPreset), ...config.webhooks.flatMap(explainWebhookPreset)];
    for (const line of explanations) process.stderr.write(`${line}\n`);
}

/** Keys of secrets; the address of a PostgreSQL server may hold a password. */
const secretKeys = new Set([
    'password',
    'clientSecret',
    'accessToken',
    'token',
    'secret',
    'postgresUrl',
    'sharedAccessKey'
]);

function hideSecrets(key: string, value: unknown): unknown {
    return secretKeys.has(key) && value !== undefined ? '[secret]' : value;
}

function docs(page: string): void {
    const render = Object.entries(pages).find(([name]) => name === page)?.[1];
    if (!render) throw new Error(`There is no page ${page}. Pages: ${Object.keys(pages).join(', ')}.`);
    print(render());
}
