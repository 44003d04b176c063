import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { mosquitto } from '../test/support/mosquitto.ts';

/** A mosquitto that keeps its sessions and messages over a restart. */
export class RestartableBroker {
    readonly url: string;
    private readonly command: string;
    private readonly file: string;
    private readonly port: number;
    private child: ChildProcess | undefined;

    private constructor(command: string, port: number) {
        this.command = command;
        this.port = port;
        this.url = `mqtt://127.0.0.1:${port}`;
        const directory = mkdtempSync(path.join(tmpdir(), 'chaos-broker-'));
        this.file = path.join(directory, 'mosquitto.conf');
        const lines = [
            `listener ${port} 127.0.0.1`,
            'allow_anonymous true',
            'max_inflight_messages 0',
            'max_queued_messages 0',
            'persistence true',
            `persistence_location ${directory}/`,
            `user ${userInfo().username}`
        ];
        writeFileSync(this.file, `${lines.join('\n')}\n`);
    }

    /** @throws Error where mosquitto is not installed */
    static async start(): Promise<RestartableBroker> {
        if (!mosquitto) throw new Error('mosquitto is not installed; chaos needs a broker that survives a restart.');
        const broker = new RestartableBroker(mosquitto, await freePort());
        await broker.run();
        return broker;
    }

    /** Ends the broker in order, so that it saves what it keeps, and starts it again. */
    async restart(): Promise<void> {
        await this.stop();
        await this.run();
    }

    async stop(): Promise<void> {
        const { child } = this;
        if (!child) return;
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
    }

    private async run(): Promise<void> {
        this.child = spawn(this.command, ['-c', this.file], { stdio: 'ignore' });
        while (!(await accepts(this.port))) await wait(20);
    }
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
        const socket = connect(port, '127.0.0.1');
        socket.once('connect', () => {
            socket.destroy();
            resolve(true);
        });
        socket.once('error', () => resolve(false));
    });
}
