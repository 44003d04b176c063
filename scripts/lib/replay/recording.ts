import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { chooseMapping, type ReplayMapping } from './mapping.ts';

/** One message of a recording. */
export interface RecordedMessage {
    /** Source time in milliseconds since 1970. */
    readonly time: number;
    readonly deviceId: string;
    readonly topic: string;
    readonly metrics: Readonly<Record<string, number | string>>;
}

/** A recording that is ready to be played, in order of time. */
export interface Recording {
    readonly mapping: ReplayMapping;
    readonly messages: readonly RecordedMessage[];
    /** Rows that could not be read, with the reason; they are counted and not played. */
    readonly unreadable: readonly string[];
}

const rowsSchema = z.array(z.record(z.string(), z.string()));

/**
 * Reads a CSV recording with the first mapping that fits its columns.
 * @throws when the file cannot be read or no mapping fits
 */
export async function readRecording(file: string, mappings: readonly ReplayMapping[]): Promise<Recording> {
    const rows = await readRows(file);
    const mapping = chooseMapping(mappings, Object.keys(rows[0] ?? {}), file);
    const unreadable: string[] = [];
    const main = toMessages(rows, mapping, (row) => numbers(row, mapping.metrics), unreadable);
    const companions = await Promise.all(
        mapping.companions.map(async (companion) => {
            const companionFile = path.join(path.dirname(file), companion.file);
            if (!existsSync(companionFile)) return [];
            return toMessages(await readRows(companionFile), mapping, (row) => texts(row, companion.text), unreadable);
        })
    );
    const messages = [...main, ...companions.flat()].sort((a, b) => a.time - b.time);
    return { mapping, messages, unreadable };
}

async function readRows(file: string): Promise<Record<string, string>[]> {
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
        throw new Error(`The recording ${file} cannot be read. Check the path.`, { cause });
    });
    return rowsSchema.parse(parse(text, { columns: true, skip_empty_lines: true, trim: true, bom: true }));
}

function toMessages(
    rows: readonly Record<string, string>[],
    mapping: ReplayMapping,
    metricsOf: (row: Record<string, string>) => Record<string, number | string>,
    unreadable: string[]
): RecordedMessage[] {
    return rows.flatMap((row, index) => {
        const stamp = row[mapping.time.column] ?? '';
        const time = Date.parse(stamp.replace(' ', 'T') + mapping.time.zone);
        const metrics = metricsOf(row);
        if (Number.isNaN(time) || Object.keys(metrics).length === 0) {
            unreadable.push(`row ${String(index + 2)}: ${Number.isNaN(time) ? `"${stamp}" is no time` : 'no values'}`);
            return [];
        }
        const deviceId = deviceOf(row, mapping);
        return [{ time, deviceId, topic: `plant/${mapping.site}/${deviceId}/telemetry`, metrics }];
    });
}

function deviceOf(row: Record<string, string>, { device }: ReplayMapping): string {
    const number = device.column === null ? (device.constant ?? '') : (row[device.column] ?? '');
    return device.prefix + number.padStart(device.digits, '0');
}

function numbers(row: Record<string, string>, metrics: Record<string, string>): Record<string, number> {
    const values = Object.entries(metrics).map(([metric, column]) => [metric, Number.parseFloat(row[column] ?? '')]);
    return Object.fromEntries(values.filter(([, value]) => Number.isFinite(value))) as Record<string, number>;
}

function texts(row: Record<string, string>, metrics: Record<string, string>): Record<string, string> {
    return Object.fromEntries(Object.entries(metrics).map(([metric, column]) => [metric, row[column] ?? '']));
}
