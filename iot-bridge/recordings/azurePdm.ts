import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { MachineWatch, type CareNeeded } from '../src/health/machine/machineWatch.ts';

const HOUR_MS = 3_600_000;
const ANNOUNCED_WITHIN_MS = 48 * HOUR_MS;
const MONTH_MS = 30 * 24 * HOUR_MS;

/** How well failures are announced. */
export interface AzurePdmResult {
    readonly machines: number;
    /** Failures; components that fail at one machine at one time are one. */
    readonly failures: number;
    readonly announced: number;
    readonly falseEpisodesPerMachineMonth: number;
}

/** A machine at a time. */
interface MachineTime {
    readonly machine: string;
    readonly time: number;
}

/** Runs the fleet watch over each slice below the folder, in order of time. @returns undefined where there is none */
export async function checkAzurePdm(folder: string): Promise<AzurePdmResult | undefined> {
    const file = (name: string) => path.join(folder, name);
    if (!existsSync(file('PdM_telemetry.csv'))) return undefined;
    const telemetry = telemetrySchema.parse(await readCsv(file('PdM_telemetry.csv'))).map(timed);
    const errors = errorSchema.parse(await readCsv(file('PdM_errors.csv'))).map(timed);
    const failures = unique(failureSchema.parse(await readCsv(file('PdM_failures.csv'))).map(timed));
    const episodes = watch(telemetry, errors);
    const machines = new Set(telemetry.map((row) => row.machine));
    const spanMs = (telemetry.at(-1)?.time ?? 0) - (telemetry[0]?.time ?? 0);
    const announced = failures.filter((failure) => episodes.some((episode) => announces(episode, failure)));
    const falseOnes = episodes.filter((episode) => !failures.some((failure) => announces(episode, failure)));
    return {
        machines: machines.size,
        failures: failures.length,
        announced: announced.length,
        falseEpisodesPerMachineMonth: falseOnes.length / machines.size / (spanMs / MONTH_MS)
    };
}

const row = { datetime: z.string(), machineID: z.string() };
const telemetrySchema = z.array(
    z.object({
        ...row,
        volt: z.coerce.number(),
        rotate: z.coerce.number(),
        pressure: z.coerce.number(),
        vibration: z.coerce.number()
    })
);
const errorSchema = z.array(z.object({ ...row, errorID: z.string() }));
const failureSchema = z.array(z.object(row));

async function readCsv(file: string): Promise<unknown> {
    return parse(await readFile(file, 'utf8'), { columns: true, skip_empty_lines: true });
}

function timed<Row extends { datetime: string; machineID: string }>(entry: Row): Row & MachineTime {
    return { ...entry, machine: entry.machineID, time: Date.parse(`${entry.datetime.replace(' ', 'T')}Z`) };
}

function unique(failures: readonly MachineTime[]): MachineTime[] {
    return [...new Map(failures.map((failure) => [`${failure.machine}@${String(failure.time)}`, failure])).values()];
}

type Telemetry = MachineTime & z.infer<typeof telemetrySchema>[number];
type MachineError = MachineTime & z.infer<typeof errorSchema>[number];

function watch(telemetry: Telemetry[], errors: MachineError[]): CareNeeded[] {
    const machines = new MachineWatch();
    const waiting = errors.sort((a, b) => a.time - b.time);
    return telemetry
        .sort((a, b) => a.time - b.time)
        .flatMap((values) => {
            while (waiting[0] && waiting[0].time <= values.time) {
                const error = waiting.shift();
                if (error) machines.error(error.machine, error.errorID, error.time);
            }
            const { volt, rotate, pressure, vibration } = values;
            return machines.values(values.machine, values.time, { volt, rotate, pressure, vibration }) ?? [];
        });
}

function announces(episode: MachineTime, failure: MachineTime): boolean {
    const ahead = failure.time - episode.time;
    return episode.machine === failure.machine && ahead > 0 && ahead <= ANNOUNCED_WITHIN_MS;
}
