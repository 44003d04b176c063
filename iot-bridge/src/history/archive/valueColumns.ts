import type { SchemaElement } from 'hyparquet';
import type { ColumnSource } from 'hyparquet-writer';
import { qualities } from '../model.ts';
import type { SeriesKey, SeriesKind } from '../model.ts';
import { element } from '../samples/columns.ts';
import type { SampleColumns } from '../samples/columns.ts';

/** Values of one series in the order of time, for a file. */
export interface ValueRun extends SeriesKey {
    kind: SeriesKind;
    columns: SampleColumns;
    /** Texts of states by their code. */
    texts: readonly string[];
}

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const required = { repetition_type: 'REQUIRED' } as const;
const optional = { repetition_type: 'OPTIONAL' } as const;

/**
 * The columns of a file of values: the same in every file, so that any tool reads a folder of them as one table.
 * `value` is null for states and `text` for numbers.
 */
export const valueSchema: SchemaElement[] = [
    { name: 'root', num_children: 6 },
    { name: 'device', ...text, ...required },
    { name: 'signal', ...text, ...required },
    { name: 'at', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', ...required },
    { name: 'value', type: 'DOUBLE', ...optional },
    { name: 'text', ...text, ...optional },
    { name: 'quality', ...text, ...required }
];

/** Runs, one below the other, as the columns of {@link valueSchema}. */
export function columnsOf(runs: readonly ValueRun[]): ColumnSource[] {
    const rows = runs.reduce((sum, { columns }) => sum + columns.at.length, 0);
    const at = new BigInt64Array(rows);
    const [device, signal, quality] = [allocate(rows), allocate(rows), allocate(rows)];
    const value = new Array<number | null>(rows).fill(null);
    const states = new Array<string | null>(rows).fill(null);
    let row = 0;
    for (const run of runs) {
        device.fill(run.device, row, row + run.columns.at.length);
        signal.fill(run.signal, row, row + run.columns.at.length);
        for (let index = 0; index < run.columns.at.length; index++, row++) {
            at[row] = BigInt(element(run.columns.at, index));
            quality[row] = qualities[element(run.columns.quality, index)] ?? 'Bad';
            if (run.kind === 'number') value[row] = element(run.columns.value, index);
            else states[row] = run.texts[element(run.columns.value, index)] ?? '';
        }
    }
    return [
        { name: 'device', data: device },
        { name: 'signal', data: signal },
        { name: 'at', data: at, encoding: 'DELTA_BINARY_PACKED' },
        { name: 'value', data: value },
        { name: 'text', data: states },
        { name: 'quality', data: quality }
    ];
}

function allocate(rows: number): string[] {
    return new Array<string>(rows);
}
