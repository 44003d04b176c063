import type { QueryRow, RecordData } from '../../platform.ts';
import type { Runtime } from './runtime.ts';

/** All rows of a query, page by page, without nested rows. */
export function rowsOf(runtime: Runtime, soql: string): RecordData[] {
    const rows: RecordData[] = [];
    let page = runtime.records.query(runtime.execution, soql);
    for (;;) {
        rows.push(...page.records.map(flat));
        if (page.done || page.nextPage === undefined) return rows;
        page = runtime.records.queryMore(runtime.execution, page.nextPage);
    }
}

function flat(row: QueryRow): RecordData {
    const record: RecordData = {};
    for (const [name, value] of Object.entries(row)) {
        if (typeof value !== 'object' || value === null) record[name] = value;
    }
    return record;
}
