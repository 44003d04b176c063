import { readFileSync } from 'node:fs';
import path from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { BridgeError, reasonOf } from '../errors.ts';
import { configSchema } from './schema.ts';
import type { BridgeConfig } from './schema.ts';
import type { MqttConfig } from './sections/mqtt.ts';
import { resolveSecrets } from './secrets.ts';
import { hintFor } from './hints.ts';

/** What the loader needs from outside, so that tests can give it. */
export interface LoadContext {
    environment: Readonly<Record<string, string | undefined>>;
    readText(file: string): string;
}

/** The real file system and environment. */
export const processContext: LoadContext = {
    environment: process.env,
    readText: (file) => readFileSync(file, 'utf8')
};

/**
 * Reads and checks a configuration file.
 * Relative paths in it count from the directory of the file.
 * @throws BridgeError CONFIG_FILE_MISSING, CONFIG_INVALID with file, line and hint per problem, CONFIG_SECRET_MISSING
 */
export function loadConfig(file: string, context: LoadContext = processContext): BridgeConfig {
    const config = parseConfig(readConfigText(file, context), file, context);
    return anchorPaths(config, path.dirname(path.resolve(file)));
}

/** Checks the text of a configuration file; `file` is only named in messages. */
export function parseConfig(text: string, file: string, context: LoadContext = processContext): BridgeConfig {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    const [syntax] = document.errors;
    if (syntax) throw invalid(file, [`${file}:${syntax.linePos?.[0].line ?? 1}: ${syntax.message.split('\n')[0]}`]);
    const result = configSchema.safeParse(resolveSecrets(document.toJS() ?? {}, context));
    if (!result.success) throw invalid(file, describeIssues(result.error.issues, document, lines, file));
    const { mqtt, files, webhooks } = result.data;
    const live = mqtt.length + webhooks.length;
    if (live + files.length === 0) throw new BridgeError('SOURCE_MISSING');
    if (live > 0 && files.length > 0) {
        throw invalid(file, [
            `${file}: \`files\` run on recorded time and cannot be combined with \`mqtt\` or \`webhooks\``
        ]);
    }
    return result.data;
}

function readConfigText(file: string, context: LoadContext): string {
    try {
        return context.readText(file);
    } catch (cause) {
        throw new BridgeError('CONFIG_FILE_MISSING', { file, reason: reasonOf(cause) }, cause);
    }
}

function anchorPaths(config: BridgeConfig, directory: string): BridgeConfig {
    const files = config.files.map((entry) => ({ ...entry, path: path.resolve(directory, entry.path) }));
    const mqtt = config.mqtt.map((entry) => anchorCredentials(entry, directory));
    const privacy = { ...config.privacy, ...anchoredFiles(config.privacy, directory) };
    return { ...config, dataDirectory: path.resolve(directory, config.dataDirectory), files, mqtt, privacy };
}

/** Keys of a broker and its parts that name files. */
const fileKeys = new Set([
    'ca',
    'certificate',
    'key',
    'usernameFile',
    'passwordFile',
    'sharedAccessKeyFile',
    'keyFile',
    'pseudonymKeyFile',
    'file'
]);

function anchorCredentials(source: MqttConfig, directory: string): MqttConfig {
    const anchored = <T extends object>(part: T): T => ({ ...part, ...anchoredFiles(part, directory) });
    return {
        ...anchored(source),
        ...(source.tls ? { tls: anchored(source.tls) } : {}),
        ...(source.credential ? { credential: anchored(source.credential) } : {})
    };
}

function anchoredFiles(part: object, directory: string): Record<string, string> {
    const files = Object.entries(part).filter(([name, value]) => fileKeys.has(name) && typeof value === 'string');
    return Object.fromEntries(files.map(([name, value]) => [name, path.resolve(directory, String(value))]));
}

function invalid(file: string, problems: string[]): BridgeError {
    return new BridgeError('CONFIG_INVALID', { file, problems: problems.join('\n') });
}

function describeIssues(issues: z.core.$ZodIssue[], document: Document, lines: LineCounter, file: string): string[] {
    return issues.flatMap((issue) => {
        if (issue.code === 'unrecognized_keys') {
            return issue.keys.map((name) => {
                const line = lineOf(document, lines, [...issue.path, name]);
                return `${file}:${line}: ${dotted([...issue.path, name])}: unknown key${hintFor(issue.path, name)}`;
            });
        }
        return [`${file}:${lineOf(document, lines, issue.path)}: ${dotted(issue.path)}: ${issue.message}`];
    });
}

/** The line of a key, or of the nearest parent that is written. */
function lineOf(document: Document, lines: LineCounter, where: readonly PropertyKey[]): number {
    for (let length = where.length; length > 0; length--) {
        const node = document.getIn(where.slice(0, length), true);
        if (isRanged(node)) return lines.linePos(node.range[0]).line;
    }
    return 1;
}

function isRanged(node: unknown): node is { range: [number, number, number] } {
    return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function dotted(where: readonly PropertyKey[]): string {
    return where.length === 0 ? '(file)' : where.map(String).join('.');
}
