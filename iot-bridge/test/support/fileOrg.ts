import { appendFileSync } from 'node:fs';
import type { CatalogueRows } from '../../src/contract/index.ts';
import type { OutboxRecord, Outcome } from '../../src/pipeline/index.ts';
import { MemoryOrg } from './memoryOrg.ts';

/** An org whose accepted alarm events survive the death of the process: one JSON line each. */
export class FileOrg extends MemoryOrg {
    private readonly file: string;

    constructor(rows: CatalogueRows, file: string) {
        super(rows);
        this.file = file;
    }

    override async write(records: readonly OutboxRecord[]): Promise<Outcome[]> {
        const outcomes = await super.write(records);
        for (const record of records) {
            if (record.kind === 'alarm-event') appendFileSync(this.file, `${JSON.stringify(record.fields)}\n`);
        }
        return outcomes;
    }
}
