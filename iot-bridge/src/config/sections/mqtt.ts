import { z } from 'zod';
import { key } from '../meta.ts';

const will = z.strictObject({
    topic: key(z.string().min(1), { description: 'Topic of the last will.', example: 'bridge/iot-bridge/status' }),
    payload: key(z.string().default('offline'), { description: 'Payload the broker publishes when the bridge dies.' }),
    online: key(z.string().default('online'), { description: 'Payload the bridge publishes when it is connected.' })
});

const tls = z.strictObject({
    ca: key(z.string().optional(), {
        description: 'PEM file with the certificate authorities of the broker.',
        example: '/etc/iot-bridge/ca.pem'
    }),
    certificate: key(z.string().optional(), {
        description: 'PEM file with the client certificate (mutual TLS).',
        example: '/etc/iot-bridge/client.pem'
    }),
    key: key(z.string().optional(), {
        description: 'PEM file with the key of the client certificate.',
        example: '/etc/iot-bridge/client.key'
    }),
    verification: key(z.enum(['strict', 'none']).default('strict'), {
        description: 'Whether the certificate of the broker must be valid. `none` is for test brokers only.'
    }),
    alpn: key(z.array(z.string()).default([]), {
        description: 'ALPN protocol names, for brokers that share port 443.'
    })
});

/** One MQTT broker. */
export const mqttSection = z.strictObject({
    name: key(z.string().min(1).default('mqtt'), { description: 'Name of this source in logs and metrics.' }),
    url: key(z.string().regex(/^(mqtt|mqtts|ws|wss):\/\//, 'must start with mqtt://, mqtts://, ws:// or wss://'), {
        description: 'Address of the broker.',
        example: 'mqtt://127.0.0.1:1883'
    }),
    protocolVersion: key(z.enum(['5', '3.1.1']).default('5'), { description: 'MQTT version.' }),
    clientId: key(z.string().min(1).default('iot-bridge'), {
        description: 'Client id; it names the session that the broker keeps, so every bridge needs its own.'
    }),
    username: key(z.string().optional(), { description: 'User name.', example: 'bridge' }),
    password: key(z.string().optional(), {
        description: 'Password; refer to the environment or a file instead of writing it here.',
        example: '${env:MQTT_PASSWORD}'
    }),
    tls: key(tls.optional(), { description: 'TLS settings, for mqtts:// and wss://.' }),
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
            'Messages the broker may send before the first is acknowledged (MQTT 5). Raise max_inflight_messages of mosquitto to the same value.'
    }),
    sharedGroup: key(z.string().optional(), {
        description: 'Group of a shared subscription, when several bridges divide the messages (MQTT 5).',
        example: 'bridges'
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

/** Settings of one MQTT broker. */
export type MqttConfig = z.infer<typeof mqttSection>;
