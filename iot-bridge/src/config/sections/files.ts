import { z } from 'zod';
import { key } from '../meta.ts';

/** One recording to replay. */
export const fileSection = z.strictObject({
    name: key(z.string().min(1).default('recording'), { description: 'Name of this source in logs and metrics.' }),
    path: key(z.string().min(1), { description: 'Path of the recording.', example: './machine_temperature.csv' }),
    format: key(z.enum(['csv', 'ndjson']).default('csv'), {
        description: 'csv: one row per message, first row names the columns; ndjson: one JSON object per line.'
    }),
    separator: key(z.string().min(1).default(','), { description: 'Column separator of a CSV file.' }),
    topic: key(z.string().min(1), {
        description:
            'Topic the rows are replayed on. `{column}` inserts a column, `{column:3}` pads it with zeros to three digits.',
        example: 'plant/nab/nab-machine-01/telemetry'
    }),
    timeColumn: key(z.string().min(1).default('timestamp'), { description: 'Column or path with the recorded time.' }),
    timeOffset: key(
        z
            .string()
            .regex(/^([+-]\d\d:\d\d|Z)$/)
            .default('Z'),
        { description: 'Offset from UTC of times that are written without one.' }
    ),
    fields: key(z.record(z.string(), z.string()).default({}), {
        description: 'Path in the message ← column of the recording. Empty: an NDJSON line is used as it is.',
        example: { 'metrics.temperature': 'value' }
    }),
    speed: key(z.number().min(0).default(0), {
        description: 'Recorded seconds that pass in one real second; 0 replays as fast as possible.'
    })
});

/** Settings of one recording. */
export type FileConfig = z.infer<typeof fileSection>;
