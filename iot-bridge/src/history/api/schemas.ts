import { z } from 'zod';

const instant = z.union([
    z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
    z.coerce.number().int()
]);

/** An instant in a query: ISO 8601 with zone, or milliseconds since 1970. */
const instantParameter = instant.meta({ description: 'ISO 8601 with zone, or milliseconds since 1970.' });

const signals = z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.string().min(1)).min(1).max(20));

const formatText = 'Decides before the header Accept; the first one when neither does.';

/** The device in a path. */
export const deviceParameters = z.strictObject({
    device: z.string().min(1).max(80).meta({ description: 'Device_Id__c of the Asset.' })
});

const range = {
    from: instantParameter,
    to: instantParameter
};

const signalNames = signals.meta({ description: 'Signal names, separated by commas; at most 20. All when left out.' });

const ordered = (query: { from: number; to: number }): boolean => query.from < query.to;
const orderProblem = { message: '`from` must lie before `to`', path: ['from'] };

/** Query of a series. */
export const seriesQuery = z
    .strictObject({
        ...range,
        signals: signalNames.optional(),
        points: z.coerce.number().int().min(3).max(1000).default(1000).meta({ description: 'Most rows a series.' }),
        method: z.enum(['auto', 'minmax', 'lttb']).default('auto').meta({
            description: 'auto: the values while they fit, else minmax; minmax: buckets; lttb: the shape of the line.'
        }),
        format: z.enum(['json', 'csv', 'arrow']).optional().meta({ description: formatText })
    })
    .refine(ordered, orderProblem);

/** Query of values without any reduction, streamed. */
export const samplesQuery = z
    .strictObject({
        ...range,
        signals: signalNames.optional(),
        format: z.enum(['ndjson', 'csv', 'arrow']).optional().meta({ description: formatText })
    })
    .refine(ordered, orderProblem);

/** Query of statistics. */
export const statisticsQuery = z
    .strictObject({ ...range, signals: signalNames.optional() })
    .refine(ordered, orderProblem);

/** Query of events. */
export const eventsQuery = z
    .strictObject({
        ...range,
        limit: z.coerce.number().int().min(1).max(1000).default(200),
        offset: z.coerce.number().int().min(0).default(0)
    })
    .refine(ordered, orderProblem);

/** No query. */
export const noQuery = z.strictObject({});

/** Why a device is deleted. */
export const deletionQuery = z.strictObject({
    reason: z.string().min(1).max(500).meta({ description: 'Kept in the log of deletions.' })
});

const cell = z.union([z.number(), z.string(), z.null()]);
const nullableNumber = z.number().nullable();
const milliseconds = z.number().meta({ description: 'Milliseconds since 1970.' });
const identity = { device: z.string(), signal: z.string(), kind: z.enum(['number', 'state']) };

const seriesResult = z.object({
    ...identity,
    from: milliseconds,
    to: milliseconds,
    method: z.enum(['raw', 'minmax', 'lttb']),
    bucketMs: nullableNumber.meta({ description: 'Width of a bucket; null for values themselves.' }),
    columns: z.array(z.string()),
    rows: z.array(z.array(cell)).meta({ description: 'Values in the order of `columns`, oldest first.' })
});

const statistics = z.object({
    ...identity,
    from: milliseconds,
    to: milliseconds,
    count: z.number(),
    uncertain: z.number(),
    bad: z.number(),
    min: nullableNumber,
    max: nullableNumber,
    mean: nullableNumber,
    timeWeightedMean: nullableNumber,
    last: cell,
    lastAt: nullableNumber,
    coveredMs: z.number(),
    states: z.array(z.object({ state: z.string(), ms: z.number(), share: z.number() }))
});

const event = z.object({
    key: z.string(),
    device: z.string(),
    at: milliseconds,
    kind: z.string(),
    details: z.record(z.string(), cell)
});

const deletion = z.object({
    id: z.number(),
    device: z.string(),
    requestedBy: z.string(),
    reason: z.string(),
    at: milliseconds,
    series: z.number(),
    samples: z.number(),
    rollups: z.number(),
    events: z.number(),
    hash: z.string().meta({ description: 'SHA-256 over the entry and the hash before it.' })
});

const remains = z.object({
    series: z.number(),
    samples: z.number(),
    rollups: z.number(),
    events: z.number(),
    files: z.number().meta({ description: 'Files in which the device still occurs.' }),
    filesSearched: z.number()
});

const erasure = deletion.extend({
    intact: z.boolean().meta({ description: 'Whether the log of deletions is an unbroken chain of hashes.' }),
    remains: remains.meta({ description: 'What a search of all tiers found after the removal.' }),
    complete: z.boolean().meta({ description: 'Nothing was found and the log is unbroken.' })
});

/** Answers by name. */
export const answers = {
    devices: z.object({ devices: z.array(z.string()) }),
    signals: z.object({ signals: z.array(z.object({ ...identity, firstAt: milliseconds, lastAt: milliseconds })) }),
    series: z.object({ series: z.array(seriesResult) }),
    statistics: z.object({ statistics: z.array(statistics) }),
    latest: z.object({
        values: z.array(
            z.object({
                device: z.string(),
                signal: z.string(),
                at: milliseconds,
                value: z.union([z.number(), z.string()]),
                quality: z.enum(['Good', 'Uncertain', 'Bad'])
            })
        )
    }),
    events: z.object({ events: z.array(event), next: nullableNumber }),
    erasure,
    exportLine: z.looseObject({ type: z.enum(['device', 'series', 'sample', 'rollup', 'event', 'end']) }),
    deletions: z.object({ intact: z.boolean(), deletions: z.array(deletion) })
} as const;

/** Every error. */
export const errorAnswer = z.object({
    error: z.object({ code: z.string(), message: z.string(), fix: z.string() })
});
