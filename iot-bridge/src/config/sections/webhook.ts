import { z } from 'zod';
import { key } from '../meta.ts';
import { expandWebhookPreset } from '../presets/webhook/expand.ts';
import { webhookPresetNames } from '../presets/webhook/names.ts';
import { webhookPresets } from '../presets/webhook/registry.ts';
import { routeSection } from './routes.ts';

const signature = z.strictObject({
    secret: key(z.string().min(16), {
        description: 'Secret of the HMAC over the body, at least 16 characters; refer to the environment or a file.',
        example: '${env:WEBHOOK_SECRET}'
    }),
    header: key(z.string().min(1).default('x-signature'), {
        description: 'Header with the HMAC in hex or base64; a prefix such as `sha256=` is allowed.'
    }),
    algorithm: key(z.enum(['sha256', 'sha512']).default('sha256'), { description: 'Hash of the HMAC.' })
});

const fields = z.strictObject({
    name: key(z.string().min(1).default('webhook'), { description: 'Name of this source in logs and metrics.' }),
    preset: key(z.enum(webhookPresetNames).optional(), {
        description: 'Platform whose exact settings are filled in where none are written; `check` explains them.',
        example: 'chirpstack'
    }),
    host: key(z.string().default('127.0.0.1'), { description: 'Address it listens on; put TLS in front of it.' }),
    port: key(z.int().min(0).max(65535), { description: 'Port it listens on; 0 takes a free one.', example: 8088 }),
    path: key(z.string().startsWith('/').default('/ingest'), {
        description: 'Path of the requests. What follows it is the topic: `POST /ingest/plant/nw/press-1/telemetry`.'
    }),
    topic: key(z.string().min(1).optional(), {
        description: 'Topic of requests without one in their path, for platforms that push to a fixed address.',
        example: 'ttn/uplink'
    }),
    topicParameter: key(z.string().min(1).optional(), {
        description: 'Parameter of the query whose value is the last level of the topic, such as `?event=up`.',
        example: 'event'
    }),
    events: key(z.array(z.string().min(1)).optional(), {
        description:
            'Values of `topicParameter` that are taken; requests with others are answered, counted and left out.',
        example: ['up']
    }),
    token: key(z.string().min(16).optional(), {
        description: 'Token of the callers, at least 16 characters; refer to the environment or a file.',
        example: '${env:WEBHOOK_TOKEN}'
    }),
    tokenHeader: key(z.string().min(1).default('authorization'), {
        description: 'Header with the token: `authorization` as `Bearer TOKEN`, any other as it is.'
    }),
    tokenParameter: key(z.string().min(1).optional(), {
        description:
            'Parameter of the query with the token instead of a header, for platforms that only take an address. Keep the query out of the logs of what stands in front.',
        example: 'token'
    }),
    signature: key(signature.optional(), { description: 'Signed requests, instead of or besides a token.' }),
    handshake: key(z.enum(['none', 'event-grid', 'aws-iot']).default('none'), {
        description:
            'What proves to a platform that the address wants its messages. event-grid: validation events and CloudEvents abuse protection; aws-iot: confirmation of a destination.'
    }),
    allowedOrigins: key(z.array(z.string().min(1)).default(['eventgrid.azure.net']), {
        description: 'Origins that may push by CloudEvents abuse protection (event-grid).'
    }),
    confirmAccount: key(
        z
            .string()
            .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account')
            .optional(),
        {
            description:
                'AWS account whose destinations the bridge confirms itself, by one request to `iot.REGION.amazonaws.com`. Without it the address that confirms is only logged (aws-iot).',
            example: '123456789012'
        }
    ),
    routes: key(z.array(routeSection).optional(), {
        description:
            'Routes of the messages pushed here, looked at before the general ones. With them no other topic is taken here.'
    }),
    maximumBytes: key(z.int().min(1).default(1_000_000), { description: 'Largest body that is taken.', unit: 'bytes' }),
    commitTimeoutSeconds: key(z.number().positive().default(10), {
        description: 'A caller whose message is not durable by then is told to try again (503).',
        unit: 's'
    })
});

/** Settings of one webhook, with those of its preset filled in. */
export type WebhookConfig = z.infer<typeof fields>;

/** An address that platforms push messages to. */
export const webhookSection = z.preprocess(
    expandWebhookPreset,
    fields.superRefine((config, context) => {
        for (const [path, message] of problemsOf(config)) context.addIssue({ code: 'custom', path: [path], message });
    })
) as z.ZodType<WebhookConfig, z.input<typeof fields>>;

function problemsOf(config: WebhookConfig): [string, string][] {
    const { token, signature: signed, preset, routes, handshake } = config;
    const problems: [string, string][] = [];
    if (token === undefined && signed === undefined)
        problems.push(['token', 'token or signature is required: nobody may push without proof']);
    if (config.tokenParameter !== undefined && token === undefined) problems.push(['tokenParameter', 'needs a token']);
    if (config.events && config.topicParameter === undefined) problems.push(['events', 'needs topicParameter']);
    if (config.confirmAccount !== undefined && handshake !== 'aws-iot')
        problems.push(['confirmAccount', 'is read with handshake: aws-iot only']);
    if (preset !== undefined && webhookPresets[preset].needsRoutes && !routes)
        problems.push(['routes', `is required: ${webhookPresets[preset].product} does not publish its message format`]);
    return problems;
}
