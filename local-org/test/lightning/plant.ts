import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployProject } from '../../src/deploy/index.ts';
import { lightningRoutes } from '../../src/lightning/index.ts';
import type { RecordData } from '../../src/platform.ts';
import { createServer } from '../../src/server.ts';
import { uiApiRoutes } from '../../src/ui-api/index.ts';

const projectFolder = fileURLToPath(new URL('./project', import.meta.url));

/** An org with the test project deployed, its server, and some records. */
export interface Plant {
    readonly org: LocalOrg;
    readonly server: FastifyInstance;
    /** Headers of a request in the administrator's name. */
    readonly headers: { readonly authorization: string };
    readonly token: string;
    readonly accountId: string;
    readonly machineId: string;
    readonly otherId: string;
    insert(objectName: string, record: RecordData): string;
}

/** Deploys the test project into a new org in memory. */
export async function createPlant(): Promise<Plant> {
    const org = createOrg();
    await deployProject(org, projectFolder);
    const server = await createServer(org, [uiApiRoutes(org), lightningRoutes(org)], fail);
    const insert = (objectName: string, record: RecordData): string => {
        const [result] = org.records.insert(org.systemExecution(), objectName, [record]);
        if (!result?.id) throw new Error(JSON.stringify(result?.errors));
        return result.id;
    };
    const accountId = insert('Account', { Name: "O'Hara Presses" });
    const machine = { State__c: 'Running', Account__c: accountId };
    const machineId = insert('Machine__c', {
        ...machine,
        Name: 'Press 1',
        Reading__c: 1234.5,
        Seen__c: '2026-11-20T10:00:00.000Z'
    });
    const otherId = insert('Machine__c', { Name: 'Press 2', Reading__c: 7, State__c: 'Stopped' });
    for (const [Name, Weight__c] of [
        ['Bolt', 0.2],
        ['Motor', 75],
        ['Pump', 20]
    ] as const) {
        insert('Part__c', { Name, Weight__c, Machine__c: machineId });
    }
    const token = org.auth.openSession(org.settings.users.admin).accessToken;
    return { org, server, token, headers: { authorization: `Bearer ${token}` }, accountId, machineId, otherId, insert };
}

function fail(error: unknown): void {
    throw error;
}
