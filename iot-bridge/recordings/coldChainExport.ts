import { z } from 'zod';

/** A limit set in the logger: it alarms when the temperature is beyond for this time without interruption. */
const limit = z.object({ tempC: z.number(), cumulativeMinutes: z.number().min(0) });

/** What the logger computed for one limit on one day. */
const dailyAlarm = z.object({
    tAccMin: z.number().nullable(),
    /** `HH:MM`; `00:00` where the alarm stood from the day before. */
    alarmAt: z.string().nullable()
});

/** Export of a logger: its limits, its readings in local time, and what it computed itself for each day. */
export const loggerExport = z.object({
    config: z.object({
        low: limit.nullish(),
        high: limit.nullish(),
        loggingIntervalMin: z.number().positive(),
        movingAverage: z.literal(1, 'exports with a moving average are not supported').default(1)
    }),
    readings: z.array(z.tuple([z.string(), z.number()])).min(1),
    deviceDaily: z.array(
        z.object({
            date: z.string(),
            min: z.number(),
            max: z.number(),
            avg: z.number(),
            /** By number of the limit: 0 is the low one, 1 the high one. */
            alarms: z.record(z.string(), dailyAlarm)
        })
    )
});

/** See {@link loggerExport}. */
export type LoggerExport = z.infer<typeof loggerExport>;

/** The limits of a logger, with the number by which its days name them. */
export const sides = [
    { name: 'low', number: '0' },
    { name: 'high', number: '1' }
] as const;

/** Name of a limit. */
export type Side = (typeof sides)[number]['name'];

/** Local time as if it were UTC: only differences and days matter. */
export function instantOf(local: string): number {
    return Date.parse(`${local.trim().replace(' ', 'T')}Z`);
}
