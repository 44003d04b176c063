import { columnFromArray, float64, tableFromColumns, tableToIPC, timestamp, TimeUnit, utf8 } from '@uwdata/flechette';
import type { Column, DataType } from '@uwdata/flechette';

/** Media type of the Arrow IPC streaming format, as registered with IANA. */
export const arrowType = 'application/vnd.apache.arrow.stream';

/** What a column of an Arrow answer holds; an instant is in ms since 1970. */
export type ArrowKind = 'instant' | 'number' | 'text';
/** Columns of an answer by name, in order. */
export type ArrowColumns = Readonly<Record<string, ArrowKind>>;
/** A row; what it does not name is null. */
export type ArrowRow = Readonly<Record<string, number | string | null>>;

/** A message begins with four bytes 0xFF and the length of its metadata. */
const PREFIX_BYTES = 8;
/** The stream ends with a message of length 0. */
const END_BYTES = 8;

/**
 * Pages of rows as one Arrow IPC stream: the schema once, a record batch for each page, the end. Memory is that of one
 * page, however long the stream is (Arrow Columnar Format, "IPC Streaming Format").
 */
export async function* arrowStream(
    columns: ArrowColumns,
    pages: AsyncIterable<readonly ArrowRow[]>
): AsyncGenerator<Uint8Array> {
    yield schemaOf(encode(columns, []));
    for await (const rows of pages) {
        if (rows.length === 0) continue;
        const bytes = encode(columns, rows);
        yield bytes.subarray(schemaOf(bytes).length, bytes.length - END_BYTES);
    }
    yield new Uint8Array(END_BYTES).fill(0xff, 0, 4);
}

/** The first message, which is the schema and has no body. */
function schemaOf(bytes: Uint8Array): Uint8Array {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getInt32(4, true);
    return bytes.subarray(0, PREFIX_BYTES + length);
}

function encode(columns: ArrowColumns, rows: readonly ArrowRow[]): Uint8Array {
    const built = Object.entries(columns).map(([name, kind]): [string, Column<unknown>] => {
        const cells = rows.map((row) => row[name] ?? null);
        return [name, columnFromArray(cells, typeOf(kind))];
    });
    const bytes = tableToIPC(tableFromColumns(built), { format: 'stream' });
    if (!bytes) throw new Error('an Arrow table without a sink is always bytes');
    return bytes;
}

function typeOf(kind: ArrowKind): DataType {
    if (kind === 'instant') return timestamp(TimeUnit.MILLISECOND, 'UTC');
    return kind === 'number' ? float64() : utf8();
}
