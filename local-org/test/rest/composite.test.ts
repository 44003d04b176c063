import type { Connection } from 'jsforce';
import { refusal, startFixture, type OrgFixture } from '../support/orgFixture.ts';

interface Composite {
    readonly compositeResponse: readonly {
        readonly httpStatusCode: number;
        readonly referenceId: string;
        readonly body: never;
    }[];
}

describe('several calls in one', () => {
    let fixture: OrgFixture;
    let admin: Connection;

    beforeAll(async () => {
        fixture = await startFixture();
        admin = fixture.connect();
    });
    afterAll(() => fixture.stop());

    const base = '/services/data/v66.0';
    const count = async (object: string): Promise<number> =>
        (await admin.query(`SELECT COUNT() FROM ${object}`)).totalSize;
    const composite = (body: object): Promise<Composite> => admin.requestPost('/composite', body);

    it('puts answers into later calls', async () => {
        const { compositeResponse } = await composite({
            compositeRequest: [
                { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'owner', body: { Name: 'Rheintal' } },
                {
                    method: 'POST',
                    url: `${base}/sobjects/Asset`,
                    referenceId: 'machine',
                    body: { Name: 'Filler', AccountId: '@{owner.id}' }
                },
                {
                    method: 'GET',
                    url: `${base}/query?q=SELECT Account.Name FROM Asset WHERE Id='@{machine.id}'`,
                    referenceId: 'found'
                },
                {
                    method: 'GET',
                    url: `${base}/sobjects/Account/@{found.records[0].Account.attributes.type}`,
                    referenceId: 'wrong'
                }
            ]
        });
        expect(compositeResponse.map((one) => one.httpStatusCode)).toEqual([201, 201, 200, 404]);
        expect(compositeResponse[2]?.body).toMatchObject({
            totalSize: 1,
            records: [{ Account: { Name: 'Rheintal' } }]
        });
    });

    it('takes everything back when all or none is wanted', async () => {
        const before = await count('Account');
        const { compositeResponse } = await composite({
            allOrNone: true,
            compositeRequest: [
                { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'one', body: { Name: 'Kept?' } },
                { method: 'POST', url: `${base}/sobjects/Asset`, referenceId: 'two', body: { Name: 'No account' } },
                { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'three', body: { Name: 'Never' } }
            ]
        });
        expect(compositeResponse.map((one) => one.body)).toMatchObject([
            [{ errorCode: 'PROCESSING_HALTED' }],
            [{ errorCode: 'FIELD_INTEGRITY_EXCEPTION' }],
            [{ errorCode: 'PROCESSING_HALTED' }]
        ]);
        expect(await count('Account')).toBe(before);
    });

    it('refuses a reference to nothing, and too many calls', async () => {
        const { compositeResponse } = await composite({
            compositeRequest: [
                {
                    method: 'POST',
                    url: `${base}/sobjects/Asset`,
                    referenceId: 'x',
                    body: { AccountId: '@{missing.id}' }
                }
            ]
        });
        expect(compositeResponse[0]?.body).toMatchObject([{ errorCode: 'PROCESSING_HALTED' }]);
        const many = Array.from({ length: 26 }, (_value, index) => ({
            method: 'GET',
            url: `${base}/limits`,
            referenceId: `r${index}`
        }));
        expect(await refusal(composite({ compositeRequest: many }))).toMatchObject({ errorCode: 'INVALID_INPUT' });
        const queries = Array.from({ length: 6 }, (_value, index) => ({
            method: 'GET',
            url: `${base}/query?q=SELECT+Id+FROM+User`,
            referenceId: `r${index}`
        }));
        expect(await refusal(composite({ compositeRequest: queries }))).toMatchObject({ errorCode: 'INVALID_INPUT' });
    });

    it('saves 1,000 records in one call', async () => {
        const { id: AccountId } = await admin.sobject('Account').create({ Name: 'Many' });
        const records = (group: number): object[] =>
            Array.from({ length: 200 }, (_value, index) => ({
                attributes: { type: 'Asset' },
                Name: 'Bulk',
                AccountId,
                Device_Id__c: `bulk-${group}-${index}`
            }));
        const { compositeResponse } = await composite({
            compositeRequest: [1, 2, 3, 4, 5].map((group) => ({
                method: 'PATCH',
                url: `${base}/composite/sobjects/Asset/Device_Id__c`,
                referenceId: `group${group}`,
                body: { allOrNone: false, records: records(group) }
            }))
        });
        const results = compositeResponse.flatMap((one) => one.body as { success: boolean }[]);
        expect(results.filter((result) => result.success)).toHaveLength(1000);
    });

    it('keeps the graphs that hold and takes the others back', async () => {
        const graph = (graphId: string, name: string | null) => ({
            graphId,
            compositeRequest: [
                {
                    method: 'POST',
                    url: `${base}/sobjects/Account`,
                    referenceId: 'a',
                    body: { Name: `Graph ${graphId}` }
                },
                {
                    method: 'POST',
                    url: `${base}/sobjects/Asset`,
                    referenceId: 'b',
                    body: { Name: name, AccountId: '@{a.id}' }
                }
            ]
        });
        const { graphs } = await admin.requestPost<{ graphs: { isSuccessful: boolean }[] }>('/composite/graph', {
            graphs: [graph('1', 'x'), graph('2', null)]
        });
        expect(graphs.map((one) => one.isSuccessful)).toEqual([true, false]);
        expect((await admin.query("SELECT Name FROM Account WHERE Name LIKE 'Graph %'")).records).toMatchObject([
            { Name: 'Graph 1' }
        ]);
    });

    it('runs a batch, and halts it on request', async () => {
        const batchRequests = [
            { method: 'GET', url: 'v66.0/sobjects/Account/001000000000999AAA' },
            { method: 'POST', url: 'v66.0/sobjects/Account', richInput: { Name: 'Batch' } }
        ];
        const run = (haltOnError: boolean) => admin.requestPost('/composite/batch', { haltOnError, batchRequests });
        expect(await run(false)).toMatchObject({
            hasErrors: true,
            results: [{ statusCode: 404 }, { statusCode: 201 }]
        });
        expect(await run(true)).toMatchObject({ hasErrors: true, results: [{ statusCode: 404 }, { statusCode: 412 }] });
    });

    it('creates a tree, or nothing of it', async () => {
        const account = (name: string, assetName: string | undefined) => ({
            attributes: { type: 'Account', referenceId: 'account' },
            Name: name,
            Assets: { records: [{ attributes: { type: 'Asset', referenceId: 'asset' }, Name: assetName }] }
        });
        const tree = (record: object) =>
            fixture.call(`${base}/composite/tree/Account`, {
                method: 'POST',
                body: JSON.stringify({ records: [record] })
            });
        expect(await tree(account('Tree', 'Leaf'))).toMatchObject({
            status: 201,
            body: { hasErrors: false, results: [{ referenceId: 'account' }, { referenceId: 'asset' }] }
        });
        expect((await admin.query("SELECT Account.Name FROM Asset WHERE Name = 'Leaf'")).records).toMatchObject([
            { Account: { Name: 'Tree' } }
        ]);
        expect(await tree(account('Stump', undefined))).toMatchObject({
            status: 400,
            body: {
                hasErrors: true,
                results: [{ referenceId: 'asset', errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] }]
            }
        });
        expect((await admin.query("SELECT Id FROM Account WHERE Name = 'Stump'")).totalSize).toBe(0);
    });

    it('loads a CSV with Bulk API 2.0', async () => {
        const { id: AccountId } = await admin.sobject('Account').create({ Name: 'Csv' });
        const results = await admin.bulk2.loadAndWaitForResults({
            object: 'Asset',
            operation: 'upsert',
            externalIdFieldName: 'Device_Id__c',
            input: [
                { Name: 'Csv 1', Device_Id__c: 'csv-1', AccountId, Temperature__c: '12.5' },
                { Name: 'Csv 2', Device_Id__c: 'csv-2', AccountId, Temperature__c: 'hot' }
            ],
            pollInterval: 20,
            pollTimeout: 5_000
        });
        expect(results.successfulResults).toMatchObject([{ Device_Id__c: 'csv-1', sf__Created: 'true' }]);
        expect(results.failedResults).toMatchObject([
            { Device_Id__c: 'csv-2', sf__Error: expect.stringContaining('INVALID_TYPE_ON_FIELD_IN_RECORD') }
        ]);
        expect(
            (await admin.query("SELECT Temperature__c FROM Asset WHERE Device_Id__c = 'csv-1'")).records
        ).toMatchObject([{ Temperature__c: 12.5 }]);
    });

    it('fails on request: next calls, locked rows, limits, latency', async () => {
        const faults = (body: object) =>
            fixture.call('/local-org/faults', { method: 'PUT', body: JSON.stringify(body) });
        await faults({ failNext: { count: 1 } });
        expect(await fixture.call(`${base}/limits`)).toMatchObject({
            status: 503,
            body: [{ errorCode: 'SERVER_UNAVAILABLE' }]
        });
        expect(await fixture.call(`${base}/limits`)).toMatchObject({ status: 200 });
        await faults({ rowLocks: 1 });
        expect(await refusal(admin.sobject('Account').create({ Name: 'Locked' }))).toMatchObject({
            errorCode: 'UNABLE_TO_LOCK_ROW'
        });
        await faults({ limits: { DailyApiRequests: 0 } });
        expect(await fixture.call(`${base}/limits`)).toMatchObject({
            status: 403,
            body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }]
        });
        await faults({ limits: { DailyApiRequests: 1000 }, latencyMs: 30 });
        const started = performance.now();
        expect((await fixture.call(`${base}/limits`)).status).toBe(200);
        expect(performance.now() - started).toBeGreaterThan(25);
        expect((await fixture.call('/local-org/faults', { method: 'DELETE' })).status).toBe(204);
        expect(await faults({ nonsense: true })).toMatchObject({ status: 400 });
        const token = fixture.org.auth.openSession(fixture.org.users.bridge).accessToken;
        expect((await fixture.call('/local-org/faults', { token })).status).toBe(404);
    });
});
