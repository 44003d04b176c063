import { inflateRawSync } from 'node:zlib';

/** A table of whole numbers. */
export interface NumberTable {
    readonly rows: number;
    readonly columns: number;
    at(row: number, column: number): number;
}

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/** Reads one table of integers out of an archive of NumPy arrays. @throws Error when it is not there or of another kind */
export function readNpzTable(archive: Buffer, name: string): NumberTable {
    const content = readEntry(archive, `${name}.npy`);
    const headerLength = content.readUInt16LE(8);
    const header = content.toString('latin1', 10, 10 + headerLength);
    const [, type, rows = '', columns = '1'] =
        /'descr': '<(i4|i8)', 'fortran_order': False, 'shape': \((\d+),(?: (\d+),?)?\)/.exec(header) ?? [];
    if (type === undefined) throw new Error(`${name} is no table of integers: ${header.trim()}`);
    const start = 10 + headerLength;
    const width = Number(columns);
    const read =
        type === 'i4'
            ? (index: number) => content.readInt32LE(start + index * 4)
            : (index: number) => Number(content.readBigInt64LE(start + index * 8));
    return { rows: Number(rows), columns: width, at: (row, column) => read(row * width + column) };
}

/** Content of a file in a ZIP archive, by its central directory (PKWARE APPNOTE 4.3). */
function readEntry(archive: Buffer, name: string): Buffer {
    let end = archive.length - 22;
    while (end >= 0 && archive.readUInt32LE(end) !== endOfDirectory) end--;
    if (end < 0) throw new Error('not a ZIP archive');
    let position = archive.readUInt32LE(end + 16);
    while (archive.readUInt32LE(position) === directoryEntry) {
        const nameLength = archive.readUInt16LE(position + 28);
        if (archive.toString('utf8', position + 46, position + 46 + nameLength) === name) {
            return unpack(archive, position);
        }
        position += 46 + nameLength + archive.readUInt16LE(position + 30) + archive.readUInt16LE(position + 32);
    }
    throw new Error(`the archive has no ${name}`);
}

function unpack(archive: Buffer, entry: number): Buffer {
    const local = archive.readUInt32LE(entry + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + archive.readUInt32LE(entry + 20));
    return archive.readUInt16LE(entry + 10) === 0 ? packed : inflateRawSync(packed);
}
