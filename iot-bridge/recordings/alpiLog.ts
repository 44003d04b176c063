import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { readNpzTable } from './npz.ts';
import type { NumberTable } from './npz.ts';

/** One alarm of one machine. */
export interface LoggedAlarm {
    readonly machine: string;
    readonly code: string;
    readonly at: number;
}

/** Alarms by time for each machine, and how well their times are known. */
export interface AlarmLog {
    readonly alarms: readonly LoggedAlarm[];
    /** `logged`: as the machine wrote them; `spread`: only order and shift are known, spread evenly over the shift. */
    readonly times: 'logged' | 'spread';
    /** Hours the log covers, all machines together. */
    readonly machineHours: number;
}

const shiftMinutes = 480;
const minuteMs = 60_000;
const row = z.object({ timestamp: z.string(), alarm: z.string(), serial: z.string() });

/**
 * The raw log where it is there, else the processed sequences of eight hours, which keep the order of the alarms but
 * not their times. @returns undefined where there is neither
 */
export async function readAlarmLog(folder: string): Promise<AlarmLog | undefined> {
    for (const file of ['raw/alarms.csv', 'alarms_log_data/raw/alarms.csv']) {
        if (existsSync(path.join(folder, file))) return rawLog(await readFile(path.join(folder, file), 'utf8'));
    }
    for (const file of ['processed/all_alarms.npz', 'alarms_log_data/processed/all_alarms.npz']) {
        if (existsSync(path.join(folder, file))) return sequences(await readFile(path.join(folder, file)));
    }
    return undefined;
}

function rawLog(text: string): AlarmLog {
    const rows = z.array(row).parse(parse(text, { columns: true, skip_empty_lines: true }));
    const alarms = rows
        .map(({ timestamp, alarm, serial }) => ({
            machine: serial,
            code: alarm,
            at: Date.parse(`${timestamp.trim().replace(' ', 'T')}Z`)
        }))
        .sort((left, right) => left.at - right.at);
    const hours = [...Map.groupBy(alarms, ({ machine }) => machine).values()].map(
        (own) => ((own.at(-1)?.at ?? 0) - (own[0]?.at ?? 0)) / (60 * minuteMs)
    );
    return { alarms, times: 'logged', machineHours: hours.reduce((sum, value) => sum + value, 0) };
}

/** Every sequence is one shift; those of a machine follow each other. */
function sequences(archive: Buffer): AlarmLog {
    const shifts = new Map<string, number>();
    const alarms: LoggedAlarm[] = [];
    let count = 0;
    for (const part of ['train', 'test']) {
        const codes = readNpzTable(archive, `y_${part}`);
        const machines = readNpzTable(archive, `stratify_${part}`);
        count += codes.rows;
        for (let index = 0; index < codes.rows; index++) {
            const machine = String(machines.at(index, 0));
            const shift = shifts.get(machine) ?? 0;
            shifts.set(machine, shift + 1);
            alarms.push(...spread(sequenceOf(codes, index), machine, shift));
        }
    }
    alarms.sort((left, right) => left.at - right.at);
    return { alarms, times: 'spread', machineHours: (count * shiftMinutes) / 60 };
}

/** Codes of one sequence; 0 fills it up. */
function sequenceOf(codes: NumberTable, row: number): number[] {
    const sequence: number[] = [];
    for (let column = 0; column < codes.columns && codes.at(row, column) !== 0; column++) {
        sequence.push(codes.at(row, column));
    }
    return sequence;
}

function spread(sequence: readonly number[], machine: string, shift: number): LoggedAlarm[] {
    return sequence.map((code, place) => ({
        machine,
        code: String(code),
        at: Math.round((shift + (place + 0.5) / sequence.length) * shiftMinutes * minuteMs)
    }));
}
