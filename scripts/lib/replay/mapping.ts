import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** How the columns of a recording become messages of devices; one YAML file in `config/replay` each. */
export const replayMappingSchema = z.strictObject({
    name: z.string().min(1).describe('Name of the mapping on the command line.'),
    columns: z.array(z.string()).min(1).describe('Columns that a file must have to be played with this mapping.'),
    time: z.strictObject({
        column: z.string().describe('Column with the date and time.'),
        zone: z.string().describe('Offset from UTC that the times are in: Z or +01:00.')
    }),
    device: z.strictObject({
        prefix: z.string().describe('First part of Asset.Device_Id__c.'),
        column: z.string().nullable().describe('Column with the number of the machine; null when there is only one.'),
        digits: z.int().min(1).max(9).describe('Digits of the number, filled with zeros.'),
        constant: z.string().nullable().describe('The number when there is no column.')
    }),
    site: z.string().describe('Second level of the topic: plant/<site>/<device>/telemetry.'),
    metrics: z.record(z.string(), z.string()).describe('Metric in the message: column with its number.'),
    companions: z
        .array(
            z.strictObject({
                file: z.string().describe('Name of a file beside the recording; left out when it is not there.'),
                text: z.record(z.string(), z.string()).describe('Metric in the message: column with its text.')
            })
        )
        .describe('Further files with the same time and device columns.')
});

/** A checked mapping. */
export type ReplayMapping = z.infer<typeof replayMappingSchema>;

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

/** The mapping whose columns are all in the header. @throws when there is none */
export function chooseMapping(
    mappings: readonly ReplayMapping[],
    header: readonly string[],
    file: string
): ReplayMapping {
    const fitting = mappings.find((mapping) => mapping.columns.every((column) => header.includes(column)));
    if (fitting) return fitting;
    throw new Error(
        `No replay mapping fits ${file} with the columns ${header.join(', ')}. ` +
            `Add one to config/replay; there are: ${mappings.map((mapping) => mapping.name).join(', ')}.`
    );
}
