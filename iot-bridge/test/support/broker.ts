import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Aedes } from 'aedes';
import { until } from './until.ts';
import { mosquitto } from './mosquitto.ts';

/** A broker on a free loopback port. */
export interface Broker {
    url: string;
    /** mosquitto when it is installed, aedes otherwise. */
    kind: 'mosquitto' | 'aedes';
    stop(): Promise<void>;
}

/**
 * Whether tests that need mosquitto can run. Says on stderr what is skipped, because the report of jest leaves out the
 * names of a file whose tests are all skipped.
 */
export function hasMosquitto(suite: string): boolean {
    if (!mosquitto) process.stderr.write(`SKIPPED ${suite}: mosquitto is not installed\n`);
    return mosquitto !== undefined;
}

/** Starts mosquitto where it is installed, else the broker written in JavaScript. */
export async function startBroker(): Promise<Broker> {
    return mosquitto ? startMosquitto(mosquitto) : startAedes();
}

async function startMosquitto(command: string): Promise<Broker> {
    const port = await freePort();
    const directory = mkdtempSync(path.join(tmpdir(), 'broker-'));
    const file = path.join(directory, 'mosquitto.conf');
    writeFileSync(
        file,
        `listener ${port} 127.0.0.1\nallow_anonymous true\nmax_inflight_messages 0\nmax_queued_messages 0\n`
    );
    const process = spawn(command, ['-c', file], { stdio: 'ignore' });
    await until(() => accepts(port), 'mosquitto accepts connections');
    return { url: `mqtt://127.0.0.1:${port}`, kind: 'mosquitto', stop: () => end(process) };
}

async function end(process: ChildProcess): Promise<void> {
    const ended = once(process, 'exit');
    process.kill();
    await ended;
}

async function startAedes(): Promise<Broker> {
    const aedes = await Aedes.createBroker();
    const server = createServer(aedes.handle);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const stop = (): Promise<void> => new Promise((resolve) => aedes.close(() => server.close(() => resolve())));
    return { url: `mqtt://127.0.0.1:${portOf(server)}`, kind: 'aedes', stop };
}

function portOf(server: Server): number {
    return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = portOf(server);
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
