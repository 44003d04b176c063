import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { startLocalOrg, type LocalOrg } from '../demo/localOrg.ts';
import { assignPermissionSets } from '../demo/permissions.ts';
import { startService, type Service } from '../demo/service.ts';

const project = path.resolve(import.meta.dirname, '../../..');
const recordsPerRequest = 200;
/** Silence is judged in seconds; machines that report every half hour would all be silent all the time. */
const silence = 'customMetadata/Alarm_Definition.Device_Silent.md-meta.xml';

const readyLine = z.object({ ready: z.literal(true), httpAddress: z.url() });
const clockLine = z.object({
    simulatedClock: z.object({ pid: z.number(), since: z.number(), gained: z.number(), pace: z.number() })
});
const statusShape = z.object({
    messages: z.number(),
    rejectedTotal: z.number(),
    deadLetters: z.number(),
    devices: z.number(),
    outbox: z.object({ alarms: z.number(), results: z.number(), snapshots: z.number() }),
    sources: z.array(z.object({ connected: z.boolean() }))
});
const faultsShape = z.object({ failNext: z.object({ count: z.number() }).nullable() });
const limitsShape = z.object({ DailyApiRequests: z.object({ Remaining: z.number() }) });

/** What the org is told to refuse at most; far more than any outage brings. */
const refusals = 1_000_000;

/** The org, the bridge with a clock of its own, and how both are looked at. */
export class OutagePlant {
    readonly org: LocalOrg;
    private readonly folder: string;
    private bridge: Service | undefined;
    private address = '';
    private clock = { pid: 0, since: Date.now(), gained: 0, pace: 1 };

    private constructor(org: LocalOrg, folder: string) {
        this.org = org;
        this.folder = folder;
    }

    /** Starts a local org with the package and so many drive motors. */
    static async start(assets: number): Promise<OutagePlant> {
        const folder = await mkdtemp(path.join(tmpdir(), 'outage-'));
        const override = await withoutSilence(path.join(folder, 'project'));
        const dataFolder = path.join(folder, 'org');
        const org = await startLocalOrg({ projectFolder: project, moreProjects: [override], dataFolder, port: 0 });
        const plant = new OutagePlant(org, folder);
        await assignPermissionSets(org.connection, org.users);
        await plant.createAssets(assets);
        return plant;
    }

    async stop(): Promise<void> {
        await this.bridge?.stop();
        await this.org.stop();
        await rm(this.folder, { recursive: true, force: true });
    }

    /** Starts the bridge as an operator does, with a clock that can be made to run fast. */
    async startBridge(broker: string, clockFactor: number): Promise<void> {
        const file = path.join(this.folder, 'bridge.yaml');
        await writeFile(file, stringify(this.configuration(broker)));
        const preload = path.join(import.meta.dirname, 'simulatedClock.ts');
        this.bridge = await startService({
            name: 'The bridge',
            arguments: ['--import', preload, path.join(project, 'iot-bridge/src/main.ts'), 'run', '--config', file],
            cwd: this.folder,
            environment: { OUTAGE_CLOCK_FACTOR: String(clockFactor) },
            isReady: (line) => readyLine.safeParse(line).success,
            onLine: (line) => this.hear(line)
        });
        this.address = readyLine.parse(this.bridge.ready).httpAddress;
    }

    /** What time it is for the bridge. */
    now(): number {
        const { since, gained, pace } = this.clock;
        return Date.now() + gained + (Date.now() - since) * (pace - 1);
    }

    /** The bridge's clock runs fast from now on, or as any again. */
    async changePace(): Promise<void> {
        const before = this.clock;
        process.kill(before.pid, 'SIGUSR2');
        await this.until(() => Promise.resolve(this.clock !== before), 'the clock of the bridge changes its pace');
    }

    async status(): Promise<z.output<typeof statusShape>> {
        return statusShape.parse(await (await fetch(new URL('/status', this.address))).json());
    }

    /** The org refuses every request with 503 from now on. */
    async refuseAll(): Promise<void> {
        await this.faults({ method: 'PUT', body: JSON.stringify({ failNext: { count: refusals } }) });
    }

    /** The org is back, and has forgotten the bridge's session. @returns how many requests it has refused */
    async comeBack(): Promise<number> {
        const state = faultsShape.parse(await (await this.faults({ method: 'GET' })).json());
        await this.faults({ method: 'DELETE' });
        await this.faults({ method: 'PUT', body: JSON.stringify({ expireSessions: true }) });
        return refusals - (state.failNext?.count ?? refusals);
    }

    /** API requests that are left of the day. Asking counts as well. */
    async requestsLeft(): Promise<number> {
        return limitsShape.parse(await this.org.connection.request('/services/data/v66.0/limits')).DailyApiRequests
            .Remaining;
    }

    /** @throws Error when it has not come true within the limit */
    async until(holds: () => Promise<boolean>, what: string, limitMs = 60_000): Promise<void> {
        const limit = performance.now() + limitMs;
        while (!(await holds())) {
            if (performance.now() > limit) throw new Error(`Waited in vain until ${what}.`);
            await new Promise((resolve) => setTimeout(resolve, 20));
        }
    }

    private hear(line: string): void {
        if (!line.includes('simulatedClock')) return;
        this.clock = clockLine.parse(JSON.parse(line)).simulatedClock;
    }

    private async faults(init: RequestInit): Promise<Response> {
        const authorization = `Bearer ${this.org.accessToken}`;
        const headers = { authorization, 'content-type': 'application/json' };
        const reply = await fetch(new URL('/local-org/faults', this.org.url), { ...init, headers });
        if (!reply.ok) throw new Error(await reply.text());
        return reply;
    }

    private async createAssets(count: number): Promise<void> {
        const { connection } = this.org;
        const product = await connection.sobject('Product2').create({ Name: 'Drive Motor', ProductCode: 'EM-75' });
        const account = await connection.sobject('Account').create({ Name: 'Outage' });
        for (let start = 0; start < count; start += recordsPerRequest) {
            const rows = Array.from({ length: Math.min(recordsPerRequest, count - start) }, (_, index) => {
                const name = deviceName(start + index);
                return { Name: name, Device_Id__c: name, Product2Id: product.id, AccountId: account.id };
            });
            const results = await connection.sobject('Asset').create(rows);
            const refused = results.find(({ success }) => !success);
            if (refused) throw new Error(JSON.stringify(refused.errors));
        }
    }

    private configuration(broker: string): object {
        return {
            name: 'outage',
            dataDirectory: path.join(this.folder, 'bridge'),
            mqtt: [{ url: broker, clientId: 'outage', protocolVersion: '3.1.1' }],
            salesforce: {
                loginUrl: this.org.url,
                authentication: { flow: 'client-credentials', ...this.org.bridgeClient }
            },
            observe: { port: 0, logLevel: 'error' }
        };
    }
}

/** Device id of a machine by its number. */
export function deviceName(number: number): string {
    return `motor-${number + 1}`;
}

async function withoutSilence(folder: string): Promise<string> {
    const source = path.join(project, 'force-app/core/main/default', silence);
    const target = path.join(folder, 'main/default', silence);
    await mkdir(path.dirname(target), { recursive: true });
    await cp(source, target);
    const text = await readFile(target, 'utf8');
    await writeFile(target, text.replace(/(<field>Active__c<\/field>\s*<value[^>]*>)true/, '$1false'));
    const description = { packageDirectories: [{ path: 'main', default: true }], sourceApiVersion: '66.0' };
    await writeFile(path.join(folder, 'sfdx-project.json'), JSON.stringify(description));
    return folder;
}
