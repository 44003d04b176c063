import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeJwt } from 'jose';
import { parseConfig } from '../../src/config/index.ts';
import type { SalesforceConfig } from '../../src/config/index.ts';
import type { OutboxRecord } from '../../src/pipeline/index.ts';
import { SalesforceOrg } from '../../src/sink/salesforce/index.ts';
import { RestServer, tokenAnswer } from '../support/restServer.ts';
import type { Answer } from '../support/restServer.ts';

let rest: RestServer;
let url: string;

beforeEach(async () => {
    rest = new RestServer();
    url = await rest.start();
});
afterEach(() => rest.stop());

const token = (): Answer => tokenAnswer(url);

function orgWith(authentication: object): SalesforceOrg {
    const text = JSON.stringify({ mqtt: [{ url: 'mqtt://x' }], salesforce: { loginUrl: url, authentication } });
    const config: SalesforceConfig = parseConfig(text, 'test').salesforce;
    return new SalesforceOrg(config);
}

const credentials = { flow: 'client-credentials', clientId: 'id', clientSecret: 'secret' };
const assets = (count: number): OutboxRecord[] =>
    Array.from({ length: count }, (_, index) => ({
        kind: 'asset',
        device: `d${index}`,
        fields: { Active_Alarms__c: 0 }
    }));
const signal: OutboxRecord = { kind: 'signal', device: 'd0', signal: 'Flow', fields: { Value__c: 1 } };
const good = (body: string) =>
    (JSON.parse(body) as { records: unknown[] }).records.map(() => ({ success: true, errors: [] }));

describe('login', () => {
    it('signs a JWT bearer assertion', async () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        const keyFile = path.join(mkdtempSync(path.join(tmpdir(), 'key-')), 'jwt.key');
        writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
        rest.answers.push(token());
        await orgWith({ flow: 'jwt-bearer', clientId: 'app', username: 'bridge@example.com', keyFile }).connect();
        const assertion = new URLSearchParams(rest.calls[0]?.body).get('assertion') ?? '';
        expect(decodeJwt(assertion)).toMatchObject({ iss: 'app', sub: 'bridge@example.com', aud: url });
    });

    it('tells a refusal and an unreachable org apart', async () => {
        rest.answers.push(() => ({
            status: 400,
            json: { error: 'invalid_client', error_description: 'invalid client' }
        }));
        await expect(orgWith(credentials).connect()).rejects.toMatchObject({ code: 'ORG_LOGIN_REFUSED' });
        const refused = orgWith(credentials);
        await rest.stop();
        await expect(refused.connect()).rejects.toMatchObject({ code: 'ORG_UNREACHABLE' });
        url = await rest.start();
    });

    it('renews an expired session and repeats the request', async () => {
        rest.answers.push(token());
        let expired = true;
        rest.answers.push((call) => {
            if (!call.url.endsWith('/limits')) return undefined;
            const answer = expired
                ? { status: 401, json: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] }
                : { json: { DailyApiRequests: { Max: 100, Remaining: 40 } } };
            expired = false;
            return answer;
        });
        const org = orgWith(credentials);
        await org.connect();
        expect(await org.readLimits()).toEqual({ DailyApiRequests: { maximum: 100, remaining: 40 } });
        expect(rest.calls.filter((call) => call.url.endsWith('/token'))).toHaveLength(2);
    });
});

describe('writing', () => {
    let org: SalesforceOrg;
    beforeEach(async () => {
        rest.answers.push(token());
        org = orgWith(credentials);
        await org.connect();
        rest.calls.length = 0;
    });

    it('answers for each record of a mixed batch', async () => {
        rest.answers.push(() => ({
            json: [
                { success: true, errors: [] },
                {
                    success: false,
                    errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access' }]
                },
                {
                    success: false,
                    errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]' }]
                }
            ]
        }));
        expect(await org.write(assets(3))).toEqual([
            { kind: 'accepted' },
            { kind: 'retry', afterMs: 500, cause: 'UNABLE_TO_LOCK_ROW: unable to obtain exclusive access' },
            { kind: 'reject', cause: 'REQUIRED_FIELD_MISSING: Required fields are missing: [Name]' }
        ]);
        expect(rest.calls[0]).toMatchObject({
            method: 'PATCH',
            url: '/services/data/v66.0/composite/sobjects/Asset/Device_Id__c'
        });
        expect(JSON.parse(rest.calls[0]?.body ?? '')).toMatchObject({
            allOrNone: false,
            records: [{ attributes: { type: 'Asset' }, Device_Id__c: 'd0', Active_Alarms__c: 0 }, {}, {}]
        });
    });

    it('upserts what a bridge says of itself by the name of the bridge', async () => {
        rest.answers.push(() => ({ status: 201, json: { id: 'a0B000000000001AAA', success: true, errors: [] } }));
        const fields = {
            Definition_Problem_Count__c: 0,
            Definition_Problems__c: '[]',
            Reported_At__c: '2026-11-20T10:00:00.000Z'
        };
        await org.reportStatus('plant north', fields);
        const [call] = rest.calls;
        expect([call?.method, call?.url]).toEqual([
            'PATCH',
            '/services/data/v66.0/sobjects/Bridge_Status__c/Bridge__c/plant%20north'
        ]);
        expect(JSON.parse(call?.body ?? '')).toEqual(fields);
    });

    it('puts up to five collections of 200 into one request', async () => {
        rest.answers.push(({ body }) => ({
            json: {
                compositeResponse: (JSON.parse(body) as { compositeRequest: { body: object }[] }).compositeRequest.map(
                    (part) => ({
                        httpStatusCode: 200,
                        body: good(JSON.stringify(part.body))
                    })
                )
            }
        }));
        const outcomes = await org.write(assets(1000));
        expect(outcomes).toHaveLength(1000);
        expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true);
        expect(rest.calls.map((call) => call.url)).toEqual(['/services/data/v66.0/composite']);
    });

    it('names the parent of a signal row only until the row exists', async () => {
        const parents: boolean[] = [];
        rest.answers.push(({ body }) => {
            const [record] = (JSON.parse(body) as { records: object[] }).records;
            parents.push('Asset__r' in (record ?? {}));
            return { json: good(body) };
        });
        await org.write([signal]);
        await org.write([signal]);
        expect(parents).toEqual([true, false]);
    });

    it('finds out that a row exists already, and that it was deleted', async () => {
        const answers = ['INVALID_FIELD_FOR_INSERT_UPDATE', 'REQUIRED_FIELD_MISSING'];
        rest.answers.push(({ body }) => {
            const statusCode = answers.shift();
            return { json: statusCode ? [{ success: false, errors: [{ statusCode, message: 'x' }] }] : good(body) };
        });
        expect(await org.write([signal])).toMatchObject([{ kind: 'retry', cause: 'the row exists already' }]);
        expect(await org.write([signal])).toMatchObject([{ kind: 'retry', cause: 'the row was deleted in the org' }]);
        expect(await org.write([signal])).toEqual([{ kind: 'accepted' }]);
    });

    it('repeats a row that named its parent, also when it became known meanwhile', async () => {
        rest.answers.push(({ body }) => {
            const [record] = (JSON.parse(body) as { records: object[] }).records;
            if (!('Asset__r' in (record ?? {}))) return { json: good(body) };
            return {
                json: [{ success: false, errors: [{ statusCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', message: 'x' }] }]
            };
        });
        const bothNamed = await Promise.all([org.write([signal]), org.write([signal])]);
        expect(bothNamed.flat()).toMatchObject([{ kind: 'retry' }, { kind: 'retry' }]);
        expect(await org.write([signal])).toEqual([{ kind: 'accepted' }]);
    });

    it('treats an enqueued event as accepted', async () => {
        const enqueued = [{ success: true, errors: [{ statusCode: 'OPERATION_ENQUEUED', message: 'uuid' }] }];
        rest.answers.push(() => ({ json: enqueued }));
        const outcome = await org.write([{ kind: 'alarm-event', fields: { Alarm_Key__c: 'a' } }]);
        expect(outcome).toEqual([{ kind: 'accepted' }]);
        expect(rest.calls[0]).toMatchObject({ method: 'POST', url: '/services/data/v66.0/composite/sobjects' });
    });

    it('isolates the one record whose body the org cannot read', async () => {
        rest.answers.push(({ body }) =>
            body.includes('"d3"')
                ? { status: 400, json: [{ errorCode: 'JSON_PARSER_ERROR', message: 'cannot deserialize' }] }
                : { json: good(body) }
        );
        const outcomes = await org.write(assets(5));
        expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted', 'reject', 'accepted']);
    });

    it.each([
        [503, 'SERVER_UNAVAILABLE', 'down', 0],
        [403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.', 5_000],
        [403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 300_000]
    ])('fails as a whole on %d %s "%s"', async (status, errorCode, message, retryAfterMs) => {
        rest.answers.push(() => ({ status, json: [{ errorCode, message }] }));
        await expect(org.write(assets(1))).rejects.toMatchObject({ name: 'RequestFailure', retryAfterMs });
    });
});
