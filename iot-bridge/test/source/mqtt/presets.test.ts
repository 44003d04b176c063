/* eslint-disable jest/no-standalone-expect -- `runs` is `it`, or `it.skip` where openssl is not installed */
import { createHmac } from 'node:crypto';
import { presetNames } from '../../../src/config/index.ts';
import type { BridgeConfigInput } from '../../../src/index.ts';
import { Authority, hasOpenssl } from '../../support/certificates.ts';
import { DemandingBroker } from '../../support/demandingBroker.ts';
import type { Arrival, Demands } from '../../support/demandingBroker.ts';
import { startSource } from '../../support/mqttSource.ts';
import { until } from '../../support/until.ts';

type SourceInput = NonNullable<BridgeConfigInput['mqtt']>[number];

const possible = hasOpenssl('source/mqtt/presets');
const runs = possible ? it : it.skip;
const deviceKey = Buffer.from('the key of the device').toString('base64');
let authority: Authority;

beforeAll(() => {
    if (!possible) return;
    authority = new Authority();
    authority.sign('broker');
    authority.sign('press-gateway');
});
afterAll(() => {
    if (possible) authority.remove();
});

/** What a platform demands, what is configured for it, and one change that the platform or the check refuses. */
interface Case {
    name: string;
    /** Address and TLS to the local broker are added. */
    source: SourceInput;
    /** Protocol names the server knows; a client with another one is cut off during the handshake. */
    alpn?: string[];
    clientCertificate?: true;
    path?: string;
    plain?: true;
    accepts(arrival: Arrival): boolean;
    grants?(filter: string): boolean;
    filters: string[];
    general?: string;
    /** What the platform refuses. */
    wrong: SourceInput;
}

const certificates = () => ({
    certificate: authority.file('press-gateway.pem'),
    key: authority.file('press-gateway.key')
});
const textOf = (bytes: Buffer | string | undefined): string => bytes?.toString() ?? '';

const cases = (): Case[] => [
    {
        name: 'aws-iot-core with a client certificate on port 443',
        source: { preset: 'aws-iot-core', transport: 'tls-443', clientId: 'bridge-nw', tls: certificates() },
        alpn: ['x-amzn-mqtt-ca'],
        clientCertificate: true,
        accepts: ({ packet, certificate }) =>
            certificate === 'press-gateway' &&
            packet.clientId === 'bridge-nw' &&
            packet.username === undefined &&
            packet.properties?.receiveMaximum === 100 &&
            packet.properties.topicAliasMaximum === 8,
        filters: ['plant/#'],
        wrong: { tls: { alpn: ['http/1.1'], ...certificates() } }
    },
    {
        name: 'aws-iot-core with a custom authoriser',
        source: {
            preset: 'aws-iot-core',
            platform: { user: 'bridge', authorizer: 'press works' },
            password: 'given to the authoriser'
        },
        alpn: ['mqtt'],
        accepts: ({ packet }) =>
            packet.username === 'bridge?x-amz-customauthorizer-name=press%20works' &&
            textOf(packet.password) === 'given to the authoriser',
        filters: ['plant/#'],
        wrong: { username: 'bridge' }
    },
    {
        name: 'azure-iot-hub with a shared access signature',
        source: {
            preset: 'azure-iot-hub',
            host: 'press-works.azure-devices.net',
            platform: { deviceId: 'bridge-1' },
            credential: { kind: 'sas-token', sharedAccessKey: deviceKey },
            will: { topic: 'devices/bridge-1/messages/events/', retain: 'off' }
        },
        accepts: ({ packet }) =>
            packet.protocolVersion === 4 &&
            packet.clientId === 'bridge-1' &&
            packet.username === 'press-works.azure-devices.net/bridge-1/?api-version=2021-04-12' &&
            packet.will?.topic === 'devices/bridge-1/messages/events/' &&
            isSigned(textOf(packet.password), 'press-works.azure-devices.net/devices/bridge-1'),
        grants: (filter) => filter === 'devices/bridge-1/messages/devicebound/#',
        filters: ['devices/bridge-1/messages/devicebound/#'],
        wrong: { credential: { kind: 'sas-token', sharedAccessKey: Buffer.from('another key').toString('base64') } }
    },
    {
        name: 'azure-iot-hub with a certificate by WebSocket',
        source: {
            preset: 'azure-iot-hub',
            transport: 'websocket',
            host: 'press-works.azure-devices.net',
            platform: { deviceId: 'press-gateway' },
            tls: certificates()
        },
        path: '/$iothub/websocket',
        clientCertificate: true,
        accepts: ({ packet, certificate }) =>
            certificate === packet.clientId &&
            packet.username === 'press-works.azure-devices.net/press-gateway/?api-version=2021-04-12' &&
            packet.password === undefined,
        filters: ['devices/press-gateway/messages/devicebound/#'],
        wrong: { username: 'press-gateway' }
    },
    {
        name: 'azure-event-grid with a certificate',
        source: {
            preset: 'azure-event-grid',
            clientId: 'bridge-session-1',
            platform: { user: 'press-gateway' },
            tls: certificates(),
            will: { topic: 'bridge/status', retain: 'off' }
        },
        clientCertificate: true,
        accepts: ({ packet, certificate }) =>
            packet.protocolVersion === 5 &&
            certificate === packet.username &&
            packet.will?.retain === false &&
            (packet.properties?.sessionExpiryInterval ?? 0) === 3600,
        filters: ['plant/#'],
        wrong: { platform: { user: 'somebody-else' } }
    },
    {
        name: 'hivemq in the cloud',
        source: { preset: 'hivemq', host: 'abc.s1.eu.hivemq.cloud', username: 'bridge', password: 'secret' },
        accepts: ({ packet }) =>
            packet.protocolVersion === 5 && packet.username === 'bridge' && textOf(packet.password) === 'secret',
        filters: ['plant/#'],
        wrong: { password: 'wrong' }
    },
    {
        name: 'emqx by WebSocket',
        source: { preset: 'emqx', transport: 'websocket', username: 'bridge', password: 'secret' },
        path: '/mqtt',
        accepts: ({ packet }) =>
            packet.properties?.sessionExpiryInterval === 7200 && textOf(packet.password) === 'secret',
        filters: ['plant/#'],
        wrong: { password: 'wrong' }
    },
    {
        name: 'mosquitto without TLS',
        source: { preset: 'mosquitto', username: 'bridge', password: 'secret' },
        plain: true,
        accepts: ({ packet }) => packet.properties?.receiveMaximum === 2000 && textOf(packet.password) === 'secret',
        filters: ['plant/#'],
        wrong: { password: 'wrong' }
    },
    {
        name: 'cumulocity',
        source: { preset: 'cumulocity', platform: { tenant: 't11101', user: 'bridge' }, password: 'secret' },
        accepts: ({ packet }) =>
            packet.clean === true &&
            /^[a-z0-9]+$/i.test(packet.clientId) &&
            packet.username === 't11101/bridge' &&
            textOf(packet.password) === 'secret',
        grants: (filter) => !/[+#]/.test(filter),
        general: 'press/1/telemetry',
        filters: ['press/1/telemetry'],
        wrong: { username: 'bridge' }
    },
    {
        name: 'thingsboard',
        source: { preset: 'thingsboard', username: 'the-access-token' },
        accepts: ({ packet }) => packet.username === 'the-access-token' && packet.password === undefined,
        grants: (filter) => filter.startsWith('v1/'),
        filters: ['v1/gateway/attributes'],
        wrong: { username: 'another-token' }
    },
    {
        name: 'the-things-stack',
        source: {
            preset: 'the-things-stack',
            platform: { application: 'presses', tenant: 'ttn' },
            password: 'NNSXS.KEY'
        },
        accepts: ({ packet }) =>
            packet.protocolVersion === 4 &&
            packet.clean === true &&
            packet.username === 'presses@ttn' &&
            textOf(packet.password) === 'NNSXS.KEY',
        grants: (filter) => filter.startsWith('v3/presses@ttn/'),
        filters: ['v3/presses@ttn/devices/+/up'],
        wrong: { platform: { application: 'presses' } }
    },
    {
        name: 'siemens-insights-hub on port 443',
        source: {
            preset: 'siemens-insights-hub',
            transport: 'tls-443',
            platform: { tenant: 'nordwerk', deviceId: 'press-gateway' },
            tls: certificates()
        },
        alpn: ['x-amzn-mqtt-ca'],
        clientCertificate: true,
        accepts: ({ packet, certificate }) => packet.clientId === `nordwerk_${certificate}`,
        filters: ['tc/nordwerk/nordwerk_press-gateway/i/#'],
        wrong: { tls: { alpn: ['mqtt'], ...certificates() } }
    }
];

describe('presets', () => {
    runs('connect to a broker that demands exactly what the platform demands', async () => {
        for (const platform of cases()) await tryPlatform(platform);
        const tried = new Set(cases().map(({ source }) => source.preset));
        expect([...tried].sort()).toEqual([...presetNames].sort());
    });
});

/** The configured source gets in and subscribes; the changed one does not. */
async function tryPlatform(platform: Case): Promise<void> {
    const broker = await DemandingBroker.start(demandsOf(platform));
    const tls = platform.plain ? {} : { tls: { ca: authority.ca, ...platform.source.tls } };
    const entry = { ...platform.source, url: `${broker.url}${platform.path ?? ''}`, ...tls };
    const options = platform.general === undefined ? {} : { filter: platform.general };
    const good = await startSource(entry, options);
    await until(() => broker.filters.length > 0, `${platform.name} is connected`).finally(() => good.source.stop());
    expect([platform.name, ...broker.filters]).toEqual([platform.name, ...platform.filters]);
    const changed = { ...entry, ...platform.wrong };
    if (platform.wrong.tls) changed.tls = { ca: authority.ca, ...platform.wrong.tls };
    const wrong = await startSource(changed, options);
    const refused = (): boolean => wrong.source.health().trouble !== undefined;
    await until(refused, `${platform.name} refuses what is wrong`).finally(() => wrong.source.stop());
    expect(wrong.source.connection().connected).toBe(false);
    expect(broker.filters).toHaveLength(platform.filters.length);
    await broker.stop();
}

function demandsOf(platform: Case): Demands {
    const demands = {
        judge: (arrival: Arrival) => (platform.accepts(arrival) ? 0 : 5),
        ...(platform.grants ? { grants: (filter: string) => platform.grants?.(filter) === true } : {}),
        ...(platform.path === undefined ? {} : { websocketPath: platform.path })
    };
    if (platform.plain) return demands;
    const client = platform.clientCertificate ? { requestCert: true, rejectUnauthorized: true } : {};
    const files = {
        key: authority.read('broker.key'),
        cert: authority.read('broker.pem'),
        ca: authority.read('ca.pem')
    };
    return { ...demands, tls: { ...files, ...client, ...(platform.alpn ? { ALPNProtocols: platform.alpn } : {}) } };
}

/** Checks a shared access signature as a hub does, without the code under test. */
function isSigned(token: string, resource: string): boolean {
    const fields = new URLSearchParams(token.replace(/^SharedAccessSignature /, ''));
    const text = `${encodeURIComponent(resource)}\n${fields.get('se')}`;
    const signature = createHmac('sha256', Buffer.from(deviceKey, 'base64')).update(text).digest('base64');
    return (
        fields.get('sr') === resource && fields.get('sig') === signature && Number(fields.get('se')) * 1000 > Date.now()
    );
}
