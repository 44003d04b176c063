import { z } from 'zod';
import { key } from '../meta.ts';

const clientCredentials = z.strictObject({
    flow: key(z.literal('client-credentials'), { description: 'How the bridge proves who it is.' }),
    clientId: key(z.string().min(1), {
        description: 'Consumer key of the external client app.',
        example: '${env:SF_CLIENT_ID}'
    }),
    clientSecret: key(z.string().min(1), {
        description: 'Consumer secret; refer to the environment or a file.',
        example: '${env:SF_CLIENT_SECRET}'
    })
});

const jwtBearer = z.strictObject({
    flow: key(z.literal('jwt-bearer'), { description: 'How the bridge proves who it is.' }),
    clientId: key(z.string().min(1), { description: 'Consumer key of the external client app.' }),
    username: key(z.string().min(1), { description: 'Integration user (jwt-bearer).', example: 'bridge@example.com' }),
    keyFile: key(z.string().min(1), {
        description: 'PEM file (PKCS#8) with the private key (jwt-bearer).',
        example: '/etc/iot-bridge/jwt.key'
    }),
    audience: key(z.string().optional(), {
        description: 'Audience of the token when it is not the login address (jwt-bearer).',
        example: 'https://login.salesforce.com'
    })
});

const accessToken = z.strictObject({
    flow: key(z.literal('access-token'), { description: 'How the bridge proves who it is.' }),
    accessToken: key(z.string().min(1), {
        description: 'A session that exists already (access-token). It cannot be renewed: for trials and tests only.',
        example: '${env:SF_ACCESS_TOKEN}'
    })
});

const pubSub = z.strictObject({
    endpoint: key(
        z
            .string()
            .regex(/^[^/\s]+:\d+$/, 'must be host:port')
            .default('api.pubsub.salesforce.com:7443'),
        { description: 'Address of the Pub/Sub API; always TLS.' }
    ),
    ca: key(z.string().optional(), {
        description: 'PEM file with the certificate authorities of the endpoint, when they are not public ones.',
        example: '/etc/iot-bridge/pubsub-ca.pem'
    })
});

/** The org that is fed. */
export const salesforceSection = z.strictObject({
    loginUrl: key(z.url(), {
        description: 'My Domain address of the org.',
        example: 'https://example.my.salesforce.com'
    }),
    apiVersion: key(
        z
            .string()
            .regex(/^\d\d\.0$/)
            .default('66.0'),
        { description: 'API version of all requests.' }
    ),
    authentication: key(z.discriminatedUnion('flow', [clientCredentials, jwtBearer, accessToken]), {
        description: 'How the bridge logs in: `client-credentials`, `jwt-bearer` or `access-token`.'
    }),
    catalogueSeconds: key(z.number().min(5).default(25), {
        description:
            'How often new and changed assets are looked for; definitions, and by turns Work Orders in progress, every second time.',
        unit: 's',
        reload: 'live'
    }),
    fullCatalogueSeconds: key(z.number().min(30).default(600), {
        description: 'How often all assets are compared, to notice deleted ones.',
        unit: 's',
        reload: 'live'
    }),
    snapshotSeconds: key(z.number().min(0.5).default(5), {
        description: 'How often changed values are sent.',
        unit: 's',
        reload: 'live'
    }),
    parallelRequests: key(z.int().min(1).max(20).default(4), {
        description: 'Requests in flight at most.',
        reload: 'live'
    }),
    alarmChannel: key(z.enum(['rest', 'pubsub']).default('rest'), {
        description:
            'How alarm events are published: rest: sObject Collections; pubsub: the Pub/Sub API (gRPC), which uses no API requests.'
    }),
    pubSub: key(pubSub.prefault({}), { description: 'The Pub/Sub API, for `alarmChannel: pubsub`.' }),
    requestTimeoutSeconds: key(z.number().min(1).default(60), { description: 'Limit for one request.', unit: 's' })
});

/** How much of the limits of the org the bridge uses. */
export const governorSection = z.strictObject({
    pollSeconds: key(z.number().min(5).default(60), { description: 'How often the limits are read.', unit: 's' }),
    cautionShare: key(z.number().min(0).max(1).default(0.5), {
        description: 'Below this remaining share of daily API requests snapshots are sent three times slower.'
    }),
    scarceShare: key(z.number().min(0).max(1).default(0.25), {
        description: 'Below this share they are sent twelve times slower and deadbands are doubled.'
    }),
    reserveShare: key(z.number().min(0).max(1).default(0.1), {
        description: 'Below this share only alarms are sent.'
    }),
    eventReserveShare: key(z.number().min(0).max(1).default(0.01), {
        description:
            'At or below this remaining share of the hourly platform events alarms are written as records instead.',
        reload: 'live'
    })
});

/** Repeating of what failed. */
export const retrySection = z.strictObject({
    firstSeconds: key(z.number().positive().default(1), {
        description: 'Wait before the first repetition.',
        unit: 's'
    }),
    maximumSeconds: key(z.number().positive().default(120), { description: 'Longest wait.', unit: 's' }),
    attempts: key(z.int().min(1).default(12), {
        description:
            'Attempts for one record that the org answered; then it becomes a dead letter. An org that does not answer is tried for ever.'
    })
});

/** Settings of the org. */
export type SalesforceConfig = z.infer<typeof salesforceSection>;
/** Where the Pub/Sub API is. */
export type PubSubConfig = z.infer<typeof pubSub>;
/** Settings of the governor. */
export type GovernorConfig = z.infer<typeof governorSection>;
/** Settings of repeating. */
export type RetryConfig = z.infer<typeof retrySection>;
