import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { loadConfig } from '../config/index.ts';
import { BridgeError } from '../errors.ts';
import { DeadLetterFile } from '../store/index.ts';
import type { StoredDeadLetter } from '../store/index.ts';
import { print, reporting } from './output.ts';

interface Options {
    config: string;
    limit?: string;
}

/** Options of `edit`. */
interface EditOptions extends Options {
    payload?: string;
}

/** `dead-letters list | show | edit | replay | drop`: what was given up, also while the bridge runs. */
export function registerDeadLetterCommands(command: Command): void {
    const group = command.command('dead-letters').description('Messages and records that were given up.');
    const add = (name: string, description: string): Command =>
        group.command(name).description(description).requiredOption('--config <file>', 'configuration file');
    add('list', 'List them, newest first.')
        .option('--limit <count>', 'how many', '50')
        .action(reporting((options: Options) => list(options)));
    add('show', 'Show one with its bytes.')
        .argument('<id>')
        .action(reporting((id: string, options: Options) => withFile(options, (file) => show(file.get(idOf(id))))));
    add('edit', 'Replace the bytes of one by those of a file or of standard input; replay it afterwards.')
        .argument('<id>')
        .option('--payload <file>', 'file with the new bytes; else standard input')
        .action(reporting((id: string, options: EditOptions) => withFile(options, (file) => edit(file, id, options))));
    add('replay', 'Take one back into the bridge, or all.')
        .argument('<id>', 'number, or "all"')
        .action(
            reporting((id: string, options: Options) =>
                withFile(options, (file) => tell(file.replay(target(id)), 'marked'))
            )
        );
    add('drop', 'Delete one, or all.')
        .argument('<id>', 'number, or "all"')
        .action(
            reporting((id: string, options: Options) =>
                withFile(options, (file) => tell(file.drop(target(id)), 'deleted'))
            )
        );
}

function edit(file: DeadLetterFile, id: string, { payload }: EditOptions): void {
    const { stage } = file.get(idOf(id));
    const bytes = readFileSync(payload ?? 0);
    if (stage === 'sink') JSON.parse(bytes.toString('utf8'));
    file.edit(idOf(id), bytes);
    print(`${bytes.length} bytes written; take it back with replay ${id}`);
}

function withFile(options: Options, work: (file: DeadLetterFile) => void): void {
    const file = new DeadLetterFile(loadConfig(options.config).dataDirectory);
    try {
        work(file);
    } finally {
        file.close();
    }
}

function list(options: Options): void {
    withFile(options, (file) => {
        for (const { id, status, at, stage, subject, attempts, reason } of file.list(Number(options.limit ?? 50))) {
            print([id, status, new Date(at).toISOString(), stage, subject, `attempts=${attempts}`, reason].join('  '));
        }
    });
}

function show({ payload, ...letter }: StoredDeadLetter): void {
    print(JSON.stringify({ ...letter, at: new Date(letter.at).toISOString() }, null, 2));
    const text = new TextDecoder('utf-8').decode(payload);
    print(text.includes('\uFFFD') ? `hex ${Buffer.from(payload).toString('hex')}` : text);
}

function tell(count: number, what: string): void {
    print(`${count} ${what}${what === 'marked' ? '; a running bridge takes them back within seconds' : ''}`);
}

function target(id: string): number | 'all' {
    return id === 'all' ? 'all' : idOf(id);
}

function idOf(text: string): number {
    const id = Number(text);
    if (!Number.isInteger(id)) throw new BridgeError('DEAD_LETTER_UNKNOWN', { id: text });
    return id;
}
