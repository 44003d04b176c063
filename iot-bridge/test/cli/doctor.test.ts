/* eslint-disable jest/no-standalone-expect -- `runs` is `it`, or `it.skip` where openssl is not installed */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { program } from '../../src/cli/program.ts';
import { Authority, hasOpenssl } from '../support/certificates.ts';
import { DemandingBroker } from '../support/demandingBroker.ts';

const runs = hasOpenssl('cli/doctor') ? it : it.skip;
const folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));
let brokers: DemandingBroker[] = [];
afterEach(async () => {
    await Promise.all(brokers.map((broker) => broker.stop()));
    brokers = [];
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What `doctor` prints about sources; the org is not there. */
async function doctor(sources: string): Promise<string> {
    const file = path.join(folder, 'bridge.yaml');
    const salesforce = '{ loginUrl: "http://127.0.0.1:1", authentication: { flow: access-token, accessToken: x } }';
    writeFileSync(file, `mqtt:\n${sources}\nsalesforce: ${salesforce}\n`);
    const written: string[] = [];
    const output = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    await program().parseAsync(['node', 'iot-bridge', 'doctor', '--config', file]);
    output.mockRestore();
    expect(process.exitCode).toBe(2);
    process.exitCode = undefined;
    return written.join('');
}

async function start(demands: Parameters<typeof DemandingBroker.start>[0]): Promise<DemandingBroker> {
    const broker = await DemandingBroker.start(demands);
    brokers.push(broker);
    return broker;
}

describe('doctor', () => {
    it('walks through every source and says what the broker refuses, in words', async () => {
        const broker = await start({
            judge: ({ packet }) => (packet.password?.toString() === 'right' ? 0 : 134),
            grants: (filter) => filter !== 'plant/+/+/status'
        });
        const text = await doctor(`
  - { name: good, url: "${broker.url}", username: u, password: right, sharedGroup: g, routes: [{ filter: a/b }], will: { topic: w } }
  - { name: partly, url: "${broker.url}", username: u, password: right }
  - { name: refused, url: "${broker.url}", username: u, password: wrong }`);
        expect(text).toMatch(/ok {6}broker good, network: port \d+ is open/);
        expect(text).toMatch(/ok {6}broker good, mqtt: accepted as iot-bridge-doctor/);
        expect(text).toMatch(/ok {6}broker good, subscription: a\/b/);
        expect(broker.filters[0]).toBe('$share/g-doctor/a/b');
        expect(text).toMatch(
            /broken {2}broker partly, subscription: plant\/\+\/\+\/status is refused: this client is not authorised/
        );
        expect(text).toMatch(
            /broken {2}broker refused, mqtt: .*user name or password is wrong[^]*Check user name, password/
        );
        expect(text).toMatch(/broken {2}login: /);
        expect(broker.arrivals.every(({ packet }) => packet.will === undefined)).toBe(true);
    });

    it('tells an unknown name, a closed port and a missing file', async () => {
        const server = createServer().listen(0, '127.0.0.1');
        await new Promise((resolve) => server.once('listening', resolve));
        const { port } = server.address() as AddressInfo;
        await new Promise((resolve) => server.close(resolve));
        const text = await doctor(`
  - { name: nowhere, url: "mqtt://broker.invalid" }
  - { name: closed, url: "mqtt://127.0.0.1:${port}" }
  - { name: secretless, url: "mqtt://127.0.0.1:${port}", passwordFile: ./not-there }`);
        expect(text).toMatch(/broken {2}broker nowhere, name: .*(the host name is unknown|no name server answers)/);
        expect(text).toMatch(/broken {2}broker closed, network: .*nothing listens on this port/);
        expect(text).toMatch(/broken {2}broker secretless, credentials: .*not-there/);
    });

    runs('tells why TLS fails, and what ends when', async () => {
        const authority = new Authority();
        authority.sign('broker', 10);
        authority.sign('bridge', 400);
        const tls = {
            key: authority.read('broker.key'),
            cert: authority.read('broker.pem'),
            ca: authority.read('ca.pem')
        };
        const broker = await start({
            tls: { ...tls, requestCert: true, rejectUnauthorized: true, ALPNProtocols: ['x-amzn-mqtt-ca'] },
            judge: () => 0
        });
        const own = `ca: ${authority.ca}, certificate: ${authority.file('bridge.pem')}, key: ${authority.file('bridge.key')}`;
        const text = await doctor(`
  - { name: good, url: "${broker.url}", clientId: bridge, tls: { ${own}, alpn: [x-amzn-mqtt-ca] } }
  - { name: distrusting, url: "${broker.url}" }
  - { name: nameless, url: "${broker.url}", tls: { ca: ${authority.ca} } }
  - { name: misrouted, url: "${broker.url}", tls: { ${own}, alpn: [mqtt] } }
  - { name: agent, url: "${broker.url}", preset: siemens-insights-hub, platform: { tenant: t, deviceId: bridge }, tls: { ${own} } }`);
        expect(text).toMatch(/ok {6}broker good, credentials: client certificate/);
        expect(text).toMatch(/ok {6}broker good, tls: TLSv1\.3, ALPN x-amzn-mqtt-ca/);
        expect(text).toMatch(/ok {6}broker good, mqtt: accepted as bridgedoctor/);
        expect(text).toMatch(
            /ok {6}broker good, expiry: the client certificate of bridge ends at .*, in (399|400) days/
        );
        expect(text).toMatch(/warning broker good, expiry: the broker certificate of broker ends at/);
        expect(text).toMatch(
            /broken {2}broker distrusting, tls: .*authority of the certificate of the broker is not trusted/
        );
        expect(text).toMatch(/broken {2}broker nameless, tls: .*asks for a client certificate/);
        expect(text).toMatch(/broken {2}broker misrouted, tls: .*does not know the ALPN protocol name/);
        expect(text).toMatch(/broker agent, mqtt: accepted as t_bridge/);
        expect(broker.last.packet).toMatchObject({ clientId: 't_bridge', clean: false });
        authority.remove();
    });
});
