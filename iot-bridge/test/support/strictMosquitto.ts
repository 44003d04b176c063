import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect as dial, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mosquitto } from './mosquitto.ts';
import { until } from './until.ts';

/** A mosquitto of one test, with the lines of configuration it demands. */
export interface StrictMosquitto {
    port: number;
    stop(): Promise<void>;
    /** Starts it again after {@link stop}, at the same port. */
    start(): Promise<void>;
}

/**
 * Starts mosquitto on a free port of the loopback address.
 * @param settings lines of mosquitto.conf for the listener
 * @param files files of the configuration by name; `{name}` in a line is replaced by its path
 */
export async function startStrictMosquitto(
    settings: readonly string[],
    files: Readonly<Record<string, string>> = {}
): Promise<StrictMosquitto> {
    if (mosquitto === undefined) throw new Error('mosquitto is not installed');
    const folder = mkdtempSync(path.join(tmpdir(), 'strict-'));
    // It gives up the rights of root before it reads some of the files.
    chmodSync(folder, 0o755);
    for (const [name, content] of Object.entries(files))
        writeFileSync(path.join(folder, name), content, { mode: 0o644 });
    const port = await freePort();
    const lines = settings.map((line) => line.replace(/\{(\w+)\}/g, (_, name: string) => path.join(folder, name)));
    // 2.0.11 ends when its only listener speaks WebSocket.
    const besides = settings.includes('protocol websockets') ? [`listener ${await freePort()} 127.0.0.1`] : [];
    const file = path.join(folder, 'mosquitto.conf');
    writeFileSync(file, [...besides, `listener ${port} 127.0.0.1`, ...lines, ''].join('\n'));
    let child = await launch(mosquitto, file, port);
    const stop = async (): Promise<void> => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = once(child, 'exit');
        child.kill();
        await ended;
    };
    const start = async (): Promise<void> => {
        child = await launch(mosquitto ?? '', file, port);
    };
    return { port, stop, start };
}

async function launch(command: string, file: string, port: number): Promise<ChildProcess> {
    const child = spawn(command, ['-c', file], { stdio: 'ignore' });
    await until(() => child.exitCode !== null || accepts(port), 'mosquitto accepts connections');
    if (child.exitCode !== null)
        throw new Error(`mosquitto ended with ${child.exitCode}: ${readFileSync(file, 'utf8')}`);
    return child;
}

async function freePort(): Promise<number> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
}

function accepts(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = dial(port, '127.0.0.1');
        socket.once('connect', () => {
            socket.destroy();
            resolve(true);
        });
        socket.once('error', () => resolve(false));
    });
}
