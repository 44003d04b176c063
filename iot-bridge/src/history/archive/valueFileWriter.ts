import { zstdCompressSync } from 'node:zlib';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { columnsOf, valueSchema } from './valueColumns.ts';
import type { ValueRun } from './valueColumns.ts';

/** Rows that are written together; a series with fewer shares them with its neighbours. */
const GROUP_ROWS = 65_536;

/**
 * Writes one Parquet file of values, run by run; only the rows of one row group are in memory. Runs must come in the
 * order of device and signal, so that a reader that looks for one device can leave out most row groups.
 */
export class ValueFileWriter {
    private readonly parquet: ParquetWriter;
    private waiting: ValueRun[] = [];
    private waitingRows = 0;
    private written = 0;

    /** Starts a file, in place of one that may be there. */
    constructor(file: string) {
        this.parquet = new ParquetWriter({
            writer: fileWriter(file),
            schema: valueSchema,
            codec: 'ZSTD',
            compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
            // Whole names, so that the statistics tell for certain whether a device can be in a row group.
            statisticsTruncateLength: Infinity,
            createdBy: 'iot-bridge history'
        });
    }

    /** Adds a run. @returns its first row in the file */
    add(run: ValueRun): number {
        const first = this.written + this.waitingRows;
        this.waiting.push(run);
        this.waitingRows += run.columns.at.length;
        if (this.waitingRows >= GROUP_ROWS) this.writeWaiting();
        return first;
    }

    /** Ends the file. @returns its number of rows */
    finish(): number {
        this.writeWaiting();
        void this.parquet.finish();
        return this.written;
    }

    private writeWaiting(): void {
        if (this.waitingRows === 0) return;
        // The writer of `fileWriter` is synchronous, so nothing is left to wait for.
        void this.parquet.write({ columnData: columnsOf(this.waiting), rowGroupSize: 2 * GROUP_ROWS });
        this.written += this.waitingRows;
        this.waiting = [];
        this.waitingRows = 0;
    }
}
