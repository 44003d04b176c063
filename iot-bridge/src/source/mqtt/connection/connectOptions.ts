import { checkServerIdentity } from 'node:tls';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import type { IClientOptions } from 'mqtt';
import type { MqttConfig } from '../../../config/index.ts';
import type { Credentials } from '../credentials/index.ts';

/**
 * Options of MQTT.js for a broker.
 * @param onBrokerCertificate called with the chain the broker shows, once it is trusted
 */
export function connectOptions(
    config: MqttConfig,
    credentials: Credentials,
    onBrokerCertificate: (certificate: PeerCertificate) => void = () => undefined
): IClientOptions {
    const version5 = config.protocolVersion === '5';
    const { username, password } = credentials;
    return {
        protocolVersion: version5 ? 5 : 4,
        clientId: config.clientId,
        clean: config.session === 'clean',
        keepalive: config.keepaliveSeconds,
        connectTimeout: config.connectTimeoutSeconds * 1000,
        reconnectPeriod: config.reconnectSeconds * 1000,
        reconnectOnConnackError: true,
        resubscribe: false,
        ...(username === undefined ? {} : { username }),
        ...(password === undefined ? {} : { password }),
        ...(version5 ? { properties: sessionProperties(config, credentials) } : {}),
        ...transportOptions(config, secureOptions(config, credentials, onBrokerCertificate))
    };
}

function sessionProperties(config: MqttConfig, { authentication }: Credentials): IClientOptions['properties'] {
    return {
        receiveMaximum: config.receiveMaximum,
        ...(config.topicAliasMaximum > 0 ? { topicAliasMaximum: config.topicAliasMaximum } : {}),
        sessionExpiryInterval: config.session === 'clean' ? 0 : config.sessionExpirySeconds,
        ...(authentication
            ? { authenticationMethod: authentication.method, authenticationData: authentication.data }
            : {})
    };
}

/** The part of the options of node:tls that is used; narrower types, so that MQTT.js takes it too. */
export type SecureOptions = Pick<ConnectionOptions, 'rejectUnauthorized' | 'servername' | 'checkServerIdentity'> & {
    ca?: Buffer;
    cert?: Buffer;
    key?: Buffer;
    ALPNProtocols?: string[];
};

/** TLS of a connection, as node:tls takes it. */
export function secureOptions(
    { tls }: MqttConfig,
    { ca, certificate, key }: Credentials,
    onBrokerCertificate: (certificate: PeerCertificate) => void
): SecureOptions {
    return {
        rejectUnauthorized: tls?.verification !== 'none',
        ...(ca ? { ca } : {}),
        ...(certificate ? { cert: certificate } : {}),
        ...(key ? { key } : {}),
        ...(tls?.servername === undefined ? {} : { servername: tls.servername }),
        ...(tls && tls.alpn.length > 0 ? { ALPNProtocols: tls.alpn } : {}),
        // The only place both transports show the chain: MQTT.js hides the socket below a WebSocket.
        checkServerIdentity: (host, shown) => {
            onBrokerCertificate(shown);
            return tls?.verification === 'none' ? undefined : checkServerIdentity(tls?.servername ?? host, shown);
        }
    };
}

/** A WebSocket takes its TLS options in an object of its own. */
function transportOptions({ url }: MqttConfig, secure: SecureOptions): IClientOptions {
    // The package hands these to node:tls as they are, although its types declare an older checkServerIdentity.
    const wsOptions: object = secure;
    if (url.startsWith('wss:')) return { wsOptions };
    return url.startsWith('mqtts:') ? secure : {};
}
