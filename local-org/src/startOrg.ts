import type { AddressInfo } from 'node:net';
import { ScratchOrgs, type ServedOrg } from './auth/scratchOrgs.ts';
import { BRIDGE_CLIENT } from './auth/connectedApps.ts';
import { createOrg, type CreateOrgOptions, type LocalOrg } from './createOrg.ts';
import { deployProject, loadMetadataTables } from './deploy/index.ts';
import { createFlowAutomation } from './flow/index.ts';
import { lightningRoutes } from './lightning/index.ts';
import { startPubSub, type RunningPubSub } from './pubsub/index.ts';
import type { Edition } from './records/orgLimits.ts';
import { createServer, listenError, type RouteToOrg } from './server.ts';
import { metadataApiRoutes } from './soap/index.ts';
import { PendingStore } from './store/pendingStore.ts';
import { uiApiRoutes } from './ui-api/index.ts';

/** A client that signs in as any user with tokens that its key signed (OAuth 2.0 JWT bearer flow). */
export interface JwtClient {
    readonly clientId: string;
    /** PEM certificate or public key. */
    readonly certificate: string;
}

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
    /** Port of the Pub/Sub API, 0 for any free one; not served when left out. */
    readonly pubSubPort?: number;
    readonly jwtClient?: JwtClient;
    /** Whose allocations the org has; Enterprise when left out. */
    readonly edition?: Edition;
    readonly clock?: CreateOrgOptions['clock'];
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
    /** Where the Pub/Sub API is, and the certificate its clients must trust. */
    readonly pubSub?: Pick<RunningPubSub, 'endpoint' | 'caFile'>;
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
    const tables = loadMetadataTables();
    const open = (more: CreateOrgOptions, route?: RouteToOrg): Promise<ServedOrg> =>
        openOrg(
            { ...more, ...(options.clock ? { clock: options.clock } : {}), instanceUrl: () => url },
            tables,
            fail,
            route
        );
    // Calls that arrive before the scratch orgs are known belong to the org itself.
    let scratchOrgs: ScratchOrgs | undefined;
    const hub = await open({ ...dataIn(options.dataDir), ...settingsOf(options.edition) }, (request, response, own) =>
        scratchOrgs ? scratchOrgs.route(request, response, own) : own()
    );
    let pubSub: RunningPubSub | undefined;
    const stop = async (): Promise<void> => {
        await pubSub?.stop();
        await stopAll(hub, scratchOrgs);
    };
    try {
        scratchOrgs = new ScratchOrgs({
            hub: hub.org,
            dataDir: options.dataDir,
            instanceUrl: () => url,
            open: (number, dataDir, settings) => open({ number, settings, ...dataIn(dataDir) }),
            onFailure: (error) => fail('scratch orgs', error)
        });
        await scratchOrgs.restore();
        if (options.jwtClient) hub.org.connectedApps.register({ ...options.jwtClient, clientSecret: '', runAs: null });
        for (const project of options.projects ?? []) await deployProject(hub.org, project, { tables });
        url = await listen(hub.app, options);
        pubSub = await servePubSub(hub.org, scratchOrgs, options);
        hub.org.start();
        return { org: hub.org, ready: readyLine(hub.org, url, pubSub), stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

async function stopAll(hub: ServedOrg, scratchOrgs: ScratchOrgs | undefined): Promise<void> {
    await scratchOrgs?.stop();
    await hub.app.close();
    hub.org.stop();
}

/** Calls go to the org that their metadata name. */
async function servePubSub(
    hub: LocalOrg,
    scratchOrgs: ScratchOrgs,
    options: StartOptions
): Promise<RunningPubSub | undefined> {
    if (options.pubSubPort === undefined) return undefined;
    return startPubSub({
        port: options.pubSubPort,
        host: options.host ?? '127.0.0.1',
        ...dataIn(options.dataDir),
        findOrg: (id) => (id.slice(0, 15) === hub.orgId.slice(0, 15) ? hub : scratchOrgs.find(id))
    });
}

async function listen(app: ServedOrg['app'], options: StartOptions): Promise<string> {
    const host = options.host ?? '127.0.0.1';
    await app.listen({ port: options.port, host }).catch((error: unknown) => {
        throw listenError(error, options.port);
    });
    return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${(app.server.address() as AddressInfo).port}`;
}

function dataIn(dataDir: string | undefined): Pick<CreateOrgOptions, 'dataDir'> {
    return dataDir === undefined ? {} : { dataDir };
}

function settingsOf(edition: Edition | undefined): Pick<CreateOrgOptions, 'settings'> {
    return edition === undefined ? {} : { settings: { organizationType: `${edition} Edition` } };
}

/** An org with flows and all its doors, not yet listening. */
async function openOrg(
    options: CreateOrgOptions,
    tables: ReturnType<typeof loadMetadataTables>,
    fail: (context: string, error: unknown) => void,
    route?: RouteToOrg
): Promise<ServedOrg> {
    const org = createOrg({
        ...options,
        automation: (parts) =>
            createFlowAutomation({ ...flowServices(parts), pending: new PendingStore(parts.database) }),
        onDeliveryError: (context, error) => fail(`events of ${context}`, error)
    });
    const plugins = [metadataApiRoutes(org, tables), uiApiRoutes(org), lightningRoutes(org)];
    const app = await createServer(org, plugins, (error) => fail('a request', error), route);
    await app.ready();
    return { org, app };
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

function readyLine(org: LocalOrg, url: string, pubSub: RunningPubSub | undefined): OrgReady {
    const row = org.database.get('SELECT "Username" FROM "User" WHERE "Id" = ?', org.users.admin);
    return {
        url,
        username: String(row?.['Username']),
        accessToken: org.auth.openSession(org.users.admin).accessToken,
        orgId: org.orgId,
        apiVersion: org.settings.apiVersion,
        users: org.users,
        bridge: BRIDGE_CLIENT,
        ...(pubSub ? { pubSub: { endpoint: pubSub.endpoint, caFile: pubSub.caFile } } : {})
    };
}
