import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { CatalogueRows } from '../src/contract/index.ts';
import { Replay } from './replay.ts';
import { alarmRowOf, assetRowOf, signalRowOf } from './rows.ts';

/** How one failure mode was found. */
export interface FoundFailures {
    readonly failures: number;
    readonly found: number;
    readonly falseAlarms: number;
}

/** Failure modes of the set that follow stated rules. */
export interface Ai4iResult {
    readonly rows: number;
    readonly heat: FoundFailures;
    readonly power: FoundFailures;
    readonly overstrain: FoundFailures;
}

const flag = z.enum(['0', '1']).transform((text) => text === '1');
const rowSchema = z.object({
    UDI: z.string(),
    Type: z.enum(['L', 'M', 'H']),
    'Air temperature [K]': z.string(),
    'Process temperature [K]': z.string(),
    'Rotational speed [rpm]': z.string(),
    'Torque [Nm]': z.string(),
    'Tool wear [min]': z.string(),
    HDF: flag,
    PWF: flag,
    OSF: flag
});
type Row = z.infer<typeof rowSchema>;

const modes = { heat: 'HDF', power: 'PWF', overstrain: 'OSF' } as const;
type Mode = keyof typeof modes;

/**
 * The rules of Matzka (2020), "Explainable artificial intelligence for predictive maintenance applications", as
 * definitions: two derived signals, limits that depend on the product, and combined conditions.
 */
const definitions: Pick<CatalogueRows, 'signals' | 'alarms'> = {
    signals: [
        measured('Air_Temperature', 'Air temperature [K]', 'K'),
        measured('Process_Temperature', 'Process temperature [K]', 'K'),
        measured('Rotation', 'Rotational speed [rpm]', '/min'),
        measured('Torque', 'Torque [Nm]', 'N.m'),
        measured('Tool_Wear', 'Tool wear [min]', 'min'),
        derived('Mechanical_Power', 'Torque * Rotation * 2 * pi / 60', 'W'),
        derived('Strain', 'Torque * Tool_Wear', 'N.m.min')
    ],
    alarms: [
        combined('heat', 'Process_Temperature', 'Process_Temperature - Air_Temperature < 8.6 and Rotation < 1380'),
        combined('power', 'Mechanical_Power', 'Mechanical_Power < 3500 or Mechanical_Power > 9000'),
        combined('overstrain', 'Strain', "Strain > product('AI4I-L', 11000, 'AI4I-M', 12000, 13000)")
    ]
};

/** Finds the failures of the set by alarm definitions alone. @returns undefined where the file is not there */
export async function checkAi4i2020(file: string): Promise<Ai4iResult | undefined> {
    if (!existsSync(file)) return undefined;
    const rows = z.array(rowSchema).parse(parse(await readFile(file, 'utf8'), { columns: true, bom: true }));
    const raised = replay(rows);
    const judge = (mode: Mode): FoundFailures => {
        const failed = rows.filter((row) => row[modes[mode]]).map(deviceOf);
        const found = failed.filter((device) => raised[mode].has(device)).length;
        return { failures: failed.length, found, falseAlarms: raised[mode].size - found };
    };
    return { rows: rows.length, heat: judge('heat'), power: judge('power'), overstrain: judge('overstrain') };
}

/** Each row is a workpiece of its own, so each is a device of its own. */
function replay(rows: readonly Row[]): Record<Mode, Set<string>> {
    const raised = { heat: new Set<string>(), power: new Set<string>(), overstrain: new Set<string>() };
    const assets = rows.map((row) => assetRowOf(deviceOf(row), `AI4I-${row.Type}`));
    const bridge = new Replay(
        { assets, ...definitions },
        {
            event: ({ Transition__c: transition, Definition__c: mode, Asset_Key__c: device }) => {
                if (transition === 'Raised') raised[mode as Mode].add(device);
            }
        }
    );
    for (const [index, row] of rows.entries()) bridge.send(deviceOf(row), index * 60_000, { row });
    if (bridge.rejections().size > 0) throw new Error(`refused: ${JSON.stringify([...bridge.rejections()])}`);
    return raised;
}

function deviceOf({ UDI }: Row): string {
    return `ai4i-${UDI}`;
}

function measured(name: string, column: string, unit: string) {
    return signalRowOf(name, { Value_Path__c: `row.${column}`, Unit__c: unit });
}

function derived(name: string, expression: string, unit: string) {
    return signalRowOf(name, { Expression__c: expression, Unit__c: unit });
}

function combined(mode: Mode, signal: string, conditions: string) {
    return alarmRowOf(mode, { Signal_Name__c: signal, Kind__c: 'Combined', Conditions__c: conditions });
}
