import type { AddressInfo } from 'node:net';
import { BRIDGE_CLIENT, createOrg, type CreateOrgOptions, type LocalOrg } from './createOrg.ts';
import { deployProject, loadMetadataTables } from './deploy/index.ts';
import { createFlowAutomation } from './flow/index.ts';
import { lightningRoutes } from './lightning/index.ts';
import { ScratchOrgs, type ScratchOrgStart, type StartScratchOrg } from './scratch/scratchOrgs.ts';
import { createServer, listenError } from './server.ts';
import { metadataApiRoutes } from './soap/index.ts';
import { PendingStore } from './store/pendingStore.ts';
import { uiApiRoutes } from './ui-api/index.ts';

/** How an org is started. */
export interface StartOptions {
    /** 0 for any free port. */
    readonly port: number;
    /** Address to listen on; 127.0.0.1 when left out. */
    readonly host?: string;
    /** Folder that keeps the org; in memory when left out. */
    readonly dataDir?: string;
    /** Projects in source format to deploy before the org is ready. */
    readonly projects?: readonly string[];
    readonly clock?: CreateOrgOptions['clock'];
    /** Number and facts of a scratch org; such an org is no Dev Hub. */
    readonly scratch?: ScratchOrgStart;
    /** Told of failures that no client sees: of automation on events, and of the org itself. */
    readonly onFailure?: (context: string, error: unknown) => void;
}

/** What a client needs to know of a running org. */
export interface OrgReady {
    readonly url: string;
    readonly username: string;
    readonly accessToken: string;
    readonly orgId: string;
    readonly apiVersion: string;
    /** Ids of the users that every org has. */
    readonly users: LocalOrg['users'];
    /** Client credentials of the integration user. */
    readonly bridge: typeof BRIDGE_CLIENT;
}

/** An org that listens. */
export interface RunningOrg {
    readonly org: LocalOrg;
    readonly ready: OrgReady;
    /** Stops listening and closes the store; may be called twice. */
    stop(): Promise<void>;
}

/**
 * Starts an org with all its doors and deploys projects into it.
 * @throws Error in one sentence for a port in use; DeployFailedError for a project that does not deploy.
 */
export async function startOrg(options: StartOptions): Promise<RunningOrg> {
    const fail = options.onFailure ?? (() => undefined);
    let url = '';
    const org = createOrg({
        ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
        ...(options.clock ? { clock: options.clock } : {}),
        ...options.scratch,
        instanceUrl: () => url,
        automation: (parts) =>
            createFlowAutomation({ ...flowServices(parts), pending: new PendingStore(parts.database) }),
        onDeliveryError: (context, error) => fail(`events of ${context}`, error)
    });
    const stop = stopping(org);
    try {
        const tables = loadMetadataTables();
        const app = await createServer(
            org,
            [metadataApiRoutes(org, tables), uiApiRoutes(org), lightningRoutes(org)],
            (error) => fail('a request', error)
        );
        stop.also(() => app.close());
        if (!options.scratch) stop.also(watchScratchOrgs(org, options));
        for (const project of options.projects ?? []) await deployProject(org, project, { tables });
        const host = options.host ?? '127.0.0.1';
        await app.listen({ port: options.port, host }).catch((error: unknown) => {
            throw listenError(error, options.port);
        });
        url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${(app.server.address() as AddressInfo).port}`;
        org.start();
        return { org, ready: readyLine(org, url), stop: stop.run };
    } catch (error) {
        await stop.run();
        throw error;
    }
}

/** Lets the org be a Dev Hub; answers how to end its scratch orgs. */
function watchScratchOrgs(hub: LocalOrg, options: StartOptions): () => Promise<void> {
    const { host, clock, onFailure } = options;
    const common = {
        port: 0,
        ...(host ? { host } : {}),
        ...(clock ? { clock } : {}),
        ...(onFailure ? { onFailure } : {})
    };
    const start: StartScratchOrg = async (scratch) => {
        const { org, ready, stop } = await startOrg({ ...common, scratch });
        return { org, url: ready.url, stop };
    };
    const scratchOrgs = new ScratchOrgs(hub, start, (error) => onFailure?.('a scratch org', error));
    scratchOrgs.watch();
    return () => scratchOrgs.stop();
}

type AutomationParts = Parameters<NonNullable<CreateOrgOptions['automation']>>[0];

/** The address is read when it is needed: it is known only once the server listens. */
function flowServices(parts: AutomationParts): Parameters<typeof createFlowAutomation>[0] {
    return {
        records: parts.records,
        formulas: parts.formulas,
        clock: parts.clock,
        get instanceUrl() {
            return parts.instanceUrl;
        },
        begin: (userId) => parts.begin(userId)
    };
}

function readyLine(org: LocalOrg, url: string): OrgReady {
    const row = org.database.get('SELECT "Username" FROM "User" WHERE "Id" = ?', org.users.admin);
    return {
        url,
        username: String(row?.['Username']),
        accessToken: org.auth.openSession(org.users.admin).accessToken,
        orgId: org.orgId,
        apiVersion: org.settings.apiVersion,
        users: org.users,
        bridge: BRIDGE_CLIENT
    };
}

/** Collects what has to be ended, the org last. */
function stopping(org: LocalOrg): { also(end: () => Promise<void>): void; run(): Promise<void> } {
    const ends: (() => Promise<void>)[] = [];
    return {
        also: (end) => void ends.push(end),
        run: async () => {
            for (const end of ends.splice(0).reverse()) await end();
            org.stop();
        }
    };
}
