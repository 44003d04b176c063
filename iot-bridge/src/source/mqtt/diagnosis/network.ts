import { lookup } from 'node:dns/promises';
import { connect as connectPlain, isIP } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import type { TLSSocket } from 'node:tls';
import type { MqttConfig } from '../../../config/index.ts';
import { secureOptions } from '../connection/index.ts';
import { expiryOfPeer } from '../credentials/index.ts';
import type { Credentials, Expiry } from '../credentials/index.ts';
import { ok } from './finding.ts';
import type { Finding } from './finding.ts';

/** Host and port of an address, with the usual port of its scheme. */
export function endpointOf(url: string): { host: string; port: number; secure: boolean } {
    const { protocol, hostname, port } = new URL(url);
    const usual: Record<string, number> = { 'mqtt:': 1883, 'mqtts:': 8883, 'ws:': 80, 'wss:': 443 };
    const host = hostname.replace(/^\[|\]$/g, '');
    return { host, port: Number(port) || (usual[protocol] ?? 1883), secure: /^(mqtts|wss):$/.test(protocol) };
}

/** Looks the host name up. */
export async function tryName(config: MqttConfig): Promise<Finding> {
    const { host } = endpointOf(config.url);
    if (isIP(host)) return ok('name', `${host} is an address`);
    const addresses = await lookup(host, { all: true });
    return ok('name', `${host} is ${addresses.map(({ address }) => address).join(', ')}`);
}

/** Opens the port. */
export async function tryNetwork(config: MqttConfig): Promise<Finding> {
    const { host, port } = endpointOf(config.url);
    const socket = connectPlain({ host, port });
    await opened(socket, 'connect', config);
    socket.destroy();
    return ok('network', `port ${port} is open`);
}

/** Makes the TLS handshake, and tells when the certificates of the broker end. */
export async function tryTls(
    config: MqttConfig,
    credentials: Credentials
): Promise<{ finding: Finding; expiry: Expiry | undefined }> {
    const { host, port } = endpointOf(config.url);
    const named = isIP(host) === 0 ? { servername: config.tls?.servername ?? host } : {};
    const socket = connectSecure({ ...named, ...secureOptions(config, credentials, () => undefined), host, port });
    await opened(socket, 'secureConnect', config);
    const expiry = expiryOfPeer(socket.getPeerCertificate(true));
    const finding = handshake(socket, config);
    socket.destroy();
    return { finding, expiry };
}

function handshake(socket: TLSSocket, { tls }: MqttConfig): Finding {
    const agreed = socket.alpnProtocol === false ? undefined : (socket.alpnProtocol ?? undefined);
    const says = `${socket.getProtocol() ?? 'TLS'}${agreed === undefined ? '' : `, ALPN ${agreed}`}`;
    if (!tls || tls.alpn.length === 0 || agreed !== undefined) return ok('tls', says);
    const advice = 'Correct `tls.alpn`, or check that the address is the one of the platform.';
    return {
        step: 'tls',
        state: 'warning',
        says: `${says}, but the broker agreed to none of ${tls.alpn.join(', ')}`,
        advice
    };
}

function opened(socket: Socket, event: 'connect' | 'secureConnect', config: MqttConfig): Promise<void> {
    return new Promise((resolve, reject) => {
        const fail = (error: Error): void => {
            socket.destroy();
            reject(error);
        };
        socket.setTimeout(config.connectTimeoutSeconds * 1000, () => fail(new Error('ETIMEDOUT: nobody answers')));
        socket.once('error', fail);
        socket.once('close', () => fail(new Error('closed before the connection stood')));
        socket.once(event, () => resolve());
    });
}
