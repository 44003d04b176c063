import type { ArchiveFolder } from '../archive/archiveFolder.ts';
import { ValueFile } from '../archive/valueFile.ts';
import { HistoryError } from '../errors.ts';
import type { SampleColumns } from '../samples/columns.ts';
import type { ArchivedRun, ArchiveTable } from './archiveTable.ts';
import type { Series } from './seriesTable.ts';

/** Files whose footer is kept in memory. */
const CACHED_FILES = 16;
/** Values that are kept decoded, 17 bytes each. */
const CACHED_VALUES = 2_000_000;

/** Reads values from files, and keeps what was read last: charts and exports read the same day several times. */
export class ArchiveReader {
    private readonly table: ArchiveTable;
    private readonly folder: ArchiveFolder;
    private readonly files = new Map<number, ValueFile>();
    private readonly runs = new Map<string, SampleColumns>();
    private cachedValues = 0;

    constructor(table: ArchiveTable, folder: ArchiveFolder) {
        this.table = table;
        this.folder = folder;
    }

    /** Values of a run. @throws HistoryError HISTORY_FILE_UNREADABLE */
    read(run: ArchivedRun, series: Series): SampleColumns {
        const key = `${run.file}:${run.firstRow}`;
        const cached = this.runs.get(key);
        if (cached) return cached;
        const columns = this.fileOf(run.file).readRun(run.firstRow, run.count, (text) => codeOf(series, text));
        this.runs.set(key, columns);
        this.cachedValues += run.count;
        for (const [oldest, { at }] of this.runs) {
            if (this.cachedValues <= CACHED_VALUES) break;
            this.runs.delete(oldest);
            this.cachedValues -= at.length;
        }
        return columns;
    }

    /** Forgets everything that was read, after files were removed or a device erased. */
    forget(): void {
        this.files.clear();
        this.runs.clear();
        this.cachedValues = 0;
    }

    private fileOf(id: number): ValueFile {
        const known = this.files.get(id);
        if (known) return known;
        const entry = this.table.file(id);
        if (!entry) throw new HistoryError('HISTORY_FILE_UNREADABLE', { file: String(id), reason: 'it is not listed' });
        const file = new ValueFile(this.folder.pathOf(entry.place, entry.name));
        this.files.set(id, file);
        const [oldest] = this.files.keys();
        if (this.files.size > CACHED_FILES && oldest !== undefined) this.files.delete(oldest);
        return file;
    }
}

/** Codes are given before values are stored and never taken back, so every text in a file has one. */
function codeOf({ device, signal, textCodes }: Series, text: string): number {
    const code = textCodes.get(text);
    if (code !== undefined) return code;
    throw new HistoryError('HISTORY_CHUNK_DAMAGED', { reason: `state ${text} of ${signal} of ${device} is unknown` });
}
