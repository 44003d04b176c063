import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { importTree } from '../../scripts/lib/demo/importTree.ts';
import { startLocalOrg, type LocalOrg } from '../../scripts/lib/demo/localOrg.ts';
import { assignPermissionSets } from '../../scripts/lib/demo/permissions.ts';
import { startService, type Service } from '../../scripts/lib/demo/service.ts';
import { sampleData } from '../../scripts/lib/sampleData.ts';
import { eventually } from './eventually.ts';

const project = path.resolve('.');
const readyLine = z.object({ ready: z.literal(true), httpAddress: z.url() });

/** What a bridge says about itself, as far as tests look. */
const statusShape = z.object({
    notReady: z.array(z.string()),
    messages: z.number(),
    devices: z.number(),
    rejected: z.record(z.string(), z.number()),
    outbox: z.object({ alarms: z.number(), snapshots: z.number() }),
    sending: z.object({ alarms: z.enum(['events', 'records']), alarmsReason: z.string().optional() }),
    sources: z.array(z.object({ connected: z.boolean() }))
});

/** A bridge as its own process. */
export interface BridgeUnderTest extends Service {
    readonly url: string;
    readonly lines: string[];
    status(): Promise<z.output<typeof statusShape>>;
}

/** A local org with the sample plant, beside which bridges are started. */
export class DeliveryPlant {
    readonly org: LocalOrg;
    readonly folder: string;
    private readonly bridges: Service[] = [];

    private constructor(org: LocalOrg, folder: string) {
        this.org = org;
        this.folder = folder;
    }

    static async start(): Promise<DeliveryPlant> {
        const folder = await mkdtemp(path.join(tmpdir(), 'delivery-'));
        const dataFolder = path.join(folder, 'org');
        const org = await startLocalOrg({ projectFolder: project, dataFolder, port: 0, pubSubPort: 0 });
        await assignPermissionSets(org.connection, org.users);
        await importTree(org.connection, sampleData(new Date()));
        return new DeliveryPlant(org, folder);
    }

    /** Ends every process. */
    async stop(): Promise<void> {
        await Promise.all(this.bridges.map((bridge) => bridge.stop()));
        await this.org.stop();
        await rm(this.folder, { recursive: true, force: true });
    }

    /** Starts a bridge with its own directory below the plant's, and waits until it hears its broker. */
    async startBridge(name: string, broker: string, more: Record<string, unknown> = {}): Promise<BridgeUnderTest> {
        const file = path.join(this.folder, `${name}.yaml`);
        await writeFile(file, stringify(this.configuration(name, broker, more)));
        const lines: string[] = [];
        const service = await startService({
            name,
            arguments: [path.join(project, 'iot-bridge/src/main.ts'), 'run', '--config', file],
            cwd: this.folder,
            isReady: (line) => readyLine.safeParse(line).success,
            onLine: (line) => lines.push(line)
        });
        this.bridges.push(service);
        const url = readyLine.parse(service.ready).httpAddress;
        const status = async () => statusShape.parse(await (await fetch(`${url}/status`)).json());
        await eventually(status, ({ notReady }) => notReady.length === 0);
        return { ...service, url, lines, status };
    }

    /** Sets what is left of limits of the org. */
    async leave(limits: Record<string, number>): Promise<void> {
        const reply = await fetch(new URL('/local-org/faults', this.org.url), {
            method: 'PUT',
            headers: { authorization: `Bearer ${this.org.accessToken}`, 'content-type': 'application/json' },
            body: JSON.stringify({ limits })
        });
        if (!reply.ok) throw new Error(await reply.text());
    }

    private configuration(name: string, broker: string, { salesforce, ...more }: Record<string, unknown>): object {
        const { bridgeClient, url } = this.org;
        return {
            name,
            dataDirectory: path.join(this.folder, name),
            mqtt: [{ url: broker, protocolVersion: '3.1.1', clientId: name }],
            salesforce: {
                loginUrl: url,
                authentication: { flow: 'client-credentials', ...bridgeClient },
                snapshotSeconds: 2,
                ...(salesforce as object | undefined)
            },
            observe: { port: 0 },
            ...more
        };
    }
}
