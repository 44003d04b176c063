import { z } from 'zod';
import { key } from '../meta.ts';

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

/** An address that platforms push messages to. */
export const webhookSection = z
    .strictObject({
        name: key(z.string().min(1).default('webhook'), { description: 'Name of this source in logs and metrics.' }),
        host: key(z.string().default('127.0.0.1'), { description: 'Address it listens on; put TLS in front of it.' }),
        port: key(z.int().min(0).max(65535), { description: 'Port it listens on; 0 takes a free one.', example: 8088 }),
        path: key(z.string().startsWith('/').default('/ingest'), {
            description:
                'Path of the requests. What follows it is the topic: `POST /ingest/plant/nw/press-1/telemetry`.'
        }),
        topic: key(z.string().min(1).optional(), {
            description: 'Topic of requests without one in their path, for platforms that push to a fixed address.',
            example: 'ttn/uplink'
        }),
        token: key(z.string().min(16).optional(), {
            description: 'Bearer token of the callers, at least 16 characters; refer to the environment or a file.',
            example: '${env:WEBHOOK_TOKEN}'
        }),
        signature: key(signature.optional(), { description: 'Signed requests, instead of or besides a token.' }),
        maximumBytes: key(z.int().min(1).default(1_000_000), {
            description: 'Largest body that is taken.',
            unit: 'bytes'
        }),
        commitTimeoutSeconds: key(z.number().positive().default(10), {
            description: 'A caller whose message is not durable by then is told to try again (503).',
            unit: 's'
        })
    })
    .refine(({ token, signature: signed }) => token !== undefined || signed !== undefined, {
        message: 'token or signature is required: nobody may push without proof'
    });

/** Settings of one webhook. */
export type WebhookConfig = z.infer<typeof webhookSection>;
