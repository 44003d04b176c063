import { hasCertificate, hasUser, isEncrypted, unless } from '../preset.ts';
import type { Preset, PresetInput, Setting } from '../preset.ts';
import type { MqttConfig } from '../../sections/mqtt.ts';

/**
 * The MQTT broker of an Azure Event Grid namespace.
 * Source: "MQTT features supported by Azure Event Grid's MQTT broker feature" and "Authenticate with MQTT broker using
 * OAuth 2.0" of Microsoft Learn.
 */
export const azureEventGrid: Preset = {
    product: 'Azure Event Grid, MQTT broker of a namespace',
    page: 'Microsoft Learn, "MQTT features supported by Azure Event Grid\'s MQTT broker feature"',
    endpoints: { tls: { scheme: 'mqtts', port: 8883 }, websocket: { scheme: 'wss', port: 443, path: '/mqtt' } },
    defaultTransport: () => 'tls',
    reads: ['user'],
    settings: (given) => [
        { key: 'protocolVersion', value: '5', because: 'tokens are taken by MQTT 5 only' },
        { key: 'sessionExpirySeconds', value: 3600, because: 'a namespace keeps sessions one hour unless configured' },
        { key: 'topicAliasMaximum', value: 0, because: 'the broker gives no aliases' },
        ...userOf(given),
        ...tokenOf(given)
    ],
    problems: (config) => [
        ...unless(isEncrypted(config), 'url', 'Event Grid takes TLS only: mqtts:// or wss://'),
        ...identityProblems(config),
        ...unless(config.keepaliveSeconds <= 1160, 'keepaliveSeconds', 'Event Grid takes 1160 seconds at most'),
        ...unless(config.sessionExpirySeconds <= 28800, 'sessionExpirySeconds', 'Event Grid keeps eight hours at most'),
        ...unless(
            config.will?.retain !== 'on',
            'will.retain',
            'must be off: Event Grid closes the connection of a client that publishes retained messages'
        )
    ],
    filterProblem: (filter) => {
        if (filter.split('/').length > 8) return 'Event Grid takes eight topic segments at most';
        return Buffer.byteLength(filter) > 256 ? 'Event Grid takes 256 bytes at most' : undefined;
    }
};

function userOf({ platform }: PresetInput): Setting[] {
    if (platform.user === undefined) return [];
    return [{ key: 'username', value: platform.user, because: 'the client authentication name' }];
}

function tokenOf({ credential }: PresetInput): Setting[] {
    if (credential === undefined || credential.kind === 'sas-token') return [];
    const filled = [
        { key: 'credential.present', value: 'authentication-data', because: 'a token is enhanced authentication' }
    ];
    if (credential.present !== undefined && credential.present !== 'authentication-data') return filled;
    return [
        ...filled,
        {
            key: 'credential.mqttMethod',
            value: 'CUSTOM-JWT',
            because: 'OpenID Connect; OAUTH2-JWT means Microsoft Entra'
        }
    ];
}

function identityProblems(config: MqttConfig): ReturnType<Preset['problems']> {
    const { credential } = config;
    if (credential?.kind === 'sas-token') {
        return unless(
            false,
            'credential.kind',
            'the MQTT broker of Event Grid takes no SAS token: signed-jwt or token-file'
        );
    }
    if (credential) return [];
    return [
        ...unless(hasCertificate(config), 'tls.certificate', 'is required, or a credential with a JSON Web Token'),
        ...unless(hasUser(config), 'platform.user', 'is required: the client authentication name')
    ];
}
