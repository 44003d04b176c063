import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { Connection } from 'jsforce';
import type { OrgReady } from '../../src/startOrg.ts';

const main = path.resolve('local-org/src/main.ts');
const node = path.resolve('node_modules/.bin/node');

async function until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await setImmediate();
}

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

    it('finishes a bulk job that a kill interrupted, each row once, and remembers the used allocations', async () => {
        const first = await start('--edition', 'Developer');
        const rows = Array.from({ length: 5_000 }, (_, index) => ({ LastName: `Bulk ${index}` }));
        const job = first.connection.bulk2.createJob({ object: 'Contact', operation: 'insert' });
        await job.open();
        await job.uploadData(rows);
        await job.close();
        const count = async (connection: Connection): Promise<number> =>
            (await connection.query("SELECT COUNT() FROM Contact WHERE LastName LIKE 'Bulk %'")).totalSize;
        await until(async () => (await count(first.connection)) > 0);
        first.child.kill('SIGKILL');
        await once(first.child, 'exit');

        const second = await start('--edition', 'Developer');
        const { DailyApiRequests } = await second.connection.limits();
        expect(DailyApiRequests).toMatchObject({ Max: 15_000 });
        const again = second.connection.bulk2.job('ingest', { id: job.id });
        await again.poll(50, 20_000);
        expect(await again.check()).toMatchObject({
            state: 'JobComplete',
            numberRecordsProcessed: 5_000,
            numberRecordsFailed: 0
        });
        expect(await count(second.connection)).toBe(5_000);
        second.child.kill('SIGTERM');
        await once(second.child, 'exit');

        const third = await start('--edition', 'Developer');
        const left = (await third.connection.limits()).DailyApiRequests?.Remaining;
        expect(left).toBeLessThan(Number(DailyApiRequests?.Remaining) - 2);
        third.child.kill('SIGTERM');
        await once(third.child, 'exit');
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
