import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { RequestOptions } from 'node:https';
import path from 'node:path';
import { HistoryServer } from '../../src/history/index.ts';
import type { WorkerHistory } from '../../src/history/index.ts';
import { temporaryFolder, workerStore } from './support/stores.ts';

let place: ReturnType<typeof temporaryFolder>;
let store: WorkerHistory;
let server: HistoryServer;
let address: string;

const file = (name: string): string => path.join(place.folder, name);

/** A certificate that signs itself, with its key. */
function makeCertificate(name: string): void {
    const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
    const output = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
    execFileSync('openssl', ['req', ...kind, ...subject, ...output], { stdio: 'pipe' });
}

/** Status of the answer to a client that trusts the server and shows its own certificate, or none. */
function statusFor(client?: string): Promise<number | undefined> {
    const options: RequestOptions = {
        ca: readFileSync(file('server.pem')),
        agent: false,
        ...(client !== undefined && {
            cert: readFileSync(file(`${client}.pem`)),
            key: readFileSync(file(`${client}.key`))
        })
    };
    return new Promise((resolve, reject) => {
        const sent = request(`${address}/history/v1/openapi.json`, options, (answer) => {
            answer.resume();
            resolve(answer.statusCode);
        });
        sent.on('error', reject).end();
    });
}

beforeAll(async () => {
    place = temporaryFolder();
    for (const name of ['server', 'salesforce', 'stranger']) makeCertificate(name);
    store = workerStore(place.folder);
    server = new HistoryServer({
        ...{ store, host: '127.0.0.1', port: 0, tokens: [], requestsPerMinute: 10 },
        tls: {
            certificateFile: file('server.pem'),
            keyFile: file('server.key'),
            clientAuthorityFile: file('salesforce.pem')
        }
    });
    address = await server.start();
});
afterAll(async () => {
    await server.stop();
    await store.close();
    place.remove();
});

test('only clients with a certificate of the named authority are let in', async () => {
    expect(address).toMatch(/^https:/);
    await expect(statusFor('salesforce')).resolves.toBe(200);
    await expect(statusFor('stranger')).rejects.toThrow();
    await expect(statusFor()).rejects.toThrow();
});
