import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';

let folder = '';
beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'startup-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
    readonly code: number | null;
    readonly text: string;
}

/** Runs a program of the product to its end, or until its output says what is waited for. */
async function run(script: string, parameters: readonly string[], until?: RegExp): Promise<Ended> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...parameters]);
    let text = '';
    let asked = false;
    const listen = (chunk: Buffer): void => {
        text += chunk.toString();
        if (!asked && until?.test(text)) asked = child.kill('SIGINT');
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, text };
}

async function configuration(more: object): Promise<string> {
    const file = path.join(folder, `${String(Math.random()).slice(2)}.yaml`);
    await writeFile(file, stringify({ dataDirectory: path.join(folder, 'data'), observe: { port: 0 }, ...more }));
    return file;
}

const nobody = {
    loginUrl: 'http://127.0.0.1:9',
    authentication: { flow: 'client-credentials', clientId: 'a', clientSecret: 'b' }
};

test('the local org says in one sentence that its port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, text } = await run('local-org/src/main.ts', ['--port', String(port), '--data', folder, '--empty']);
    server.close();
    expect(code).toBe(1);
    expect(text.trim()).toMatch(new RegExp(`^Port ${String(port)} is in use\\..*--port\\.$`));
});

test('a key that does not exist is refused with file, line and hint', async () => {
    const file = await configuration({
        mqtt: [{ url: 'mqtt://127.0.0.1:1883', qualityOfService: 1 }],
        salesforce: nobody
    });
    const { code, text } = await run('iot-bridge/src/main.ts', ['check', '--config', file]);
    expect(code).toBe(1);
    expect(text).toContain(file);
    expect(text).toMatch(/qualityOfService/);
});

test('a missing broker and an org that cannot be reached are named, and an interrupt ends the bridge cleanly', async () => {
    const file = await configuration({ mqtt: [{ url: 'mqtt://127.0.0.1:9' }], salesforce: nobody });
    const { code, text } = await run('iot-bridge/src/main.ts', ['run', '--config', file], /127\.0\.0\.1:9/);
    expect(text).toMatch(/127\.0\.0\.1:9/);
    expect(code).toBe(0);
});
