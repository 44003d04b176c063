import { hasCertificate, hasUser, isEncrypted, unless } from '../preset.ts';
import type { Preset } from '../preset.ts';

/**
 * ThingsBoard. A client is a device or gateway: it receives attributes and calls meant for it, no telemetry of others.
 * Source: "MQTT Device API Reference" and "MQTT Gateway API Reference" of ThingsBoard.
 */
export const thingsboard: Preset = {
    product: 'ThingsBoard',
    page: 'ThingsBoard documentation, "MQTT Gateway API Reference"',
    endpoints: { tls: { scheme: 'mqtts', port: 8883 }, tcp: { scheme: 'mqtt', port: 1883 } },
    defaultTransport: () => 'tls',
    secretUserName: true,
    reads: [],
    settings: () => [
        {
            key: 'routes',
            value: [{ filter: 'v1/gateway/attributes', format: 'json', devicePath: 'device', presence: 'partial' }],
            because: 'a gateway receives changed shared attributes of its devices as {device, data}'
        }
    ],
    problems: (config) => [
        ...unless(
            hasUser(config) !== hasCertificate(config),
            'username',
            'give either the access token of the gateway device as user name, or tls.certificate'
        ),
        ...unless(!hasCertificate(config) || isEncrypted(config), 'transport', 'a client certificate needs tls'),
        ...unless(config.sharedGroup === undefined, 'sharedGroup', 'ThingsBoard knows no shared subscriptions'),
        ...unless(
            config.will === undefined || /^v1\/(gateway|devices\/me)\//.test(config.will.topic),
            'will.topic',
            'must be a topic of ThingsBoard, such as v1/devices/me/attributes'
        )
    ],
    filterProblem: (filter) =>
        /^v1\/(gateway|devices\/me)\//.test(filter)
            ? undefined
            : 'ThingsBoard lets a device read v1/gateway/… and v1/devices/me/… only; let a rule chain forward telemetry to a broker'
};
