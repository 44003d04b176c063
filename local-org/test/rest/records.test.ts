import type { Connection } from 'jsforce';
import { refusal, startFixture, type OrgFixture } from '../support/orgFixture.ts';

describe('records over REST', () => {
    let fixture: OrgFixture;
    let admin: Connection;
    let accountId: string;

    beforeAll(async () => {
        fixture = await startFixture();
        admin = fixture.connect();
        accountId = (await admin.sobject('Account').create({ Name: 'Nordwerk' })).id ?? '';
    });
    afterAll(() => fixture.stop());

    const asset = (more: object = {}): Record<string, string> => ({ Name: 'Press', AccountId: accountId, ...more });

    it('creates, reads, updates and deletes', async () => {
        const { id = '' } = await admin
            .sobject('Asset')
            .create(asset({ Temperature__c: 20.125, Last_Telemetry__c: '2026-11-20T10:00:00+01:00' }));
        expect(id).toMatch(/^02i\w{15}$/);
        expect(await admin.sobject('Asset').retrieve(id)).toMatchObject({
            attributes: { type: 'Asset', url: `/services/data/v66.0/sobjects/Asset/${id}` },
            Id: id,
            Temperature__c: 20.13,
            Overheated__c: false,
            Connectivity__c: 'Unknown',
            Last_Telemetry__c: '2026-11-20T09:00:00.000+0000',
            AssetLevel: 1,
            RootAssetId: null,
            CreatedById: fixture.org.users.admin
        });
        expect(await admin.sobject('Asset').update({ Id: id, Temperature__c: 90 })).toMatchObject({ success: true });
        expect(await admin.sobject('Asset').retrieve(id)).toMatchObject({ Temperature__c: 90, Overheated__c: true });
        expect(await admin.sobject('Asset').destroy(id)).toMatchObject({ success: true });
        expect(await refusal(admin.sobject('Asset').retrieve(id))).toMatchObject({ errorCode: 'NOT_FOUND' });
    });

    it.each([
        ['a missing required field', { Name: null }, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Name]'],
        [
            'an unknown field',
            { Colour__c: 'red' },
            'INVALID_FIELD',
            "No such column 'Colour__c' on sobject of type Asset"
        ],
        ['text that is too long', { Name: 'x'.repeat(256) }, 'STRING_TOO_LONG', 'max length=255'],
        [
            'a value outside a restricted picklist',
            { Connectivity__c: 'Maybe' },
            'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            'bad value for restricted picklist field: Maybe'
        ],
        [
            'text for a number',
            { Temperature__c: 'warm' },
            'INVALID_TYPE_ON_FIELD_IN_RECORD',
            'value not of required type: warm'
        ],
        [
            'a number that is too large',
            { Temperature__c: 1e17 },
            'NUMBER_OUTSIDE_VALID_RANGE',
            'value outside of valid range'
        ],
        ['a validation rule', { Temperature__c: 1001 }, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'No machine is that hot.'],
        ['a field of the org', { AssetLevel: 3 }, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'AssetLevel'],
        ['a formula field', { Overheated__c: true }, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'Overheated__c'],
        ['an id of another object', { Product2Id: '001000000000001AAA' }, 'MALFORMED_ID', 'id value of incorrect type'],
        ['an id of no record', { ParentId: '02i000000000ZZZAAA' }, 'MALFORMED_ID', 'id value of incorrect type'],
        ['a day that does not exist', { InstallDate: '2026-02-30' }, 'INVALID_TYPE_ON_FIELD_IN_RECORD', '2026-02-30']
    ])('refuses %s', async (_case, more, errorCode, message) => {
        const refused = await refusal(admin.sobject('Asset').create(asset(more)));
        expect(refused.errorCode).toBe(errorCode);
        expect(refused.message).toContain(message);
    });

    it('refuses a lookup to a record that is gone', async () => {
        const { id = '' } = await admin.sobject('Product2').create({ Name: 'Gone' });
        await admin.sobject('Product2').destroy(id);
        expect(await refusal(admin.sobject('Asset').create(asset({ Product2Id: id })))).toEqual({
            errorCode: 'INVALID_CROSS_REFERENCE_KEY',
            message: 'invalid cross reference id'
        });
    });

    it('upserts by external id, whose case counts, and names parents by theirs', async () => {
        const upsert = (key: string, more: object = {}) =>
            admin.sobject('Asset').upsert(asset({ Device_Id__c: key, ...more }), 'Device_Id__c');
        const first = await upsert('nw-press-01');
        expect(first).toMatchObject({ success: true, created: true });
        expect(await upsert('nw-press-01', { Temperature__c: 41 })).toMatchObject({ id: first.id, created: false });
        expect(await upsert('NW-PRESS-01')).toMatchObject({ success: true, created: true });
        const child = await admin
            .sobject('Asset')
            .create(asset({ Name: 'Pump', Parent: { Device_Id__c: 'nw-press-01' } }));
        expect(await admin.sobject('Asset').retrieve(child.id ?? '')).toMatchObject({
            ParentId: first.id,
            RootAssetId: first.id,
            AssetLevel: 2
        });
        const unknown = await refusal(
            admin
                .sobject('Signal__c')
                .create({ Asset__r: { Device_Id__c: 'none' } } as object as Record<string, string>)
        );
        expect(unknown.message).toBe('Foreign key external ID: none not found for field Device_Id__c in entity Asset');
    });

    it('refuses a second record with the same unique value, naming the first', async () => {
        const { id = '' } = await admin.sobject('Asset').create(asset({ Device_Id__c: 'only-one' }));
        const refused = await refusal(admin.sobject('Asset').create(asset({ Device_Id__c: 'only-one' })));
        expect(refused.errorCode).toBe('DUPLICATE_VALUE');
        expect(refused.message).toContain(`duplicates value on record with id: ${id.slice(0, 15)}`);
    });

    it('saves the sound records of a collection and reports the others', async () => {
        const results = await admin
            .sobject('Asset')
            .create([
                asset({ Device_Id__c: 'part-1' }),
                asset({ Temperature__c: 2000 }),
                asset({ Device_Id__c: 'part-1' })
            ] as Record<string, string>[]);
        expect(results.map((result) => result.success)).toEqual([true, false, false]);
        expect(results[1]?.errors).toEqual([
            {
                statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
                message: 'No machine is that hot.',
                fields: ['Temperature__c']
            }
        ]);
        expect(results[2]?.errors[0]).toMatchObject({ statusCode: 'DUPLICATE_VALUE' });
    });

    it('saves none of a collection that is all or none', async () => {
        const count = () => admin.query('SELECT COUNT() FROM Asset').then((result) => result.totalSize);
        const before = await count();
        const results = await admin
            .sobject('Asset')
            .create([asset(), asset({ Name: null })] as Record<string, string>[], { allOrNone: true });
        expect(results.map((result) => result.errors[0])).toMatchObject([
            { statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' },
            { statusCode: 'REQUIRED_FIELD_MISSING' }
        ]);
        expect(await count()).toBe(before);
    });

    it('refuses more than 200 records in one collection', async () => {
        const many = Array.from({ length: 201 }, () => asset());
        expect(await refusal(admin.sobject('Asset').create(many))).toMatchObject({
            errorCode: 'EXCEEDED_ID_LIMIT'
        });
        const all = await admin.sobject('Asset').create(many, { allowRecursive: true });
        expect(all.filter((result) => result.success)).toHaveLength(201);
    });

    it('refuses the same external id twice in one call', async () => {
        const row = { attributes: { type: 'Asset' }, ...asset({ Device_Id__c: 'twice' }) };
        const [first, second] = await admin.requestPatch<{ success: boolean; errors: object[] }[]>(
            '/composite/sobjects/Asset/Device_Id__c',
            { records: [row, row] }
        );
        expect(first).toMatchObject({ success: true, created: true });
        expect(second?.errors).toMatchObject([{ statusCode: 'DUPLICATE_VALUE' }]);
    });

    it('numbers records and moves a whole branch of the hierarchy', async () => {
        const create = async (name: string, parent?: string): Promise<string> =>
            (await admin.sobject('Asset').create(asset({ Name: name, ...(parent ? { ParentId: parent } : {}) }))).id ??
            '';
        const [oldRoot, newRoot] = [await create('old root'), await create('new root')];
        const line = await create('line', oldRoot);
        const machine = await create('machine', line);
        await admin.sobject('Asset').update({ Id: line, ParentId: newRoot });
        expect(await admin.sobject('Asset').retrieve(machine)).toMatchObject({ RootAssetId: newRoot, AssetLevel: 3 });
        expect(await refusal(admin.sobject('Asset').update({ Id: newRoot, ParentId: machine }))).toMatchObject({
            errorCode: 'CIRCULAR_DEPENDENCY'
        });
        const [one, two] = await admin
            .sobject('Signal__c')
            .create([{ Asset__c: line }, { Asset__c: line }] as Record<string, string>[]);
        const numbers = await admin.query<{ Name: string }>(
            `SELECT Name FROM Signal__c WHERE Id IN ('${one?.id}', '${two?.id}') ORDER BY Name`
        );
        const [first = 0, second = 0] = numbers.records.map((record) => Number(/^SIG-(\d{4})$/.exec(record.Name)?.[1]));
        expect(second - first).toBe(1);
    });

    it('deletes details with their master and clears lookups', async () => {
        const { id = '' } = await admin.sobject('Asset').create(asset({ Device_Id__c: 'master' }));
        await admin.sobject('Signal__c').create({ Asset__c: id, Key__c: 'detail' } as object as Record<string, string>);
        const { id: caseId = '' } = await admin.sobject('Case').create({ AssetId: id, Subject: 'x' });
        await admin.sobject('Asset').destroy(id);
        expect((await admin.query("SELECT Id FROM Signal__c WHERE Key__c = 'detail'")).totalSize).toBe(0);
        expect(await admin.sobject('Case').retrieve(caseId)).toMatchObject({ AssetId: null });
    });

    it('gives a case to a queue of cases only', async () => {
        const queue = await admin.query<{ Id: string }>(
            "SELECT Id FROM Group WHERE DeveloperName = 'Technicians' AND Type = 'Queue'"
        );
        const OwnerId = queue.records[0]?.Id ?? '';
        const { id = '' } = await admin.sobject('Case').create({ Subject: 'hot', OwnerId });
        const found = await admin.query(`SELECT Owner.Name, Owner.Type, CaseNumber FROM Case WHERE Id = '${id}'`);
        expect(found.records[0]).toMatchObject({
            Owner: { Name: 'Technicians', Type: 'Queue' },
            CaseNumber: expect.stringMatching(/^\d{8}$/)
        });
        expect((await refusal(admin.sobject('Account').create({ Name: 'x', OwnerId }))).errorCode).toBe('MALFORMED_ID');
    });

    it('answers an unknown version, resource or id with 404, and broken JSON with 400', async () => {
        const notFound = [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }];
        expect(await fixture.call('/services/data/v99.0/query?q=SELECT+Id+FROM+Asset')).toMatchObject({
            status: 404,
            body: notFound
        });
        expect(await fixture.call('/services/data/v66.0/nothing')).toMatchObject({ status: 404, body: notFound });
        expect(await fixture.call('/services/data/v66.0/sobjects/Asset/02i000000000999AAA')).toMatchObject({
            status: 404,
            body: notFound
        });
        expect(await fixture.call('/services/data/v66.0/sobjects/Nothing__c/describe')).toMatchObject({
            status: 404,
            body: notFound
        });
        expect(
            await fixture.call('/services/data/v66.0/sobjects/Asset', { method: 'POST', body: '{"Name":' })
        ).toMatchObject({
            status: 400,
            body: [{ errorCode: 'JSON_PARSER_ERROR' }]
        });
        expect((await fixture.call('//services/data')).status).toBe(200);
    });

    it('describes objects and counts calls', async () => {
        const { fields, childRelationships } = await admin.sobject('Asset').describe();
        expect(fields.find((field) => field.name === 'Device_Id__c')).toMatchObject({
            externalId: true,
            unique: true,
            length: 80,
            type: 'string'
        });
        expect(
            fields.find((field) => field.name === 'Connectivity__c')?.picklistValues?.map((value) => value.value)
        ).toEqual(['Unknown', 'Online', 'Offline']);
        expect(childRelationships).toContainEqual(
            expect.objectContaining({ childSObject: 'Signal__c', relationshipName: 'Signals__r' })
        );
        expect((await admin.describeGlobal()).sobjects.find((object) => object.name === 'Reading__e')).toMatchObject({
            queryable: false,
            createable: true
        });
        const before = (await admin.limits()).DailyApiRequests?.Remaining ?? 0;
        const { headers } = await fixture.call('/services/data/v66.0/limits');
        expect((await admin.limits()).DailyApiRequests?.Remaining).toBe(before - 2);
        expect(headers.get('sforce-limit-info')).toMatch(/^api-usage=\d+\/105000$/);
    });

    it('takes a body of 10 MB', async () => {
        const body = JSON.stringify({ Name: 'x'.repeat(10_000_000) });
        expect(await fixture.call('/services/data/v66.0/sobjects/Account', { method: 'POST', body })).toMatchObject({
            status: 400,
            body: [{ errorCode: 'STRING_TOO_LONG' }]
        });
    });
});
