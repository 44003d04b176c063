import { hasCertificate, hasPassword, isEncrypted, unless } from '../preset.ts';
import type { Preset, PresetInput, Setting } from '../preset.ts';

const apiVersion = '2021-04-12';

/**
 * Azure IoT Hub. A hub is no broker: a client is a device and receives the messages sent to that device, nothing of
 * others. Source: "Communicate with an IoT hub using the MQTT protocol" of Microsoft Learn.
 */
export const azureIotHub: Preset = {
    product: 'Azure IoT Hub',
    page: 'Microsoft Learn, "Communicate with an IoT hub using the MQTT protocol"',
    endpoints: {
        tls: { scheme: 'mqtts', port: 8883 },
        websocket: { scheme: 'wss', port: 443, path: '/$iothub/websocket' }
    },
    defaultTransport: () => 'tls',
    fixedClientId: true,
    reads: ['deviceId'],
    settings: (given) => [
        { key: 'protocolVersion', value: '3.1.1', because: 'MQTT 5 at a hub is a withdrawn preview' },
        ...(given.host === undefined || given.platform.deviceId === undefined
            ? []
            : identity(given, given.host, given.platform.deviceId))
    ],
    problems: (config) => {
        const { platform, clientId, will } = config;
        const events = `devices/${platform.deviceId}/messages/events/`;
        return [
            ...unless(isEncrypted(config), 'url', 'a hub takes TLS only: mqtts:// or wss://'),
            ...unless(config.host !== undefined, 'host', 'is required: my-hub.azure-devices.net'),
            ...unless(platform.deviceId !== undefined, 'platform.deviceId', 'is required: a hub knows devices only'),
            ...unless(
                platform.deviceId === undefined || clientId === platform.deviceId,
                'clientId',
                `must be the device id ${platform.deviceId}`
            ),
            ...unless(config.protocolVersion === '3.1.1', 'protocolVersion', 'a hub takes MQTT 3.1.1'),
            ...unless(
                hasCertificate(config) !== hasPassword(config),
                'credential',
                'give either a credential of kind sas-token or tls.certificate, as the device was registered'
            ),
            ...unless(config.keepaliveSeconds <= 1177, 'keepaliveSeconds', 'a hub takes 1177 seconds at most'),
            ...unless(config.sharedGroup === undefined, 'sharedGroup', 'a hub knows no shared subscriptions'),
            ...unless(
                will === undefined || will.topic.startsWith(events),
                'will.topic',
                `must start with ${events}: a hub takes a last will as telemetry`
            )
        ];
    },
    filterProblem: (filter, { platform }) => {
        const inbox = `devices/${platform.deviceId}/messages/devicebound/#`;
        if (filter === inbox || filter.startsWith('$iothub/')) return undefined;
        return `a hub lets a device read ${inbox} and $iothub/… only`;
    }
};

function identity({ credential, tls }: PresetInput, host: string, device: string): Setting[] {
    const signed = credential?.kind === 'sas-token' && tls?.certificate === undefined;
    return [
        { key: 'clientId', value: device, because: 'must be the device id' },
        {
            key: 'username',
            value: `${host}/${device}/?api-version=${apiVersion}`,
            because: 'names hub, device and API'
        },
        ...(signed
            ? [
                  {
                      key: 'credential.resource',
                      value: `${host}/devices/${device}`,
                      because: 'the token is for this device'
                  }
              ]
            : []),
        {
            key: 'routes',
            value: [{ filter: `devices/${device}/messages/devicebound/#`, format: 'azure-iot-hub' }],
            because: 'a device reads the messages sent to it, in the envelope of routed messages'
        }
    ];
}
