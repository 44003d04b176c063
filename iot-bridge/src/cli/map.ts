import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { decoderNames } from '../decode/index.ts';
import type { DecoderName } from '../decode/index.ts';
import { BridgeError, reasonOf } from '../errors.ts';
import { definitionFile, proposeMapping } from '../propose/index.ts';
import type { MappingProposal } from '../propose/index.ts';
import { readRecordingLines } from '../recording/index.ts';
import type { RecordedMessage } from '../recording/index.ts';
import { print, reporting } from './output.ts';

interface Options {
    sample?: string;
    topic?: string;
    format?: DecoderName;
    model?: string;
    bindTopic?: boolean;
    output?: string;
    json?: boolean;
}

/** `map`: a mapping proposed from sample messages, with the records to deploy. */
export function registerMap(command: Command): void {
    command
        .command('map')
        .description('Propose a route and signal definitions from sample messages.')
        .option(
            '--sample <file>',
            'file with one payload, or lines as `mosquitto_sub -F %J` writes; else standard input'
        )
        .option('--topic <topic>', 'topic of the sample where its lines do not say it')
        .addOption(new Option('--format <format>', 'format, instead of detecting it').choices(decoderNames))
        .option('--model <code>', 'product code of the machine; left out, the definitions are for every product')
        .option('--bind-topic', 'let the definitions read only topics like those of the sample')
        .option('--output <folder>', 'write the records there, in the folder customMetadata')
        .option('--json', 'print the proposal as JSON')
        .action(reporting((options: Options) => map(options)));
}

function map(options: Options): void {
    const name = options.sample ?? 'standard input';
    const proposal = proposeMapping(sampleOf(readSample(options.sample, name), name, options.topic), name, options);
    print(options.json ? JSON.stringify(proposal, null, 2) : describe(proposal).join('\n'));
    const files = proposal.signals.map(({ row }) => definitionFile(row));
    if (options.output === undefined) {
        if (!options.json) for (const file of files) print(`\n<!-- customMetadata/${file.name} -->\n${file.content}`);
        return;
    }
    const folder =
        path.basename(options.output) === 'customMetadata'
            ? options.output
            : path.join(options.output, 'customMetadata');
    mkdirSync(folder, { recursive: true });
    for (const file of files) writeFileSync(path.join(folder, file.name), file.content);
    if (!options.json) print(`\n${files.length} records written to ${folder}`);
}

function readSample(file: string | undefined, name: string): Buffer {
    try {
        return readFileSync(file ?? 0);
    } catch (cause) {
        throw new BridgeError('SAMPLE_UNREADABLE', { file: name, reason: reasonOf(cause) }, cause);
    }
}

/** Lines that all name a topic are several messages; anything else is one payload. */
function sampleOf(bytes: Buffer, name: string, topic = ''): RecordedMessage[] {
    if (bytes.length === 0) throw new BridgeError('SAMPLE_UNREADABLE', { file: name, reason: 'it is empty' });
    try {
        return [...readRecordingLines(bytes.toString('utf8'), name)];
    } catch {
        // A file of one payload is the usual case, so not being a recording is no error.
        return [{ topic, payload: bytes, at: undefined }];
    }
}

function describe({ format, messages, unread, route, notes, signals, leftOut }: MappingProposal): string[] {
    const rows = signals.map(({ row, example, notes: remarks }) => [
        row.Signal_Name__c,
        row.Value_Path__c ?? '',
        row.Value_Type__c ?? '',
        row.Source_Unit__c === row.Unit__c ? (row.Unit__c ?? '-') : `${row.Source_Unit__c} → ${row.Unit__c}`,
        row.Asset_Field__c ?? '-',
        String(example),
        remarks.join('; ')
    ]);
    return [
        `Format ${format}: ${messages} messages read${unread > 0 ? `, ${unread} not` : ''}.`,
        ...notes,
        '',
        'Route for the configuration:',
        stringify({ routes: [route] }).trimEnd(),
        '',
        ...table(['signal', 'path', 'type', 'unit', 'Asset field', 'example', 'to do'], rows),
        ...(leftOut.length > 0 ? ['', 'Left out:'] : []),
        ...leftOut.map((entry) => `  ${entry.path}: ${entry.reason}`)
    ];
}

/** Rows in columns as wide as their longest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
    const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
    return [head, ...rows].map((row) =>
        row
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join('  ')
            .trimEnd()
    );
}
