import { z } from 'zod';
import { key } from '../meta.ts';

const lifetimeSeconds = key(z.int().min(60).max(31_536_000).default(3600), {
    description: 'How long a generated token is valid; it is renewed, by connecting again, after four fifths of that.',
    unit: 's'
});

/** Where in the CONNECT packet a token is put. */
const placement = {
    present: key(z.enum(['password', 'authentication-data', 'user-name']).default('password'), {
        description:
            'Where the token is put: password; authentication-data: enhanced authentication of MQTT 5; user-name: a query parameter of the user name (custom authorisers of AWS).'
    }),
    mqttMethod: key(z.string().min(1).optional(), {
        description: 'Authentication method of MQTT 5, with `present: authentication-data`.',
        example: 'CUSTOM-JWT'
    }),
    parameter: key(z.string().min(1).optional(), {
        description: 'Name of the query parameter, with `present: user-name`.',
        example: 'token'
    })
};

const sasToken = z.strictObject({
    kind: key(z.literal('sas-token'), { description: 'How the bridge gets its token.' }),
    sharedAccessKey: key(z.string().min(1).optional(), {
        description: 'Shared access key in base64 (sas-token); refer to the environment, or give a file.',
        example: '${env:AZURE_DEVICE_KEY}'
    }),
    sharedAccessKeyFile: key(z.string().min(1).optional(), {
        description: 'File with the shared access key (sas-token); a new key is used without a restart.',
        example: '/etc/iot-bridge/device.key'
    }),
    resource: key(z.string().min(1).optional(), {
        description: 'Resource the token is for (sas-token); the preset azure-iot-hub fills it in.',
        example: 'my-hub.azure-devices.net/devices/bridge-1'
    }),
    policy: key(z.string().min(1).optional(), {
        description:
            'Name of the shared access policy the key belongs to (sas-token); left out for the key of a device.',
        example: 'device'
    }),
    lifetimeSeconds
});

const signedJwt = z.strictObject({
    kind: key(z.literal('signed-jwt'), { description: 'A JSON Web Token the bridge signs itself.' }),
    keyFile: key(z.string().min(1), {
        description: 'PEM file (PKCS#8) with the private key (signed-jwt); a new key is used without a restart.',
        example: '/etc/iot-bridge/jwt.key'
    }),
    algorithm: key(z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'), {
        description: 'Signature algorithm (signed-jwt).'
    }),
    keyId: key(z.string().min(1).optional(), { description: 'Key id, `kid` (signed-jwt).', example: 'bridge-2026' }),
    issuer: key(z.string().min(1).optional(), { description: 'Issuer, `iss` (signed-jwt).', example: 'iot-bridge' }),
    subject: key(z.string().min(1).optional(), { description: 'Subject, `sub` (signed-jwt).', example: 'bridge-1' }),
    audience: key(z.string().min(1).optional(), {
        description: 'Audience, `aud` (signed-jwt).',
        example: 'https://my-namespace.ts.eventgrid.azure.net/'
    }),
    lifetimeSeconds,
    ...placement
});

const tokenFile = z.strictObject({
    kind: key(z.literal('token-file'), { description: 'A token another program writes into a file.' }),
    file: key(z.string().min(1), {
        description: 'File with the token (token-file); a new token is used without a restart.',
        example: '/run/secrets/mqtt-token'
    }),
    ...placement
});

/** A token instead of a password. */
export const credentialSection = z
    .discriminatedUnion('kind', [sasToken, signedJwt, tokenFile])
    .superRefine((credential, context) => {
        const problem = (path: string, message: string): void =>
            context.addIssue({ code: 'custom', path: [path], message });
        if (credential.kind === 'sas-token') {
            if ((credential.sharedAccessKey === undefined) === (credential.sharedAccessKeyFile === undefined))
                problem('sharedAccessKey', 'give either sharedAccessKey or sharedAccessKeyFile');
            if (credential.resource === undefined)
                problem('resource', 'is required: what the token is for (the preset azure-iot-hub fills it in)');
            return;
        }
        if (credential.present === 'authentication-data' && credential.mqttMethod === undefined)
            problem('mqttMethod', 'is required with `present: authentication-data`');
        if (credential.present === 'user-name' && credential.parameter === undefined)
            problem('parameter', 'is required with `present: user-name`');
    });

/** Settings of a token. */
export type CredentialConfig = z.infer<typeof credentialSection>;
