import { parse } from 'csv-parse/sync';
import { reasonOf } from '../../errors.ts';
import type { DecodeResult } from '../../pipeline/index.ts';
import { malformed } from '../decoder.ts';
import { readText } from '../json/decodeJson.ts';

/**
 * Decodes lines of comma, semicolon or tab separated values (RFC 4180). Without a header line, definitions address
 * columns as `fields.0`, `fields.1` …; with one, which is a first line without any number followed by others, by name.
 */
export function decodeCsv(payload: Uint8Array): DecodeResult {
    const text = readText(payload);
    if (text === undefined) return malformed('not UTF-8 text');
    const rows = readRows(text);
    if (typeof rows === 'string') return malformed(rows);
    const [head] = rows;
    if (!head) return malformed('the payload is empty');
    if (rows.length === 1 || head.some(isNumeric)) return { messages: rows.map(byColumn), problems: [] };
    return { messages: rows.slice(1).map((row) => byName(head, row)), problems: [] };
}

function readRows(text: string): string[][] | string {
    const [line = ''] = text.split('\n', 1);
    const delimiter = [';', '\t', ','].find((candidate) => line.includes(candidate)) ?? ',';
    try {
        return parse(text, { delimiter, trim: true, skip_empty_lines: true, relax_column_count: true });
    } catch (error) {
        return `not CSV: ${reasonOf(error)}`;
    }
}

function isNumeric(cell: string): boolean {
    return cell !== '' && Number.isFinite(Number(cell.replace(',', '.')));
}

function byColumn(row: readonly string[]): DecodeResult['messages'][number] {
    return { document: { fields: row } };
}

function byName(head: readonly string[], row: readonly string[]): DecodeResult['messages'][number] {
    return { document: Object.fromEntries(head.map((name, index) => [name, row[index]])) };
}
