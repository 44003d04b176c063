import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { mosquitto } from '../../test/support/mosquitto.ts';

/** A mosquitto of our own. */
export interface BenchBroker {
    port: number;
    stop(): Promise<void>;
}

/** Starts mosquitto with unlimited queues on a free loopback port; undefined where it is not installed. */
export async function startMosquitto(): Promise<BenchBroker | undefined> {
    if (!mosquitto) return undefined;
    const port = await freePort();
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'bench-broker-')), 'mosquitto.conf');
    const limits = 'max_inflight_messages 0\nmax_queued_messages 0\nset_tcp_nodelay true\n';
    writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\n${limits}`);
    const child = spawn(mosquitto, ['-c', file], { stdio: 'ignore' });
    while (!(await accepts(port))) await wait(20);
    return {
        port,
        stop: async () => {
            const ended = once(child, 'exit');
            child.kill();
            await ended;
        }
    };
}

async function freePort(): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    return port;
}

function accepts(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => resolve(true));
        socket.once('error', () => resolve(false));
        socket.once('connect', () => socket.destroy());
    });
}
