import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
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
    writeFileSync(path.join(folder, 'mosquitto.conf'), [`listener ${port} 127.0.0.1`, ...lines, ''].join('\n'));
    const child = spawn(mosquitto, ['-c', path.join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
    await until(() => child.exitCode !== null || accepts(port), 'mosquitto accepts connections');
    if (child.exitCode !== null) throw new Error(`mosquitto ended with ${child.exitCode}: ${lines.join('; ')}`);
    const stop = async (): Promise<void> => {
        const ended = once(child, 'exit');
        child.kill();
        await ended;
    };
    return { port, stop };
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
