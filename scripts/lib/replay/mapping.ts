import { existsSync } from 'node:fs';
import { open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** How one file becomes messages: keys of a `files` entry in the bridge's configuration. */
const recordingSchema = z.strictObject({
    topic: z.string().min(1).describe('Topic of the messages; `{column:3}` inserts a column with three digits.'),
    timeColumn: z.string().min(1).describe('Column with the date and time.'),
    timeOffset: z.string().min(1).describe('Offset from UTC of the times: Z or +01:00.'),
    fields: z.record(z.string(), z.string()).describe('Path in the message: column.')
});

/** How a recording is fed to the bridge; one YAML file in `config/replay` for each kind of recording. */
export const replayMappingSchema = z.strictObject({
    name: z.string().min(1).describe('Name of the mapping.'),
    columns: z.array(z.string()).min(1).describe('Columns that a file must have to be played with this mapping.'),
    recording: recordingSchema.describe('How the file is read.'),
    companions: z
        .array(recordingSchema.extend({ file: z.string().min(1).describe('Name of a file beside the recording.') }))
        .describe('Further files; those that are not there are left out.')
});

/** A checked mapping. */
export type ReplayMapping = z.infer<typeof replayMappingSchema>;

/** A file as the bridge's configuration names it. */
export type ReplayedFile = z.infer<typeof recordingSchema> & { readonly name: string; readonly path: string };

/** Every mapping in a folder. @throws when a file is not a valid mapping */
export async function loadMappings(folder: string): Promise<ReplayMapping[]> {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
    return Promise.all(
        names.map(async (name) => {
            const checked = replayMappingSchema.safeParse(parse(await readFile(path.join(folder, name), 'utf8')));
            if (!checked.success) throw new Error(`${name} is no replay mapping: ${z.prettifyError(checked.error)}`);
            return checked.data;
        })
    );
}

/**
 * The files that the bridge reads to play a recording.
 * @throws when the recording cannot be read or no mapping fits its columns
 */
export async function replayedFiles(file: string, mappings: readonly ReplayMapping[]): Promise<ReplayedFile[]> {
    const header = await readHeader(file);
    const mapping = mappings.find((candidate) => candidate.columns.every((column) => header.includes(column)));
    if (!mapping) {
        throw new Error(
            `No replay mapping fits ${file} with the columns ${header.join(', ')}. Add one to config/replay; ` +
                `there are: ${mappings.map((known) => known.name).join(', ')}.`
        );
    }
    const companions = mapping.companions.map(({ file: name, ...companion }) => ({
        ...companion,
        name,
        path: path.join(path.dirname(path.resolve(file)), name)
    }));
    const main = { ...mapping.recording, name: mapping.name, path: path.resolve(file) };
    return [main, ...companions.filter((companion) => existsSync(companion.path))];
}

/** Messages that a file becomes: its rows without the header. */
export async function countRows(file: string): Promise<number> {
    const handle = await open(file);
    let rows = -1;
    for await (const line of handle.readLines()) if (line.trim() !== '') rows += 1;
    return Math.max(0, rows);
}

async function readHeader(file: string): Promise<string[]> {
    const handle = await open(file).catch((cause: unknown) => {
        throw new Error(`The recording ${file} cannot be read. Check the path.`, { cause });
    });
    for await (const line of handle.readLines()) return line.split(',').map((column) => column.trim());
    throw new Error(`The recording ${file} is empty.`);
}
