import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { until } from '../../support/until.ts';

/** A running server of its own. */
export interface PostgresServer {
    url: string;
    stop(): Promise<void>;
}

/** Folder of the newest server that Debian installed; undefined when there is none. */
export function postgresBinaries(): string | undefined {
    const root = '/usr/lib/postgresql';
    if (!existsSync(root)) return undefined;
    const folders = readdirSync(root).sort((left, right) => Number(right) - Number(left));
    return folders
        .map((version) => path.join(root, version, 'bin'))
        .find((bin) => existsSync(path.join(bin, 'initdb')));
}

/** Makes a cluster in a temporary folder and starts it on a free port of the loopback address. */
export async function startPostgres(binaries: string): Promise<PostgresServer> {
    const folder = mkdtempSync(path.join(tmpdir(), 'postgres-'));
    const owner = unprivileged();
    chmodSync(folder, 0o700);
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const data = path.join(folder, 'data');
    const initial = ['-D', data, '-U', 'history', '--auth=trust', '--no-sync', '--encoding=UTF8'];
    execFileSync(path.join(binaries, 'initdb'), initial, { cwd: folder, stdio: 'pipe', ...owner });
    const port = await freePort();
    const settings = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-c', 'fsync=off'];
    const server = spawn(path.join(binaries, 'postgres'), settings, { cwd: folder, stdio: 'ignore', ...owner });
    const exited = new Promise((resolve) => server.once('exit', resolve));
    const url = `postgresql://history@127.0.0.1:${port}/postgres`;
    await until(() => answers(url), 'PostgreSQL answers', 30_000);
    return {
        url,
        stop: async () => {
            server.kill('SIGINT');
            await exited;
            rmSync(folder, { recursive: true, force: true });
        }
    };
}

/** PostgreSQL refuses to run as root, so root runs it as the user that Debian made for it. */
function unprivileged(): { uid: number; gid: number } | undefined {
    if (process.getuid?.() !== 0) return undefined;
    const id = (option: string): number => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
    return { uid: id('-u'), gid: id('-g') };
}

async function answers(url: string): Promise<boolean> {
    const client = new Client({ connectionString: url });
    try {
        await client.connect();
        await client.end();
        return true;
    } catch {
        return false;
    }
}

function freePort(): Promise<number> {
    return new Promise((resolve) => {
        const server = createServer().listen(0, '127.0.0.1', () => {
            const { port } = server.address() as AddressInfo;
            server.close(() => resolve(port));
        });
    });
}
