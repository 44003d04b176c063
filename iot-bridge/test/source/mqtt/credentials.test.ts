/* eslint-disable jest/no-standalone-expect -- `withCertificates` is `it`, or `it.skip` where openssl is not installed */
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jwtVerify } from 'jose';
import type { Clock } from '../../../src/pipeline/index.ts';
import { Authority, hasOpenssl } from '../../support/certificates.ts';
import { DemandingBroker } from '../../support/demandingBroker.ts';
import { startSource } from '../../support/mqttSource.ts';
import type { RunningSource } from '../../support/mqttSource.ts';
import { until } from '../../support/until.ts';

const withCertificates = hasOpenssl('source/mqtt/credentials') ? it : it.skip;
const folder = mkdtempSync(path.join(tmpdir(), 'credentials-'));
const place = (name: string): string => path.join(folder, name);
const put = (name: string, text: string | Buffer): string => {
    writeFileSync(place(name), text);
    return place(name);
};
let running: { source: { stop(): Promise<void> } }[] = [];
let brokers: DemandingBroker[] = [];

afterEach(async () => {
    await Promise.all(running.map(({ source }) => source.stop()));
    await Promise.all(brokers.map((broker) => broker.stop()));
    running = [];
    brokers = [];
});
afterAll(() => rmSync(folder, { recursive: true }));

async function broker(demands: Parameters<typeof DemandingBroker.start>[0]): Promise<DemandingBroker> {
    const started = await DemandingBroker.start(demands);
    brokers.push(started);
    return started;
}

async function run(...given: Parameters<typeof startSource>): Promise<RunningSource> {
    const started = await startSource(...given);
    running.push(started);
    return started;
}

const connected = ({ source }: RunningSource) => until(() => source.connection().connected, 'the source is connected');
const passwordOf = (from: DemandingBroker): string => from.last.packet.password?.toString() ?? '';

describe('credentials from files', () => {
    it('are used as soon as they change, with a goodbye instead of the last will', async () => {
        const demanding = await broker({ judge: ({ packet }) => (packet.password?.toString() === 'wrong' ? 134 : 0) });
        const source = await run({
            url: demanding.url,
            usernameFile: put('user', 'bridge\n'),
            passwordFile: put('password', 'first\n'),
            will: { topic: 'bridge/status' }
        });
        await connected(source);
        expect(demanding.last.packet).toMatchObject({ username: 'bridge', will: { topic: 'bridge/status' } });
        expect(passwordOf(demanding)).toBe('first');
        put('password', 'second\n');
        await until(() => passwordOf(demanding) === 'second', 'the new password is used');
        await connected(source);
        expect(demanding.goodbyes).toBe(1);
        demanding.send({ topic: 'plant/a', payload: 'after' });
        await until(() => source.taken.length === 1, 'the message after the change arrived');
    });

    it('are waited for when they are missing at the start', async () => {
        const demanding = await broker({ judge: () => 0 });
        const source = await run({ url: demanding.url, username: 'bridge', passwordFile: place('later') });
        expect(source.source.health().trouble).toMatch(/credentials of the source mqtt cannot be used: .*ENOENT/);
        expect(demanding.arrivals).toEqual([]);
        put('later', 'here');
        await connected(source);
        expect(source.source.health().trouble).toBeUndefined();
        expect(passwordOf(demanding)).toBe('here');
    });

    withCertificates('keep the old certificate when the new one is broken, and take the next good one', async () => {
        const authority = new Authority();
        const server = authority.sign('broker', 90);
        const first = authority.sign('bridge-first', 20);
        const second = authority.sign('bridge-second', 40);
        const tls = {
            key: authority.read('broker.key'),
            cert: authority.read('broker.pem'),
            ca: authority.read('ca.pem')
        };
        const demanding = await broker({
            tls: { ...tls, requestCert: true, rejectUnauthorized: true },
            judge: () => 0
        });
        expect(server.certificate).toContain('broker.pem');
        const files = {
            certificate: put('client.pem', authority.read('bridge-first.pem')),
            key: put('client.key', authority.read('bridge-first.key'))
        };
        const source = await run({ url: demanding.url, tls: { ca: authority.ca, ...files } });
        await connected(source);
        expect(demanding.last.certificate).toBe('bridge-first');
        const day = 86_400_000;
        const ends = () =>
            source.source
                .health()
                .expiries.map(({ what, subject, at }) => [what, subject, Math.round((at - Date.now()) / day)]);
        expect(ends()).toEqual([
            ['client certificate', 'bridge-first', 20],
            ['broker certificate', 'broker', 90]
        ]);
        expect(source.lines.map(({ msg }) => msg)).toContain('the client certificate expires soon');

        put('client.pem', 'half of a certifi');
        await until(() => source.source.health().trouble !== undefined, 'the broken file is told');
        expect(source.source.health().trouble).toMatch(/holds no PEM certificate. The connection keeps the old ones/);
        put('client.pem', authority.read('bridge-second.pem'));
        await until(
            () => (source.source.health().trouble ?? '').includes('does not belong to the certificate'),
            'the wrong key is told'
        );
        expect(source.source.connection().connected).toBe(true);
        expect(demanding.arrivals).toHaveLength(1);

        put('client.key', authority.read('bridge-second.key'));
        await until(() => demanding.arrivals.length === 2, 'the source connects again');
        await connected(source);
        expect(demanding.last.certificate).toBe('bridge-second');
        expect(source.source.health().trouble).toBeUndefined();
        expect(ends()[0]).toEqual(['client certificate', 'bridge-second', 40]);
        expect([first.key, second.key]).toEqual([
            authority.file('bridge-first.key'),
            authority.file('bridge-second.key')
        ]);
        authority.remove();
    });
});

describe('tokens', () => {
    const start = Date.parse('2026-11-20T10:00:00Z');

    it('of shared access signatures are renewed in time, by connecting again', async () => {
        const time = { now: start };
        const clock: Clock = { now: () => time.now };
        const key = Buffer.from('the key of the device').toString('base64');
        const resource = 'hub.example.net/devices/bridge-1';
        const demanding = await broker({
            judge: ({ packet }) => (isSigned(packet.password?.toString() ?? '', key, resource, time.now) ? 0 : 5)
        });
        const credential = { kind: 'sas-token' as const, sharedAccessKey: key, resource, lifetimeSeconds: 3600 };
        const source = await run(
            { url: demanding.url, protocolVersion: '3.1.1', username: 'u', credential },
            { clock }
        );
        await connected(source);
        expect(source.source.health().expiries).toEqual([{ what: 'token', subject: resource, at: start + 3_600_000 }]);
        expect(demanding.arrivals).toHaveLength(1);
        time.now = start + 2_881_000;
        await until(() => demanding.arrivals.length === 2, 'the token is renewed after 48 of 60 minutes');
        await connected(source);
        expect(source.source.health().expiries[0]?.at).toBe(start + 2_881_000 + 3_600_000);
        expect(demanding.goodbyes).toBe(1);
    });

    it('that the bridge signs are enhanced authentication of MQTT 5 where the platform wants that', async () => {
        const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const demanding = await broker({
            judge: ({ packet }) => (packet.properties?.authenticationMethod === 'CUSTOM-JWT' ? 0 : 140)
        });
        const source = await run({
            url: demanding.url,
            credential: {
                kind: 'signed-jwt',
                keyFile: put('jwt.key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
                algorithm: 'ES256',
                keyId: 'k1',
                issuer: 'iot-bridge',
                subject: 'bridge-1',
                audience: 'https://namespace.example.net/',
                present: 'authentication-data',
                mqttMethod: 'CUSTOM-JWT'
            }
        });
        await connected(source);
        const token = demanding.last.packet.properties?.authenticationData?.toString() ?? '';
        const verified = await jwtVerify(token, publicKey, {
            issuer: 'iot-bridge',
            audience: 'https://namespace.example.net/'
        });
        expect(verified.protectedHeader).toMatchObject({ alg: 'ES256', kid: 'k1' });
        expect(verified.payload.sub).toBe('bridge-1');
    });

    it('of another program come from its file, with the end they state', async () => {
        const demanding = await broker({ judge: () => 0 });
        const payload = Buffer.from(JSON.stringify({ exp: 1_800_000_000 })).toString('base64url');
        const file = put('token', `eyJhbGciOiJub25lIn0.${payload}.x\n`);
        const source = await run({ url: demanding.url, username: 'u', credential: { kind: 'token-file', file } });
        await connected(source);
        expect(passwordOf(demanding)).toMatch(/^eyJhbGciOiJub25lIn0/);
        expect(source.source.health().expiries).toEqual([{ what: 'token', subject: file, at: 1_800_000_000_000 }]);
        put('token', 'opaque');
        await until(() => passwordOf(demanding) === 'opaque', 'the new token is used');
    });
});

/** Checks a shared access signature as a hub does, without the code under test. */
function isSigned(token: string, key: string, resource: string, now: number): boolean {
    const fields = new URLSearchParams(token.replace(/^SharedAccessSignature /, ''));
    const text = `${encodeURIComponent(resource)}\n${fields.get('se')}`;
    const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
    return fields.get('sr') === resource && fields.get('sig') === signature && Number(fields.get('se')) * 1000 > now;
}
