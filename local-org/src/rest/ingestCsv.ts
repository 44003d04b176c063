import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { messageOf, SalesforceError } from '../errors.ts';
import type { SaveResult } from '../platform.ts';
import type { RecordInput } from '../records/loadInput.ts';

/** A row of a CSV by column name. */
export type CsvRow = Readonly<Record<string, string>>;

/** @throws SalesforceError `INVALIDBATCH` for text that is no CSV. */
export function readCsv(csv: Buffer, delimiter: string): CsvRow[] {
    try {
        const options = { columns: true, delimiter, bom: true, skip_empty_lines: true } as const;
        return parse<CsvRow>(csv, options);
    } catch (error) {
        throw new SalesforceError('INVALIDBATCH', `The CSV cannot be read: ${messageOf(error)}`);
    }
}

/** `#N/A` clears a field, an empty cell leaves it as it is; `Account.Key__c` names a parent by external id. */
export function recordOf(row: CsvRow, isInsert: boolean): RecordInput {
    const record: Record<string, unknown> = {};
    for (const [name, text] of Object.entries(row)) {
        if (text === '' || (isInsert && name === 'Id')) continue;
        const value = text === '#N/A' ? null : text;
        const [relationship = '', key] = name.split('.');
        if (key === undefined) record[name] = value;
        else record[relationship] = value === null ? null : { [key]: value };
    }
    return record;
}

/** The errors of a row as the column sf__Error shows them. */
export function errorText(result: SaveResult): string {
    return result.errors.map((error) => `${error.statusCode}:${error.message}:${error.fields.join(' ')} --`).join(' ');
}

/** Rows as CSV with these columns. */
export function csvOf(columns: readonly string[], rows: readonly object[]): string {
    return stringify([...rows], { header: true, columns: [...columns], quoted: true });
}
