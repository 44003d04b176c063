import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { HistoryServer } from '../../../src/history/index.ts';
import type { WorkerHistory } from '../../../src/history/index.ts';
import { batchOf, regular } from './samples.ts';
import { temporaryFolder, workerStore } from './stores.ts';

export const start = Date.UTC(2026, 10, 20, 10);
export const device = 'nw-press-01';
export const temperature = { device, signal: 'Oil_Temperature' };
export const state = { device, signal: 'Operating_State' };
export const values = regular(
    temperature,
    start,
    7200,
    1000,
    (index) => Math.round(500 + 50 * Math.sin(index / 200)) / 10
);
export const states = regular(state, start, 720, 10_000, (index) => (index % 360 < 300 ? 'Running' : 'Idle'));
export const readToken = 'a-token-for-reading';
export const deleteToken = 'a-token-for-deleting';
export const base = `/history/v1/devices/${device}`;
export const twoHours = `from=2026-11-20T10:00:00Z&to=2026-11-20T12:00:00Z`;

let place: ReturnType<typeof temporaryFolder>;
export let store: WorkerHistory;
let server: HistoryServer;
let identityProvider: Server;
export let address: string;
export let signToken: (claims: Record<string, unknown>, audience?: string, expires?: boolean) => Promise<string>;

export function get(path: string, token: string = readToken, method = 'GET'): Promise<Response> {
    return fetch(`${address}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
}

/** An identity provider with discovery document and keys, as OpenID Connect has them. */
async function startIdentityProvider(): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const key = { ...(await exportJWK(publicKey)), kid: 'key', alg: 'ES256' };
    identityProvider = createServer((request, response) => {
        const { port } = identityProvider.address() as AddressInfo;
        const isDiscovery = request.url === '/.well-known/openid-configuration';
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(isDiscovery ? { jwks_uri: `http://127.0.0.1:${port}/keys` } : { keys: [key] }));
    });
    await new Promise<void>((resolve) => identityProvider.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(identityProvider.address() as AddressInfo).port}`;
    signToken = (claims, audience = 'machine-history', expires = true) => {
        const token = new SignJWT(claims)
            .setProtectedHeader({ alg: 'ES256', kid: 'key' })
            .setIssuer(issuer)
            .setAudience(audience)
            .setSubject('service-agent');
        return (expires ? token.setExpirationTime('5m') : token).sign(privateKey);
    };
    return issuer;
}

/** A history with two hours of one machine behind the API, for all tests of a file. */
export function useHistoryApi(): void {
    beforeAll(async () => {
        place = temporaryFolder();
        store = workerStore(place.folder);
        await store.append(batchOf([...values, ...states]));
        const details = { transition: 'Raised', definition: 'Press_Oil_Temperature_High', value: 66.1 };
        await store.appendEvents([{ key: 'e1', device, at: start + 5000, kind: 'alarm', details }]);
        server = new HistoryServer({
            store,
            host: '127.0.0.1',
            port: 0,
            tokens: [
                { name: 'twin', token: readToken, scopes: ['history:read'] },
                { name: 'privacy office', token: deleteToken, scopes: ['history:read', 'history:delete'] }
            ],
            issuer: { issuer: await startIdentityProvider(), audience: 'machine-history' },
            requestsPerMinute: 1000
        });
        address = await server.start();
    });

    afterAll(async () => {
        await server.stop();
        await store.close();
        identityProvider.close();
        place.remove();
    });
}
