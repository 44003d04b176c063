import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { judgedDays, tableOf } from './coldChainDays.ts';
import type { JudgedDay } from './coldChainDays.ts';
import { loggerExport } from './coldChainExport.ts';
import { replayLogger } from './coldChainReplay.ts';

/** How far the bridge agrees with loggers that compute their own alarms. */
export interface ColdChainResult {
    readonly files: number;
    readonly days: number;
    readonly daysAgreed: number;
    /** Limits that alarmed on some day, by the logger, and those among them where the bridge agrees. */
    readonly alarms: number;
    readonly alarmsAgreed: number;
    /** Alarms of the bridge on days on which the logger raised none. */
    readonly falseAlarms: number;
    readonly largestAlarmTimeMinutes: number;
    readonly largestMinutesBeyond: number;
    readonly largestMinimum: number;
    readonly largestMaximum: number;
    readonly largestMean: number;
}

/**
 * Replays every export of the folder and compares each day with what the logger computed. The table goes to `print`.
 * @returns undefined where there is no export
 */
export async function checkColdChain(
    folder: string,
    print: (line: string) => void
): Promise<ColdChainResult | undefined> {
    const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.json')).sort() : [];
    if (names.length === 0) return undefined;
    const days: JudgedDay[] = [];
    for (const name of names) {
        const data = loggerExport.parse(JSON.parse(await readFile(path.join(folder, name), 'utf8')));
        const judged = judgedDays(data, replayLogger(data));
        for (const line of tableOf(name, judged)) print(line);
        days.push(...judged);
    }
    return summary(names.length, days);
}

function summary(files: number, days: readonly JudgedDay[]): ColdChainResult {
    const sides = days.flatMap((day) => day.sides);
    const alarmed = sides.filter(({ logger }) => logger.alarmMinute !== undefined);
    const largest = (values: readonly number[]) => Math.round(Math.max(0, ...values) * 1000) / 1000;
    return {
        files,
        days: days.length,
        daysAgreed: days.filter((day) => day.agrees).length,
        alarms: alarmed.length,
        alarmsAgreed: alarmed.filter((side) => side.agrees).length,
        falseAlarms: sides.filter(
            ({ logger, bridge }) => logger.alarmMinute === undefined && bridge.alarmMinute !== undefined
        ).length,
        largestAlarmTimeMinutes: largest(sides.map((side) => side.alarmDistance ?? 0)),
        largestMinutesBeyond: largest(sides.map((side) => side.minutesDistance)),
        largestMinimum: largest(days.map((day) => day.distance.minimum)),
        largestMaximum: largest(days.map((day) => day.distance.maximum)),
        largestMean: largest(days.map((day) => day.distance.mean))
    };
}
