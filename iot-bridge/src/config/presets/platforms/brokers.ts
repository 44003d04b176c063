import { hasPassword, hasUser, isEncrypted, unless } from '../preset.ts';
import type { Preset } from '../preset.ts';
import type { MqttConfig } from '../../sections/mqtt.ts';

/** HiveMQ, in the cloud or self-hosted. Source: "HiveMQ Cloud Quick Start Guide" and "MQTT Listeners" of HiveMQ. */
export const hivemq: Preset = {
    product: 'HiveMQ',
    page: 'HiveMQ documentation, "HiveMQ Cloud Quick Start Guide" and "MQTT Listeners"',
    endpoints: {
        tls: { scheme: 'mqtts', port: 8883 },
        websocket: { scheme: 'wss', port: 8884, path: '/mqtt' },
        tcp: { scheme: 'mqtt', port: 1883 }
    },
    defaultTransport: () => 'tls',
    reads: [],
    settings: () => [{ key: 'protocolVersion', value: '5', because: 'HiveMQ speaks MQTT 5 in full' }],
    problems: (config) => [
        ...cloudProblems(config, /\.hivemq\.cloud$/, 'HiveMQ Cloud'),
        ...unless(!hasUser(config) || hasPassword(config), 'password', 'is required with a user name')
    ]
};

/** EMQX, in the cloud or self-hosted. Source: "Connect to Serverless Deployments" and "Listeners" of EMQX. */
export const emqx: Preset = {
    product: 'EMQX',
    page: 'EMQX documentation, "Port Guide" of EMQX Cloud and "MQTT Listeners"',
    endpoints: {
        tls: { scheme: 'mqtts', port: 8883 },
        websocket: { scheme: 'wss', port: 8084, path: '/mqtt' },
        tcp: { scheme: 'mqtt', port: 1883 }
    },
    defaultTransport: () => 'tls',
    reads: [],
    settings: () => [
        { key: 'protocolVersion', value: '5', because: 'EMQX speaks MQTT 5 in full' },
        { key: 'sessionExpirySeconds', value: 7200, because: 'EMQX keeps sessions two hours unless configured' }
    ],
    problems: (config) => [
        ...cloudProblems(config, /\.emqxsl\.(com|cn)$|\.emqxcloud\.(com|cn)$/, 'EMQX Cloud'),
        ...unless(!hasUser(config) || hasPassword(config), 'password', 'is required with a user name')
    ]
};

/** Eclipse mosquitto. Source: the manual page mosquitto.conf(5). */
export const mosquitto: Preset = {
    product: 'Eclipse mosquitto',
    page: 'manual page mosquitto.conf(5)',
    endpoints: {
        tcp: { scheme: 'mqtt', port: 1883 },
        tls: { scheme: 'mqtts', port: 8883 },
        websocket: { scheme: 'wss', port: 8081 }
    },
    defaultTransport: (given) => (given.tls === undefined ? 'tcp' : 'tls'),
    defaultHost: '127.0.0.1',
    reads: [],
    settings: () => [
        { key: 'receiveMaximum', value: 2000, because: 'set max_inflight_messages in mosquitto.conf to the same' }
    ],
    problems: (config) => [
        ...unless(!hasUser(config) || hasPassword(config), 'password', 'is required with a user name'),
        ...unless(
            !isEncrypted(config) ||
                config.tls?.ca !== undefined ||
                config.tls?.verification === 'none' ||
                isPublic(config),
            'tls.ca',
            'is required: the authority that signed the certificate of the broker (cafile in mosquitto.conf)'
        )
    ]
};

/** A name other than an address or a local one may have a certificate of a public authority. */
function isPublic({ host }: MqttConfig): boolean {
    return host !== undefined && /\.[a-z]{2,}$/i.test(host) && !/\.(local|lan|internal)$/i.test(host);
}

function cloudProblems(config: MqttConfig, cloud: RegExp, name: string): ReturnType<Preset['problems']> {
    if (!cloud.test(config.host ?? new URL(config.url).hostname)) return [];
    return [
        ...unless(isEncrypted(config), 'transport', `${name} takes TLS only: tls or websocket`),
        ...unless(hasUser(config) || config.credential !== undefined, 'username', `is required by ${name}`)
    ];
}
