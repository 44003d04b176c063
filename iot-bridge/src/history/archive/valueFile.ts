import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { parquetMetadata, parquetSchema } from 'hyparquet';
import type { ColumnMetaData, DecodedArray, FileMetaData, RowGroup } from 'hyparquet';
import { readColumn } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import { HistoryError } from '../errors.ts';
import { qualityCode } from '../model.ts';
import type { Quality } from '../../pipeline/index.ts';
import type { SampleColumns } from '../samples/columns.ts';

/** Read at first from the end of a file, in bytes; longer footers are read again in full. */
const TAIL_BYTES = 65_536;
/** `PAR1` and the length of the footer before it. */
const TRAILER_BYTES = 8;

type ColumnName = 'device' | 'at' | 'value' | 'text' | 'quality';

/**
 * One Parquet file of values, read without waiting: the thread of the store answers one question after the other, and
 * a day of a signal at one a second is decoded in about 15 ms.
 */
export class ValueFile {
    private readonly file: string;
    private readonly metadata: FileMetaData;

    /** Reads the footer. @throws HistoryError HISTORY_FILE_UNREADABLE */
    constructor(file: string) {
        this.file = file;
        this.metadata = guarded(file, () => readFooter(file));
    }

    /**
     * Values of a run, which a writer put at `firstRow`.
     * @param codeOf the code of the text of a state
     * @throws HistoryError HISTORY_FILE_UNREADABLE
     */
    readRun(firstRow: number, count: number, codeOf: (text: string) => number): SampleColumns {
        const columns = { at: new Float64Array(count), value: new Float64Array(count), quality: new Uint8Array(count) };
        let groupStart = 0;
        for (const group of this.metadata.row_groups) {
            const rows = Number(group.num_rows);
            const from = Math.max(firstRow, groupStart);
            const to = Math.min(firstRow + count, groupStart + rows);
            if (from < to) {
                const slice = { offset: from - groupStart, length: to - from, target: from - firstRow };
                guarded(this.file, () => this.fill(columns, group, slice, codeOf));
            }
            groupStart += rows;
        }
        return columns;
    }

    /** Whether any row belongs to a device. @throws HistoryError HISTORY_FILE_UNREADABLE */
    hasDevice(device: string): boolean {
        return this.metadata.row_groups.some((group) => {
            const { min_value: low, max_value: high } = columnOf(group, 'device').statistics ?? {};
            if (typeof low === 'string' && typeof high === 'string' && (device < low || device > high)) return false;
            const names = guarded(this.file, () => this.decode(group, 'device'));
            return Array.from(names as ArrayLike<unknown>).includes(device);
        });
    }

    private fill(
        columns: SampleColumns,
        group: RowGroup,
        { offset, length, target }: { offset: number; length: number; target: number },
        codeOf: (text: string) => number
    ): void {
        const [at, value, text, quality] = (['at', 'value', 'text', 'quality'] as const).map((name) =>
            this.decode(group, name)
        );
        for (let row = offset; row < offset + length; row++) {
            const place = target + row - offset;
            const number: unknown = value?.[row];
            columns.at[place] = Number(at?.[row]);
            columns.value[place] = typeof number === 'number' ? number : codeOf(String(text?.[row]));
            columns.quality[place] = qualityCode(quality?.[row] as Quality);
        }
    }

    private decode(group: RowGroup, name: ColumnName): DecodedArray {
        const column = columnOf(group, name);
        const start = Number(column.dictionary_page_offset ?? column.data_page_offset);
        const bytes = readBytes(this.file, start, Number(column.total_compressed_size));
        const rows = Number(group.num_rows);
        const schemaPath = getTreePath(parquetSchema(this.metadata), column.path_in_schema);
        const element = schemaPath.at(-1)?.element;
        if (!element) throw new Error(`column ${name} is missing`);
        const { data } = readColumn(
            { view: new DataView(bytes), offset: 0 },
            { groupStart: 0, groupRows: rows, selectStart: 0, selectEnd: rows },
            {
                ...column,
                ...{ pathInSchema: column.path_in_schema, element, schemaPath },
                parsers: { ...DEFAULT_PARSERS, timestampFromMilliseconds: Number },
                compressors: { ZSTD: (packed) => zstdDecompressSync(packed) }
            }
        );
        const [only] = data;
        return only && data.length === 1 ? only : data.flatMap((page) => Array.from(page as ArrayLike<number>));
    }
}

function columnOf(group: RowGroup, name: ColumnName): ColumnMetaData {
    const column = group.columns.find(({ meta_data: meta }) => meta?.path_in_schema[0] === name)?.meta_data;
    if (!column) throw new Error(`column ${name} is missing`);
    return column;
}

function readFooter(file: string): FileMetaData {
    const handle = openSync(file, 'r');
    try {
        const { size } = fstatSync(handle);
        const tail = readFrom(handle, Math.max(0, size - TAIL_BYTES), Math.min(size, TAIL_BYTES));
        const length = new DataView(tail).getUint32(tail.byteLength - TRAILER_BYTES, true) + TRAILER_BYTES;
        return parquetMetadata(length <= tail.byteLength ? tail : readFrom(handle, size - length, length));
    } finally {
        closeSync(handle);
    }
}

function readBytes(file: string, start: number, length: number): ArrayBuffer {
    const handle = openSync(file, 'r');
    try {
        return readFrom(handle, start, length);
    } finally {
        closeSync(handle);
    }
}

function readFrom(handle: number, start: number, length: number): ArrayBuffer {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length;) {
        const read = readSync(handle, bytes, done, length - done, start + done);
        if (read === 0) throw new Error('it ends too early');
        done += read;
    }
    return bytes.buffer;
}

function guarded<T>(file: string, work: () => T): T {
    try {
        return work();
    } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new HistoryError('HISTORY_FILE_UNREADABLE', { file, reason }, cause);
    }
}
