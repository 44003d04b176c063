import { hasCertificate, hasPassword, isEncrypted, unless } from '../preset.ts';
import type { Preset, PresetInput, Setting } from '../preset.ts';

/** Levels below the first that a topic may have: seven slashes. */
const mostLevels = 8;

/**
 * AWS IoT Core with a client certificate, or with a custom authoriser.
 * Source: "Device communication protocols", "Connecting to AWS IoT Core by using custom authentication" and "AWS IoT
 * Core endpoints and quotas" of the AWS documentation.
 */
export const awsIotCore: Preset = {
    product: 'AWS IoT Core',
    page: 'AWS IoT Core Developer Guide, "Device communication protocols"',
    endpoints: {
        tls: { scheme: 'mqtts', port: 8883 },
        'tls-443': { scheme: 'mqtts', port: 443 },
        websocket: { scheme: 'wss', port: 443, path: '/mqtt' }
    },
    defaultTransport: (given) => (given.platform.authorizer === undefined ? 'tls' : 'tls-443'),
    reads: ['user', 'authorizer', 'authorizerSignature'],
    settings: (given) => [
        ...alpnOf(given),
        ...authorizerUser(given),
        { key: 'receiveMaximum', value: 100, because: 'more unacknowledged messages per client are not sent' },
        { key: 'topicAliasMaximum', value: 8, because: 'the message broker knows eight aliases per connection' },
        { key: 'sessionExpirySeconds', value: 3600, because: 'sessions are kept one hour unless the quota is raised' }
    ],
    problems: (config) => [
        ...unless(isEncrypted(config), 'url', 'AWS IoT Core takes TLS only: mqtts:// or wss://'),
        ...identityProblems(config),
        ...unless(
            config.keepaliveSeconds >= 30 && config.keepaliveSeconds <= 1200,
            'keepaliveSeconds',
            'AWS IoT Core takes 30 to 1200 seconds'
        ),
        ...unless(Buffer.byteLength(config.clientId) <= 128, 'clientId', 'AWS IoT Core takes 128 bytes at most')
    ],
    filterProblem: (filter) => {
        if (filter.split('/').length > mostLevels) return 'AWS IoT Core takes eight topic levels at most';
        return Buffer.byteLength(filter) > 256 ? 'AWS IoT Core takes 256 bytes at most' : undefined;
    }
};

function alpnOf({ platform, transport }: PresetInput): Setting[] {
    if (platform.authorizer !== undefined) {
        if (transport === 'websocket') return [];
        return [{ key: 'tls.alpn', value: ['mqtt'], because: 'custom authorisers are reached by this protocol name' }];
    }
    if (transport !== 'tls-443') return [];
    return [
        { key: 'tls.alpn', value: ['x-amzn-mqtt-ca'], because: 'names MQTT with a client certificate on port 443' }
    ];
}

/** The user name carries the authoriser, and the signature of a fixed token, as a query. */
function authorizerUser({ platform }: PresetInput): Setting[] {
    const { authorizer, authorizerSignature, user = '' } = platform;
    if (authorizer === undefined) return [];
    const query = [
        `x-amz-customauthorizer-name=${encodeURIComponent(authorizer)}`,
        ...(authorizerSignature === undefined
            ? []
            : [`x-amz-customauthorizer-signature=${encodeURIComponent(authorizerSignature)}`])
    ].join('&');
    return [{ key: 'username', value: `${user}?${query}`, because: 'the user name tells which authoriser decides' }];
}

function identityProblems(config: Parameters<Preset['problems']>[0]): ReturnType<Preset['problems']> {
    const custom = config.platform.authorizer !== undefined;
    if (config.transport === 'websocket' && !custom) {
        const message =
            'by WebSocket needs platform.authorizer: requests signed with Signature Version 4 are not supported';
        return unless(false, 'transport', message);
    }
    if (custom)
        return unless(hasPassword(config), 'credential', 'a custom authoriser needs a password or a credential');
    const port443 = config.transport === 'tls-443';
    return [
        ...unless(
            hasCertificate(config),
            'tls.certificate',
            port443
                ? 'is required: ALPN x-amzn-mqtt-ca on port 443 means a client certificate (or name platform.authorizer)'
                : 'is required: AWS IoT Core knows a client by its certificate (or name platform.authorizer)'
        ),
        ...unless(
            !hasPassword(config) && config.username === undefined,
            'username',
            'is not looked at with a client certificate; name platform.authorizer for a custom authoriser'
        )
    ];
}
