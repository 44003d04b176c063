import { hasPassword, unless } from '../preset.ts';
import type { Preset, PresetInput } from '../preset.ts';

/**
 * The Things Stack (The Things Network, The Things Industries, own installations).
 * Source: "MQTT Server" of The Things Stack documentation.
 */
export const theThingsStack: Preset = {
    product: 'The Things Stack',
    page: 'The Things Stack documentation, "MQTT Server"',
    endpoints: { tls: { scheme: 'mqtts', port: 8883 }, tcp: { scheme: 'mqtt', port: 1883 } },
    defaultTransport: () => 'tls',
    reads: ['application', 'tenant'],
    settings: (given) => [
        { key: 'protocolVersion', value: '3.1.1', because: 'the server speaks MQTT 3.1.1' },
        { key: 'qos', value: 0, because: 'the server delivers with QoS 0 only' },
        { key: 'session', value: 'clean', because: 'with QoS 0 there is nothing a session could keep' },
        ...applicationOf(given)
    ],
    problems: (config) => [
        ...unless(config.platform.application !== undefined, 'platform.application', 'is required'),
        ...unless(hasPassword(config), 'password', 'is required: an API key (NNSXS…) with the right to read traffic'),
        ...unless(config.protocolVersion === '3.1.1', 'protocolVersion', 'the server takes MQTT 3.1.1'),
        ...unless(config.qos === 0, 'qos', 'the server delivers with QoS 0 only'),
        ...unless(config.will === undefined, 'will', 'is not taken: an application publishes downlinks only'),
        ...unless(config.sharedGroup === undefined, 'sharedGroup', 'the server knows no shared subscriptions')
    ],
    filterProblem: (filter) =>
        filter === '#' || filter.startsWith('v3/') ? undefined : 'The Things Stack publishes below v3/… only'
};

function applicationOf({ platform }: PresetInput): ReturnType<Preset['settings']> {
    const { application, tenant } = platform;
    if (application === undefined) return [];
    const name = tenant === undefined ? application : `${application}@${tenant}`;
    return [
        { key: 'username', value: name, because: 'application and tenant; the open source edition has no tenant' },
        {
            key: 'routes',
            value: [{ filter: `v3/${name}/devices/+/up`, format: 'ttn-v3', deviceLevel: 4 }],
            because: 'uplink messages of all devices of the application'
        }
    ];
}
