import path from 'node:path';
import { Connection } from 'jsforce';
import { z } from 'zod';
import type { DemoRole } from './permissions.ts';
import { startService, type Service } from './service.ts';

/** API version of all requests of the demo. */
const API_VERSION = '66.0';

const readyLine = z.object({
    url: z.url(),
    username: z.string(),
    accessToken: z.string(),
    orgId: z.string(),
    users: z.object({ admin: z.string(), agent: z.string(), bridge: z.string() }),
    bridge: z.object({ clientId: z.string(), clientSecret: z.string() }),
    pubSub: z.object({ endpoint: z.string(), caFile: z.string() }).optional()
});

/** A running local org with our package deployed. */
export interface LocalOrg extends Pick<Service, 'stop' | 'ended'> {
    readonly url: string;
    readonly accessToken: string;
    /** Client credentials of the integration user, for the bridge. */
    readonly bridgeClient: { readonly clientId: string; readonly clientSecret: string };
    readonly connection: Connection;
    /** Where the Pub/Sub API is, when it is served, and the certificate to trust. */
    readonly pubSub: { readonly endpoint: string; readonly caFile: string } | undefined;
    /** Ids of the users that every local org has. */
    readonly users: Readonly<Record<DemoRole, string>>;
    /** Gives a deployed Named Credential its address and token. @throws when the org refuses */
    setNamedCredential(name: string, access: { readonly url: string; readonly token: string }): Promise<void>;
}

/** How the org is started. */
export interface LocalOrgOptions {
    readonly projectFolder: string;
    /** Projects that are deployed after it, and whose records replace its own. */
    readonly moreProjects?: readonly string[];
    readonly dataFolder: string;
    readonly port: number;
    /** Port of the Pub/Sub API, 0 for any free one; not served when left out. */
    readonly pubSubPort?: number;
    readonly onLine?: (line: string) => void;
}

/** Starts the local org as a process and deploys the project into it. @throws when it does not become ready */
export async function startLocalOrg(options: LocalOrgOptions): Promise<LocalOrg> {
    const { projectFolder, moreProjects = [], dataFolder, port, pubSubPort } = options;
    const projects = [projectFolder, ...moreProjects].flatMap((folder) => ['--project', folder]);
    const pubSub = pubSubPort === undefined ? [] : ['--pubsub-port', String(pubSubPort)];
    const script = path.join(projectFolder, 'local-org/src/main.ts');
    const service = await startService({
        name: 'The local org',
        arguments: [script, '--port', String(port), '--data', dataFolder, ...projects, ...pubSub],
        cwd: projectFolder,
        isReady: (line) => readyLine.safeParse(line).success,
        ...(options.onLine && { onLine: options.onLine })
    });
    const ready = readyLine.parse(service.ready);
    return {
        url: ready.url,
        accessToken: ready.accessToken,
        bridgeClient: ready.bridge,
        pubSub: ready.pubSub,
        users: ready.users,
        connection: new Connection({ instanceUrl: ready.url, accessToken: ready.accessToken, version: API_VERSION }),
        setNamedCredential: (name, access) => setNamedCredential(ready, name, access),
        stop: () => service.stop(),
        ended: service.ended
    };
}

async function setNamedCredential(
    { url, accessToken }: z.output<typeof readyLine>,
    name: string,
    access: { readonly url: string; readonly token: string }
): Promise<void> {
    const reply = await fetch(new URL('/local-org/named-credentials', url), {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name, ...access })
    });
    if (!reply.ok) throw new Error(`The local org refuses the Named Credential ${name}: ${await reply.text()}`);
}
