import { connect, MqttClient } from 'mqtt';
import type { IClientOptions } from 'mqtt';
import { tcpStream } from '../wire/index.ts';

const plainPort = 1883;

/** Whether a broker is spoken to over bare TCP. */
export function isPlainTcp(url: string): boolean {
    return url.startsWith('mqtt:') || url.startsWith('tcp:');
}

/** A client of MQTT.js that is not connected yet. Over bare TCP it reads from a stream of our own. */
export function createClient(url: string, options: IClientOptions): MqttClient {
    if (!isPlainTcp(url)) return connect(url, options);
    const { hostname, port, username, password } = new URL(url);
    // An IPv6 address stands in brackets in a URL.
    const host = hostname.replace(/^\[|\]$/g, '');
    return new MqttClient(() => tcpStream(host, Number(port || plainPort)), {
        protocol: 'mqtt',
        ...(username === '' ? {} : { username: decodeURIComponent(username) }),
        ...(password === '' ? {} : { password: decodeURIComponent(password) }),
        ...options
    });
}
