import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Connection } from 'jsforce';
import type { OrgReady } from '../../src/startOrg.ts';

const main = path.resolve('local-org/src/main.ts');
const node = path.resolve('node_modules/.bin/node');

describe('the local org as a process', () => {
    let dataDir: string;
    const started: ChildProcess[] = [];

    beforeAll(async () => {
        dataDir = await mkdtemp(path.join(tmpdir(), 'local-org-'));
    });
    afterAll(async () => {
        for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
        await rm(dataDir, { recursive: true, force: true });
    });

    const start = async (
        ...more: string[]
    ): Promise<{ child: ChildProcess; ready: OrgReady; connection: Connection }> => {
        const child = spawn(node, [main, '--port', '0', '--empty', '--data', dataDir, ...more], {
            stdio: ['ignore', 'pipe', 'pipe']
        });
        started.push(child);
        const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
        const ready = JSON.parse(line) as OrgReady;
        const { url: instanceUrl, accessToken } = ready;
        return { child, ready, connection: new Connection({ instanceUrl, accessToken, version: '66.0' }) };
    };

    it('keeps records, sessions and numbers over a kill, and ends cleanly on a signal', async () => {
        const first = await start();
        expect(first.ready).toMatchObject({
            username: 'admin@local-org.test',
            orgId: expect.stringMatching(/^00D\w{15}$/)
        });
        const created = await first.connection.sobject('Case').create({ Subject: 'before the kill' });
        first.child.kill('SIGKILL');
        await once(first.child, 'exit');

        const second = await start();
        second.connection.accessToken = first.ready.accessToken;
        const { records } = await second.connection.query('SELECT Id, Subject, CaseNumber FROM Case');
        expect(records).toMatchObject([{ Id: created.id, Subject: 'before the kill', CaseNumber: '00000001' }]);
        const { id } = await second.connection.sobject('Case').create({ Subject: 'after it' });
        expect(id).not.toBe(created.id);
        expect(await second.connection.sobject('Case').retrieve(id ?? '')).toMatchObject({ CaseNumber: '00000002' });
        second.child.kill('SIGTERM');
        expect(await once(second.child, 'exit')).toEqual([0, null]);
    }, 60_000);

    it('says in one sentence that a port is taken', async () => {
        const blocker = createServer().listen(0, '127.0.0.1');
        await once(blocker, 'listening');
        const { port } = blocker.address() as { port: number };
        const child = spawn(node, [main, '--port', String(port), '--empty'], { stdio: ['ignore', 'ignore', 'pipe'] });
        started.push(child);
        let text = '';
        child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
        const [code] = (await once(child, 'close')) as [number];
        expect(code).toBe(1);
        expect(text).toContain(`Port ${port} is in use. Stop the other program or choose another port with --port.`);
        blocker.close();
    }, 60_000);
});
