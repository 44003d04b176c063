import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { deployProject } from '../../src/deploy/index.ts';
import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { createFlowAutomation } from '../../src/flow/index.ts';
import { lightningRoutes } from '../../src/lightning/index.ts';
import { createServer } from '../../src/server.ts';

jest.setTimeout(60_000);

type App = Awaited<ReturnType<typeof createServer>>;

/** A history service that notes what it is asked and answers as told. */
class HistoryService {
    readonly asked: { url: string; token: string | undefined }[] = [];
    status = 200;
    body = '{"series":[]}';
    private readonly server: Server = createHttpServer((request, response) => {
        this.asked.push({ url: request.url ?? '', token: request.headers.authorization });
        response.writeHead(this.status, { 'content-type': 'application/json' }).end(this.body);
    });

    async start(): Promise<string> {
        await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    stop(): Promise<void> {
        return new Promise((resolve) => this.server.close(() => resolve()));
    }
}

describe('TelemetryHistory in the local org', () => {
    const service = new HistoryService();
    let org: LocalOrg;
    let app: App;
    let press: string;
    let hall: string;
    let address: string;

    beforeAll(async () => {
        address = await service.start();
        org = createOrg({ automation: createFlowAutomation });
        await deployProject(org, path.resolve('.'));
        app = await createServer(org, [lightningRoutes(org)]);
        const insert = (objectName: string, row: Record<string, string>): string => {
            const [result] = org.records.insert(org.systemExecution(), objectName, [row]);
            return result?.id ?? '';
        };
        const AccountId = insert('Account', { Name: 'Nordwerk Press Works' });
        press = insert('Asset', { Name: 'Press 01', AccountId, Device_Id__c: 'nw-press-01' });
        hall = insert('Asset', { Name: 'Hall', AccountId });
        insert('PermissionSetAssignment', {
            AssigneeId: org.users.agent,
            PermissionSetId: String(
                org.records.query(
                    org.systemExecution(),
                    "SELECT Id FROM PermissionSet WHERE Name = 'IoT_Service_Agent'"
                ).records[0]?.['Id']
            )
        });
    });

    beforeEach(() => {
        service.asked.length = 0;
        service.status = 200;
        service.body = '{"series":[]}';
    });

    afterAll(async () => {
        await app.close();
        org.stop();
        await service.stop();
    });

    async function post(
        url: string,
        payload: object,
        userId = org.users.admin
    ): Promise<{ status: number; body: unknown }> {
        const token = org.auth.openSession(userId).accessToken;
        const reply = await app.inject({ method: 'POST', url, payload, headers: { authorization: `Bearer ${token}` } });
        return { status: reply.statusCode, body: reply.body === '' ? undefined : (JSON.parse(reply.body) as unknown) };
    }

    const call = (method: string, parameters: object, userId?: string) =>
        post(`/lightning/apex/TelemetryHistory/${method}`, parameters, userId);
    const connect = () =>
        post('/local-org/named-credentials', { name: 'Telemetry_History', url: address, token: 'secret' });
    const range = { fromTime: '2026-11-20T10:00:00.000Z', toTime: '2026-11-20T11:00:00.000Z' };
    const failure = (message: string) => ({ status: 500, body: [{ errorCode: 'APEX_ERROR', message }] });

    test('explains that nothing is connected', async () => {
        expect(await call('signals', { assetId: press })).toEqual(failure('The history service cannot be reached.'));
    });

    test('asks the service for the device of the asset, with the token, in the name of an agent', async () => {
        expect((await connect()).status).toBe(204);
        const parameters = { assetId: press, signals: ['Power', 'Vibration'], points: 5000, ...range };
        expect(await call('series', parameters, org.users.agent)).toEqual({ status: 200, body: '{"series":[]}' });
        expect(service.asked).toEqual([
            {
                url: '/history/v1/devices/nw-press-01/series?from=1795168800000&to=1795172400000&points=1000&signals=Power%2CVibration',
                token: 'Bearer secret'
            }
        ]);
    });

    test('tries an alarm definition for an admin, and for nobody else', async () => {
        await connect();
        const parameters = { parameters: { signal: 'Power', kind: 'High High', limit: '4.5', model: ' ', other: 'x' } };
        const url = '/lightning/apex/AlarmBacktest/run';
        service.body = '{"episodes":3}';
        expect(await post(url, parameters)).toEqual({ status: 200, body: '{"episodes":3}' });
        expect(service.asked).toEqual([
            { url: '/history/v1/backtest?signal=Power&kind=High+High&limit=4.5', token: 'Bearer secret' }
        ]);
        expect((await post(url, parameters, org.users.agent)).status).toBe(403);
        service.status = 400;
        service.body = '{"error":{"code":"HISTORY_QUERY_INVALID","message":"No such signal.","fix":""}}';
        expect(await post(url, parameters)).toEqual(failure('No such signal.'));
    });

    test('reads signals and events', async () => {
        await connect();
        await call('signals', { assetId: press });
        await call('events', { assetId: press, ...range });
        expect(service.asked.map(({ url }) => url)).toEqual([
            '/history/v1/devices/nw-press-01/signals',
            '/history/v1/devices/nw-press-01/events?from=1795168800000&to=1795172400000&limit=1000'
        ]);
    });

    test.each([
        [404, '{"error":{"code":"HISTORY_NOT_FOUND"}}', { status: 200, body: null }],
        [
            404,
            '<html>',
            failure(
                'The history service answered with status 404. Ask an administrator to look at the log of the bridge.'
            )
        ],
        [401, '{}', failure('The history service does not accept the token of this org.')],
        [429, '{}', failure('The history is asked too often at the moment. Try again in a minute.')]
    ])('hands on status %i %s', async (status, body, expected) => {
        await connect();
        Object.assign(service, { status, body });
        expect(await call('signals', { assetId: press })).toEqual(expected);
    });

    test('refuses what the class refuses', async () => {
        await connect();
        expect(await call('signals', { assetId: hall })).toEqual(
            failure('This asset has no Device Id, so nothing is recorded for it.')
        );
        expect(await call('signals', { assetId: '02i000000000000AAA' })).toEqual(
            failure('You cannot see this machine, or it no longer exists.')
        );
        expect(await call('events', { assetId: press, fromTime: range.toTime, toTime: range.fromTime })).toEqual(
            failure('The time range ends before it begins.')
        );
        const signals = Array.from({ length: 21 }, (_, index) => `Signal_${index}`);
        expect(await call('series', { assetId: press, signals, ...range })).toEqual(
            failure('At most 20 signals can be read at once.')
        );
        expect((await call('series', { assetId: press, signals: 'Power', ...range })).status).toBe(500);
        expect(service.asked).toEqual([]);
    });

    test('asks for access to the class', async () => {
        expect(await call('signals', { assetId: press }, org.users.bridge)).toMatchObject({
            status: 403,
            body: [{ errorCode: 'INSUFFICIENT_ACCESS' }]
        });
    });

    test('refuses every other class and method by name', async () => {
        for (const name of ['Other/run', 'TelemetryHistory/constructor', 'toString/call']) {
            expect(await post(`/lightning/apex/${name}`, {})).toEqual({
                status: 501,
                body: [
                    {
                        errorCode: 'APEX_NOT_SUPPORTED',
                        message: `The local org runs no Apex: ${name.replace('/', '.')} cannot be called.`
                    }
                ]
            });
        }
    });

    test('lets only administrators set credentials, and only deployed ones', async () => {
        const wanted = { name: 'Telemetry_History', url: address };
        expect((await post('/local-org/named-credentials', wanted, org.users.agent)).status).toBe(404);
        expect((await post('/local-org/named-credentials', { ...wanted, name: 'Other' })).status).toBe(404);
        expect((await post('/local-org/named-credentials', { ...wanted, url: 'file:///etc' })).status).toBe(400);
    });
});
