import type { FastifyInstance } from 'fastify';
import { Connection } from 'jsforce';
import { createOrg, type CreateOrgOptions, type LocalOrg } from '../../src/createOrg.ts';
import { createServer } from '../../src/server.ts';
import { deployPlant } from './plantMetadata.ts';

/** An org with the small plant, served on a free port. */
export interface OrgFixture {
    readonly org: LocalOrg;
    readonly app: FastifyInstance;
    readonly url: string;
    /** A connection of a user; the administrator when left out. */
    connect(userId?: string): Connection;
    /** A plain call, for what jsforce would not send. */
    call(
        path: string,
        init?: Omit<RequestInit, 'headers'> & { token?: string; headers?: Record<string, string> }
    ): Promise<{ status: number; body: unknown; headers: Headers }>;
    stop(): Promise<void>;
}

export async function startFixture(options: CreateOrgOptions = {}): Promise<OrgFixture> {
    const org = createOrg(options);
    const deployed = deployPlant(org);
    if (!deployed.success) throw new Error(JSON.stringify(deployed.details.componentFailures, undefined, 1));
    const failures: unknown[] = [];
    const app = await createServer(org, [], (error) => void failures.push(error));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    org.start();
    const adminToken = org.auth.openSession(org.users.admin).accessToken;
    return {
        org,
        app,
        url,
        connect: (userId) =>
            new Connection({
                instanceUrl: url,
                version: '66.0',
                accessToken: userId ? org.auth.openSession(userId).accessToken : adminToken,
                maxRequest: 20
            }),
        call: async (path, { token = adminToken, ...init } = {}) => {
            const response = await fetch(url + path, {
                ...init,
                headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers }
            });
            const text = await response.text();
            return {
                status: response.status,
                body: text === '' ? undefined : JSON.parse(text),
                headers: response.headers
            };
        },
        stop: async () => {
            await app.close();
            org.stop();
            expect(failures).toEqual([]);
        }
    };
}

/** What a rejected jsforce call says. */
export async function refusal(work: PromiseLike<unknown>): Promise<{ errorCode: string; message: string }> {
    try {
        await work;
    } catch (error) {
        const { errorCode, message } = error as { errorCode: string; message: string };
        return { errorCode, message };
    }
    throw new Error('The call was expected to be refused.');
}
