import { z } from 'zod';
import { key } from '../meta.ts';

/** Which source times are believed. */
export const clockSection = z.strictObject({
    maximumAgeHours: key(z.number().positive().default(72), {
        description: 'Older values are rejected; long enough for what a broker keeps during an outage.',
        unit: 'h'
    }),
    maximumAheadSeconds: key(z.number().min(0).default(300), {
        description: 'Values further in the future are rejected.',
        unit: 's'
    })
});

/** Trends, presence and derived values. */
export const processingSection = z.strictObject({
    trendPoints: key(z.int().min(2).max(60).default(60), { description: 'Points kept for the sparkline of a signal.' }),
    trendIntervalSeconds: key(z.number().min(0).default(10), {
        description: 'Least distance between two points of a trend.',
        unit: 's'
    }),
    refreshSeconds: key(z.number().positive().default(300), {
        description: 'A value inside its deadband is sent again after this time, so that its age stays honest.',
        unit: 's'
    }),
    staleSeconds: key(z.number().positive().default(60), {
        description: 'A device without a message for this time becomes Stale.',
        unit: 's'
    }),
    offlineSeconds: key(z.number().positive().default(900), {
        description: 'A device without a message for this time becomes Offline.',
        unit: 's'
    }),
    gapSeconds: key(z.number().positive().default(30), {
        description:
            'A longer pause between two values of a signal is a gap: delay timers freeze in it. Slow signals use four times their usual interval instead.',
        unit: 's'
    }),
    silenceHoldSeconds: key(z.number().min(0).default(5), {
        description:
            'A silence that stands alone is told after this time, so that a loss of power or network, which silences many devices shortly after each other, becomes one incident.',
        unit: 's'
    }),
    runningState: key(z.string().default('Running'), {
        description: 'Value of Operating_State that counts as running time.'
    }),
    stateSignal: key(z.string().default('Operating_State'), {
        description: 'Signal whose value is the operating state.'
    }),
    runningHoursSignal: key(z.string().default('Operating_Hours'), {
        description: 'Signal that is derived from running time for devices that do not count it themselves.'
    })
});

/** Settings of the clock policy. */
export type ClockPolicy = z.infer<typeof clockSection>;
/** Settings of processing. */
export type ProcessingConfig = z.infer<typeof processingSection>;
