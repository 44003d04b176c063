/* eslint-disable jest/no-standalone-expect -- `runs` is `it`, or `it.skip` where mosquitto or openssl is not installed */
import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { connectAsync } from 'mqtt';
import type { IClientOptions, MqttClient } from 'mqtt';
import { hasMosquitto } from '../../support/broker.ts';
import { Authority, hasOpenssl } from '../../support/certificates.ts';
import { startSource } from '../../support/mqttSource.ts';
import type { RunningSource } from '../../support/mqttSource.ts';
import { startStrictMosquitto } from '../../support/strictMosquitto.ts';
import type { StrictMosquitto } from '../../support/strictMosquitto.ts';
import { until } from '../../support/until.ts';

const possible = hasMosquitto('source/mqtt/mosquitto') && hasOpenssl('source/mqtt/mosquitto');
const runs = possible ? it : it.skip;

let authority: Authority;
let running: RunningSource[] = [];
let clients: MqttClient[] = [];
let brokers: StrictMosquitto[] = [];

beforeAll(() => {
    if (!possible) return;
    authority = new Authority();
    authority.sign('broker');
    authority.sign('bridge');
    // The broker gives up the rights of root before it reads them.
    chmodSync(authority.folder, 0o755);
    for (const name of ['ca.pem', 'broker.pem', 'broker.key']) chmodSync(authority.file(name), 0o644);
});
afterEach(async () => {
    await Promise.all(running.map(({ source }) => source.stop()));
    await Promise.all(clients.map((client) => client.endAsync()));
    await Promise.all(brokers.map((broker) => broker.stop()));
    running = [];
    clients = [];
    brokers = [];
});
afterAll(() => {
    if (possible) authority.remove();
});

const tlsListener = (): string[] => [
    `cafile ${authority.ca}`,
    `certfile ${authority.file('broker.pem')}`,
    `keyfile ${authority.file('broker.key')}`
];
const clientFiles = () => ({ certificate: authority.file('bridge.pem'), key: authority.file('bridge.key') });

async function broker(...given: Parameters<typeof startStrictMosquitto>): Promise<StrictMosquitto> {
    const started = await startStrictMosquitto(...given);
    brokers.push(started);
    return started;
}

async function run(...given: Parameters<typeof startSource>): Promise<RunningSource> {
    const started = await startSource(...given);
    running.push(started);
    return started;
}

async function device(url: string, options: IClientOptions = {}): Promise<MqttClient> {
    const client = await connectAsync(url, options);
    clients.push(client);
    return client;
}

const connected = ({ source }: RunningSource) => until(() => source.connection().connected, 'the source is connected');
const trouble = ({ source }: RunningSource) =>
    until(() => source.health().trouble !== undefined, 'the trouble is told');

/** Publishes until the source has it: the subscription follows the connection. */
async function arrives(sender: MqttClient, { taken }: RunningSource, payload: string): Promise<void> {
    const has = (): boolean => taken.some((message) => Buffer.from(message.payload).toString() === payload);
    await until(async () => {
        await sender.publishAsync('plant/nw/nw-press-01/telemetry', payload, { qos: 1 });
        return has();
    }, `${payload} arrived`);
}

describe('a source and mosquitto', () => {
    runs('speak TLS when the authority is known, and say why when not', async () => {
        const { port } = await broker(['allow_anonymous true', ...tlsListener()]);
        const url = `mqtts://127.0.0.1:${port}`;
        const trusting = await run({ url, tls: { ca: authority.ca } });
        await arrives(await device(url, { ca: authority.read('ca.pem') }), trusting, 'by TLS');
        expect(trusting.source.health().expiries).toMatchObject([{ what: 'broker certificate', subject: 'broker' }]);

        const distrusting = await run({ url, clientId: 'distrusting' });
        await trouble(distrusting);
        expect(distrusting.lines.find(({ code }) => code === 'BROKER_TLS_FAILED')?.msg).toMatch(
            /authority of the certificate of the broker is not trusted.*`tls.ca`/s
        );
        const misnamed = await run({
            url,
            clientId: 'misnamed',
            tls: { ca: authority.ca, servername: 'elsewhere.test' }
        });
        await trouble(misnamed);
        expect(misnamed.source.health().trouble).toMatch(/is for another name/);
        const plain = await run({ url: `mqtt://127.0.0.1:${port}`, clientId: 'plain' });
        await trouble(plain);
        expect(plain.source.health().trouble).toMatch(/closed the connection/);
    });

    runs('speak mutual TLS, and a missing certificate is told in words', async () => {
        const { port } = await broker([...tlsListener(), 'require_certificate true', 'use_identity_as_username true']);
        const url = `mqtts://127.0.0.1:${port}`;
        const known = await run({ url, tls: { ca: authority.ca, ...clientFiles() } });
        await connected(known);
        const options = {
            ca: authority.read('ca.pem'),
            cert: authority.read('bridge.pem'),
            key: authority.read('bridge.key')
        };
        await arrives(await device(url, options), known, 'by mutual TLS');
        const nobody = await run({ url, clientId: 'nobody', tls: { ca: authority.ca } });
        await trouble(nobody);
        expect(nobody.source.health().trouble).toMatch(/asks for a client certificate/);
    });

    runs('know each other by password, and keep to the list of what may be read', async () => {
        const passwords = path.join(authority.folder, 'passwords');
        execFileSync('mosquitto_passwd', ['-c', '-b', passwords, 'bridge', 'right']);
        execFileSync('mosquitto_passwd', ['-b', passwords, 'machine', 'machine']);
        chmodSync(passwords, 0o644);
        const rules = 'user bridge\ntopic read plant/nw/#\nuser machine\ntopic write plant/#\n';
        const { port } = await broker(['allow_anonymous false', `password_file ${passwords}`, 'acl_file {rules}'], {
            rules
        });
        const url = `mqtt://127.0.0.1:${port}`;
        const machine = await device(url, { username: 'machine', password: 'machine' });
        const source = await run({ url, preset: 'mosquitto', username: 'bridge', password: 'right' });
        await connected(source);
        await machine.publishAsync('plant/rb/rb-filler-01/telemetry', 'not for the bridge', { qos: 1 });
        await arrives(machine, source, 'for the bridge');
        expect(source.texts()).not.toContain('not for the bridge');
        const stranger = await run({ url, clientId: 'stranger', username: 'bridge', password: 'wrong' });
        await trouble(stranger);
        expect(stranger.lines.find(({ code }) => code === 'BROKER_REFUSED')?.msg).toMatch(
            /not authorised|user name or password is wrong/
        );
    });

    runs('keep the session, share a subscription, and tell when the bridge is gone', async () => {
        const [{ port }, other] = [await broker(['allow_anonymous true']), await broker(['allow_anonymous true'])];
        const url = `mqtt://127.0.0.1:${port}`;
        const sender = await device(url);
        const session = { url, clientId: 'session', will: { topic: 'bridge/status' } };
        const before = await run(session);
        await arrives(sender, before, 'before');
        const states: string[] = [];
        sender.on('message', (_topic, payload) => states.push(payload.toString()));
        await sender.subscribeAsync('bridge/status', { qos: 1 });
        await until(() => states.includes('online'), 'the bridge is announced');
        await before.source.stop();
        await sender.publishAsync('plant/nw/nw-press-01/telemetry', 'meanwhile', { qos: 1 });
        const after = await run(session);
        await until(() => after.texts().includes('meanwhile'), 'the broker kept the message');
        expect(states).not.toContain('offline');

        const members = [
            await run({ url, clientId: 'm1', sharedGroup: 'g' }),
            await run({ url, clientId: 'm2', sharedGroup: 'g' })
        ];
        await Promise.all(members.map(connected));
        const all = () => members.flatMap((member) => member.texts()).filter((text) => text.startsWith('shared'));
        await until(async () => {
            await sender.publishAsync('plant/nw/nw-press-01/telemetry', 'probe', { qos: 1 });
            return members.every((member) => member.taken.length > 0);
        }, 'both members take part');
        for (let index = 0; index < 20; index++) await sender.publishAsync('plant/x', `shared ${index}`, { qos: 1 });
        await until(() => all().length === 20, 'every shared message arrived');
        expect(new Set(all()).size).toBe(20);

        const elsewhere = await run({ url: `mqtt://127.0.0.1:${other.port}`, name: 'elsewhere' });
        await arrives(await device(`mqtt://127.0.0.1:${other.port}`), elsewhere, 'from the other broker');
        expect(elsewhere.taken[0]?.source).toBe('elsewhere');
    });
});
