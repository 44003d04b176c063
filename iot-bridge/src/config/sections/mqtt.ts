import { z } from 'zod';
import { key } from '../meta.ts';
import { expandPreset } from '../presets/expand.ts';
import { presetNames, transports } from '../presets/names.ts';
import { presetProblems } from '../presets/problems.ts';
import { credentialSection } from './mqttCredential.ts';
import { tlsSection } from './mqttTls.ts';
import { routeSection } from './routes.ts';

const will = z.strictObject({
    topic: key(z.string().min(1), { description: 'Topic of the last will.', example: 'bridge/iot-bridge/status' }),
    content: key(z.enum(['text', 'status', 'sparkplug-state']).default('text'), {
        description:
            'text: the two payloads below; status: JSON about the bridge; sparkplug-state: the bridge is a Sparkplug host, topic `spBv1.0/STATE/<id>` (3.0) or `STATE/<id>` (2.2).'
    }),
    everySeconds: key(z.number().min(0.1).default(60), {
        description: 'How often a changed status is published.',
        unit: 's'
    }),
    payload: key(z.string().default('offline'), { description: 'Payload the broker publishes when the bridge dies.' }),
    online: key(z.string().default('online'), { description: 'Payload the bridge publishes when it is connected.' }),
    qos: key(z.union([z.literal(0), z.literal(1)]).default(1), { description: 'Quality of service of both.' }),
    retain: key(z.enum(['on', 'off']).default('on'), {
        description: 'Whether the broker keeps the last of both for those who subscribe later.'
    })
});

/** What a preset needs to know about the account; each key says which preset reads it. */
const platform = z.strictObject({
    deviceId: key(z.string().min(1).optional(), {
        description:
            'Device id of the bridge (azure-iot-hub); agent name, the common name of its certificate (siemens-insights-hub).',
        example: 'bridge-1'
    }),
    tenant: key(z.string().min(1).optional(), {
        description: 'Tenant id (cumulocity, siemens-insights-hub, the-things-stack).',
        example: 'ttn'
    }),
    application: key(z.string().min(1).optional(), {
        description: 'Application id (the-things-stack).',
        example: 'press-works'
    }),
    user: key(z.string().min(1).optional(), {
        description:
            'User name without tenant (cumulocity); client authentication name (azure-event-grid); user given to a custom authoriser (aws-iot-core).',
        example: 'bridge'
    }),
    authorizer: key(z.string().min(1).optional(), {
        description: 'Name of a custom authoriser (aws-iot-core).',
        example: 'press-works-authorizer'
    }),
    authorizerSignature: key(z.string().min(1).optional(), {
        description: 'Signature of a fixed token, for a custom authoriser with signing (aws-iot-core).',
        example: '${env:AWS_TOKEN_SIGNATURE}'
    })
});

const fields = z.strictObject({
    name: key(z.string().min(1).default('mqtt'), { description: 'Name of this source in logs and metrics.' }),
    url: key(
        z
            .string({ error: 'is required: the address of the broker, or a preset with host' })
            .regex(/^(mqtt|mqtts|ws|wss):\/\//, 'must start with mqtt://, mqtts://, ws:// or wss://'),
        {
            description: 'Address of the broker. A preset makes it from `host`.',
            example: 'mqtt://127.0.0.1:1883'
        }
    ),
    preset: key(z.enum(presetNames).optional(), {
        description: 'Platform whose exact settings are filled in where none are written; `check` explains them.',
        example: 'mosquitto'
    }),
    host: key(z.string().min(1).optional(), {
        description: 'Host name of the platform, for a preset.',
        example: 'broker.example.com'
    }),
    port: key(z.int().min(1).max(65535).optional(), {
        description: 'Port, when it is not the usual one of the preset.',
        example: 8883
    }),
    transport: key(z.enum(transports).optional(), {
        description:
            'How a preset connects: tls; tls-443: TLS with ALPN on port 443; websocket: over TLS; tcp: without TLS.',
        example: 'tls'
    }),
    platform: key(platform.prefault({}), { description: 'What a preset needs to know about the account.' }),
    protocolVersion: key(z.enum(['5', '3.1.1']).default('5'), { description: 'MQTT version.' }),
    clientId: key(z.string().min(1).default('iot-bridge'), {
        description: 'Client id; it names the session that the broker keeps, so every bridge needs its own.'
    }),
    username: key(z.string().optional(), { description: 'User name.', example: 'bridge' }),
    usernameFile: key(z.string().min(1).optional(), {
        description: 'File with the user name instead; a new one is used without a restart.',
        example: '/run/secrets/mqtt-user'
    }),
    password: key(z.string().optional(), {
        description: 'Password; refer to the environment or a file instead of writing it here.',
        example: '${env:MQTT_PASSWORD}'
    }),
    passwordFile: key(z.string().min(1).optional(), {
        description: 'File with the password instead; a new one is used without a restart.',
        example: '/run/secrets/mqtt-password'
    }),
    credential: key(credentialSection.optional(), { description: 'A token instead of a password.' }),
    tls: key(tlsSection.optional(), {
        description: 'TLS settings, for mqtts:// and wss://. The files are watched; renewed ones need no restart.'
    }),
    credentialSeconds: key(z.number().positive().max(3600).default(10), {
        description: 'How often files with credentials are looked at, and whether a token must be renewed.',
        unit: 's'
    }),
    qos: key(z.union([z.literal(0), z.literal(1)]).default(1), {
        description: 'Quality of service of the subscriptions. Only 1 survives a kill of the bridge without loss.'
    }),
    session: key(z.enum(['persistent', 'clean']).default('persistent'), {
        description: 'Whether the broker keeps messages while the bridge is away.'
    }),
    sessionExpirySeconds: key(z.int().min(0).max(4294967295).default(86400), {
        description: 'How long the broker keeps the session (MQTT 5).',
        unit: 's'
    }),
    receiveMaximum: key(z.int().min(1).max(65535).default(2000), {
        description:
            'Messages the broker may send before the first is acknowledged (MQTT 5). Where a broker sends more, the bridge stops reading until enough is durable. Raise max_inflight_messages of mosquitto to the same value.'
    }),
    topicAliasMaximum: key(z.int().min(0).max(65535).default(65535), {
        description: 'Topics the broker may shorten to a number (MQTT 5); 0 switches that off.'
    }),
    sharedGroup: key(z.string().optional(), {
        description:
            'Refused at the start: a shared subscription divides the messages of one machine. Use `partition`.',
        example: 'bridges'
    }),
    routes: key(z.array(routeSection).optional(), {
        description: 'Routes of this broker, looked at before the general ones; only they are subscribed to here.'
    }),
    keepaliveSeconds: key(z.int().min(5).max(65535).default(30), {
        description: 'Keep-alive interval.',
        unit: 's'
    }),
    connectTimeoutSeconds: key(z.int().min(1).default(15), {
        description: 'Limit for one connection attempt.',
        unit: 's'
    }),
    reconnectSeconds: key(z.number().min(0.1).default(2), {
        description: 'Pause before the next connection attempt.',
        unit: 's'
    }),
    will: key(will.optional(), { description: 'Last will, so that others see when the bridge is gone.' })
});

/** Settings of one MQTT broker, with those of its preset filled in. */
export type MqttConfig = z.infer<typeof fields>;
/** Settings as they may be written: a preset makes the address. */
export type MqttConfigInput = Omit<z.input<typeof fields>, 'url'> & { url?: string };

/** One MQTT broker. The preset is filled in before, and its rules are checked after, the usual checks. */
export const mqttSection = z.preprocess(
    expandPreset,
    fields.superRefine((config, context) => {
        for (const { path, message } of [...contradictions(config), ...presetProblems(config)])
            context.addIssue({ code: 'custom', path, message });
    })
) as z.ZodType<MqttConfig, MqttConfigInput>;

interface Problem {
    path: string[];
    message: string;
}

/** Settings that exclude each other with any broker. */
function contradictions(config: MqttConfig): Problem[] {
    const { credential, protocolVersion } = config;
    const given = (name: keyof MqttConfig): boolean => config[name] !== undefined;
    const problems: Problem[] = [];
    const refuse = (path: string, message: string): void => void problems.push({ path: [path], message });
    if (given('username') && given('usernameFile')) refuse('usernameFile', 'give either username or usernameFile');
    if (given('password') && given('passwordFile')) refuse('passwordFile', 'give either password or passwordFile');
    const inPassword = credential?.kind === 'sas-token' || credential?.present === 'password';
    if (inPassword && (given('password') || given('passwordFile')))
        refuse('credential', 'the token is the password; remove password and passwordFile');
    const enhanced = credential && credential.kind !== 'sas-token' && credential.present === 'authentication-data';
    if (enhanced && protocolVersion !== '5') refuse('credential', 'enhanced authentication needs protocolVersion 5');
    if (!given('preset') && (given('host') || given('port') || given('transport')))
        refuse('preset', 'host, port and transport are read by a preset only; write the address as url');
    if (config.tls && /^(mqtt|ws):/.test(config.url)) refuse('tls', 'needs an address with mqtts:// or wss://');
    return problems;
}
