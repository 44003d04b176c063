import { z } from 'zod';
import { key } from '../meta.ts';

const days = z.int().min(1).optional();

const retentionClass = z
    .strictObject({
        signals: key(z.array(z.string().min(1)).min(1).default(['*']), {
            description:
                'Names of the signals of the class; `*` stands for any characters. The first fitting class counts.'
        }),
        group: key(
            z
                .string()
                .regex(/^[\w-]+$/)
                .optional(),
            {
                example: 'vibration',
                description:
                    'Name of the class in the paths of its Parquet files; made from the first of `signals` when left out.'
            }
        ),
        hotDays: key(days, {
            example: 14,
            description: 'After how many days values move from the store into Parquet files; never when left out.',
            unit: 'd'
        }),
        warmDays: key(days, {
            example: 60,
            description: 'After how many days these files move to `coldDirectory`; never when left out.',
            unit: 'd'
        }),
        rawDays: key(days, {
            example: 90,
            description: 'How long the values themselves are kept; for ever when left out.',
            unit: 'd'
        }),
        minuteDays: key(days, {
            example: 730,
            description: 'How long rollups of minutes are kept.',
            unit: 'd'
        }),
        hourDays: key(days, {
            example: 3650,
            description: 'How long rollups of hours are kept.',
            unit: 'd'
        }),
        dayDays: key(days, {
            example: 3650,
            description: 'How long rollups of days are kept.',
            unit: 'd'
        })
    })
    .refine(
        ({ rawDays, minuteDays, hourDays, dayDays }) => {
            const kept = [rawDays, minuteDays, hourDays, dayDays].map((value) => value ?? Infinity);
            return kept.every((value, index) => value >= (kept[index - 1] ?? 0));
        },
        { message: 'each coarser tier must be kept at least as long: rawDays <= minuteDays <= hourDays <= dayDays' }
    )
    .refine(({ hotDays, warmDays }) => warmDays === undefined || (hotDays ?? Infinity) <= warmDays, {
        message: 'values move to files first: hotDays <= warmDays',
        path: ['warmDays']
    });

const token = z.strictObject({
    name: key(z.string().min(1), {
        description: 'Name of the caller in logs and in the log of deletions.',
        example: 'twin'
    }),
    token: key(z.string().min(16), {
        description: 'The secret, at least 16 characters; refer to the environment or a file.',
        example: '${env:HISTORY_TOKEN}'
    }),
    scopes: key(z.array(z.enum(['history:read', 'history:delete'])).default(['history:read']), {
        description: 'What it allows.'
    })
});

const issuer = z.strictObject({
    issuer: key(z.url(), {
        description: 'Issuer (`iss`) of accepted JSON Web Tokens.',
        example: 'https://login.example.com'
    }),
    audience: key(z.string().min(1), {
        description: 'Audience (`aud`) they must be meant for.',
        example: 'machine-history'
    }),
    jwksUrl: key(z.url().optional(), {
        example: 'https://login.example.com/keys',
        description: 'Address of the keys of the issuer; found by OpenID Connect discovery when left out.'
    })
});

const tls = z.strictObject({
    certificateFile: key(z.string().min(1), {
        description: 'PEM file with the certificate of the server.',
        example: '/etc/iot-bridge/server.pem'
    }),
    keyFile: key(z.string().min(1), {
        description: 'PEM file with its private key.',
        example: '/etc/iot-bridge/server.key'
    }),
    clientAuthorityFile: key(z.string().min(1).optional(), {
        example: '/etc/iot-bridge/clients.pem',
        description:
            'PEM file with the authorities of client certificates; when given, clients must have one (mutual TLS).'
    })
});

const api = z.strictObject({
    serve: key(z.enum(['on', 'off']).default('on'), { description: 'Whether the query API is served.' }),
    host: key(z.string().default('127.0.0.1'), { description: 'Address it is served on.' }),
    port: key(z.int().min(0).max(65535).default(9465), { description: 'Port it is served on; 0 takes a free one.' }),
    tokens: key(z.array(token).default([]), {
        description: 'Fixed tokens. Without a token or issuer every request is refused.'
    }),
    issuer: key(issuer.optional(), { description: 'OpenID Connect issuer whose tokens are accepted too.' }),
    requestsPerMinute: key(z.int().min(1).default(600), { description: 'Requests a caller may make.', unit: '1/min' }),
    publicUrl: key(z.url().optional(), {
        example: 'https://history.example.com',
        description:
            'Address under which callers know the API, for links in OData answers; that of the request when left out.'
    }),
    tls: key(tls.optional(), { description: 'Certificates; plain HTTP when left out.' })
});

/** What the machines did, kept outside the org. */
export const historySection = z
    .strictObject({
        record: key(z.enum(['on', 'off']).default('off'), { description: 'Whether values and alarms are recorded.' }),
        engine: key(z.enum(['embedded', 'postgresql']).default('embedded'), {
            description: 'embedded: a file in `dataDirectory`, no server; postgresql: the server at `postgresUrl`.'
        }),
        postgresUrl: key(z.string().min(1).optional(), {
            description: 'Connection of engine `postgresql`.',
            example: '${env:HISTORY_POSTGRES_URL}'
        }),
        gapSeconds: key(z.number().positive().default(300), {
            description: 'Over a longer pause between two values no value holds, in means over time and time in state.',
            unit: 's'
        }),
        flushSeconds: key(z.number().positive().default(60), {
            description: 'How often the embedded store moves values from its journal into compressed chunks.',
            unit: 's'
        }),
        eventDays: key(days, {
            example: 3650,
            description: 'How long events are kept; for ever when left out.',
            unit: 'd'
        }),
        retention: key(z.array(retentionClass).prefault([{ hotDays: 14, rawDays: 90, minuteDays: 730 }]), {
            description:
                'How long values are kept, and where, by class of signal. Whole days of UTC are moved and removed.'
        }),
        warmDirectory: key(z.string().min(1).optional(), {
            example: '/var/lib/iot-bridge/history',
            description: 'Folder of Parquet files of engine `embedded`; `history` in `dataDirectory` when left out.'
        }),
        coldDirectory: key(z.string().min(1).optional(), {
            example: '/mnt/history-bucket',
            description:
                'Folder for Parquet files older than `warmDays`, for example a mounted bucket of an object store.'
        }),
        api: key(api.prefault({}), { description: 'The query API.' })
    })
    .refine(({ engine, postgresUrl }) => engine === 'embedded' || postgresUrl !== undefined, {
        message: 'engine `postgresql` needs `postgresUrl`',
        path: ['postgresUrl']
    })
    .refine(
        ({ retention, coldDirectory }) =>
            coldDirectory !== undefined || retention.every(({ warmDays }) => warmDays === undefined),
        { message: '`warmDays` needs `coldDirectory`', path: ['coldDirectory'] }
    );

/** Settings of the history. */
export type HistoryConfig = z.infer<typeof historySection>;
