import { readFileSync } from 'node:fs';
import type { IClientOptions } from 'mqtt';
import type { MqttConfig } from '../../config/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';

/** Options of MQTT.js for a broker. Certificates are read each time, so that a renewed file is used by the next start. */
export function clientOptions(config: MqttConfig): IClientOptions {
    const version5 = config.protocolVersion === '5';
    return {
        protocolVersion: version5 ? 5 : 4,
        clientId: config.clientId,
        clean: config.session === 'clean',
        keepalive: config.keepaliveSeconds,
        connectTimeout: config.connectTimeoutSeconds * 1000,
        reconnectPeriod: config.reconnectSeconds * 1000,
        reconnectOnConnackError: true,
        resubscribe: false,
        ...(config.username === undefined ? {} : { username: config.username }),
        ...(config.password === undefined ? {} : { password: config.password }),
        ...(version5 ? { properties: sessionProperties(config) } : {}),
        ...(config.will ? { will: willOf(config.will) } : {}),
        ...tlsOptions(config)
    };
}

function sessionProperties(config: MqttConfig): IClientOptions['properties'] {
    return {
        receiveMaximum: config.receiveMaximum,
        topicAliasMaximum: 65535,
        sessionExpiryInterval: config.session === 'clean' ? 0 : config.sessionExpirySeconds
    };
}

function willOf(will: NonNullable<MqttConfig['will']>): NonNullable<IClientOptions['will']> {
    return { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true };
}

function tlsOptions({ tls }: MqttConfig): IClientOptions {
    if (!tls) return {};
    return {
        rejectUnauthorized: tls.verification === 'strict',
        ...(tls.ca ? { ca: readPem(tls.ca) } : {}),
        ...(tls.certificate ? { cert: readPem(tls.certificate) } : {}),
        ...(tls.key ? { key: readPem(tls.key) } : {}),
        ...(tls.alpn.length > 0 ? { ALPNProtocols: tls.alpn } : {})
    };
}

function readPem(file: string): Buffer {
    try {
        return readFileSync(file);
    } catch (cause) {
        throw new BridgeError('CONFIG_SECRET_MISSING', { reference: `the file ${file} (${reasonOf(cause)})` }, cause);
    }
}
