import { hasCertificate, hasPassword, isEncrypted, unless } from '../preset.ts';
import type { Preset, PresetInput } from '../preset.ts';

/**
 * The MindConnect MQTT broker of Siemens Insights Hub. A client is an agent; it reads what is sent to that agent.
 * Source: "MindConnect MQTT Broker" and "Onboarding MindConnect MQTT Agent" of the Insights Hub documentation.
 */
export const siemensInsightsHub: Preset = {
    product: 'Siemens Insights Hub, MindConnect MQTT',
    page: 'Insights Hub documentation, "MindConnect MQTT Broker"',
    endpoints: { tls: { scheme: 'mqtts', port: 8883 }, 'tls-443': { scheme: 'mqtts', port: 443 } },
    defaultTransport: () => 'tls',
    defaultHost: 'mindconnectmqtt.eu1.mindsphere.io',
    fixedClientId: true,
    reads: ['tenant', 'deviceId'],
    settings: (given) => [
        { key: 'protocolVersion', value: '3.1.1', because: 'the documentation names no MQTT 5' },
        ...(given.transport === 'tls-443'
            ? [{ key: 'tls.alpn', value: ['x-amzn-mqtt-ca'], because: 'names MQTT with a certificate on port 443' }]
            : []),
        ...agentOf(given)
    ],
    problems: (config) => {
        const { tenant, deviceId } = config.platform;
        const id = `${tenant}_${deviceId}`;
        return [
            ...unless(isEncrypted(config), 'url', 'MindConnect MQTT takes TLS only: mqtts://'),
            ...unless(hasCertificate(config), 'tls.certificate', 'is required: the agent certificate with its chain'),
            ...unless(!hasPassword(config), 'password', 'is not taken: an agent is known by its certificate'),
            ...unless(tenant !== undefined, 'platform.tenant', 'is required: the client id starts with it'),
            ...unless(deviceId !== undefined, 'platform.deviceId', 'is required: the common name of the certificate'),
            ...unless(
                tenant === undefined || deviceId === undefined || config.clientId === id,
                'clientId',
                `must be ${id}: tenant and common name of the certificate`
            ),
            ...unless(config.sharedGroup === undefined, 'sharedGroup', 'an agent cannot share its subscriptions')
        ];
    },
    filterProblem: (filter, { clientId, platform }) =>
        filter.startsWith(`tc/${platform.tenant}/${clientId}/`)
            ? undefined
            : `an agent reads topics below tc/${platform.tenant}/${clientId}/ only`
};

function agentOf({ platform, clientId }: PresetInput): ReturnType<Preset['settings']> {
    const { tenant, deviceId } = platform;
    if (tenant === undefined || deviceId === undefined) return [];
    const id = `${tenant}_${deviceId}`;
    return [
        { key: 'clientId', value: id, because: 'tenant and common name of the certificate of the agent' },
        {
            key: 'routes',
            value: [{ filter: `tc/${tenant}/${clientId ?? id}/i/#`, format: 'mindconnect' }],
            because: 'what is sent to this agent'
        }
    ];
}
