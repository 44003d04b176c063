import { createPlant, type Plant } from '../lightning/plant.ts';

const api = '/services/data/v66.0/ui-api';
let plant: Plant;

beforeAll(async () => {
    plant = await createPlant();
});

afterAll(async () => {
    await plant.server.close();
    plant.org.stop();
});

async function get(path: string, headers: Record<string, string> = {}) {
    const reply = await plant.server.inject({ url: api + path, headers: { ...plant.headers, ...headers } });
    return { status: reply.statusCode, body: reply.body ? reply.json() : undefined };
}

async function send(method: 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object, headers: object = {}) {
    const request = { method, url: api + path, headers: { ...plant.headers, ...headers } };
    const reply = await plant.server.inject(payload ? { ...request, payload } : request);
    return { status: reply.statusCode, body: reply.body ? reply.json() : undefined };
}

describe('a record', () => {
    test('has values, texts for people and nested parents', async () => {
        const fields = 'Machine__c.Reading__c,Machine__c.State__c,Machine__c.Account__r.Name,Machine__c.Owner.Name';
        const { status, body } = await get(`/records/${plant.machineId}?fields=${fields}`);
        expect(status).toBe(200);
        expect(body).toMatchObject({
            apiName: 'Machine__c',
            id: plant.machineId,
            recordTypeId: '012000000000000AAA',
            fields: {
                Reading__c: { value: 1234.5, displayValue: '1,234.50' },
                State__c: { value: 'Running', displayValue: 'Running' },
                Account__r: {
                    displayValue: "O'Hara Presses",
                    value: { apiName: 'Account', fields: { Name: { value: "O'Hara Presses", displayValue: null } } }
                }
            }
        });
        expect(body.weakEtag).toBe(Date.parse(body.systemModstamp));
    });

    test('leaves optional fields out that do not exist and refuses required ones by name', async () => {
        const optional = await get(
            `/records/${plant.machineId}?fields=Machine__c.Name&optionalFields=Machine__c.Nope__c`
        );
        expect(Object.keys(optional.body.fields)).toEqual(['Name']);
        const refused = await get(`/records/${plant.machineId}?fields=Machine__c.Nope__c`);
        expect(refused.status).toBe(400);
        expect(refused.body[0]).toMatchObject({ errorCode: 'INVALID_FIELD', fields: ['Machine__c.Nope__c'] });
    });

    test('needs fields to be named', async () => {
        expect((await get(`/records/${plant.machineId}`)).body[0].errorCode).toBe('MISSING_ARGUMENT');
    });

    test('is not found under an id of nothing', async () => {
        const { status, body } = await get(`/records/${plant.machineId.slice(0, 12)}999AAA?fields=Machine__c.Name`);
        expect([status, body[0].errorCode]).toEqual([404, 'NOT_FOUND']);
        expect((await get("/records/a00'%20OR%20Name?fields=Machine__c.Name")).status).toBe(404);
    });

    test('needs a session', async () => {
        const reply = await plant.server.inject({ url: `${api}/records/${plant.machineId}?fields=Machine__c.Name` });
        expect([reply.statusCode, reply.json()[0].errorCode]).toEqual([401, 'INVALID_SESSION_ID']);
    });

    test('is answered with 304 when it has not changed since', async () => {
        const later = new Date(Date.now() + 60_000).toUTCString();
        const path = `/records/${plant.machineId}?fields=Machine__c.Name`;
        expect((await get(path, { 'if-modified-since': later })).status).toBe(304);
        expect((await get(path, { 'if-modified-since': new Date(0).toUTCString() })).status).toBe(200);
    });

    test('is created, changed and deleted', async () => {
        const created = await send('POST', '/records', {
            apiName: 'Machine__c',
            fields: { Name: 'New', Reading__c: 1 }
        });
        expect([created.status, created.body.fields.Name.value]).toEqual([201, 'New']);
        const changed = await send('PATCH', `/records/${created.body.id}`, { fields: { Reading__c: 2.25 } });
        expect(changed.body.fields.Reading__c).toEqual({ value: 2.25, displayValue: '2.25' });
        expect((await send('DELETE', `/records/${created.body.id}`)).status).toBe(204);
        expect((await get(`/records/${created.body.id}?fields=Machine__c.Name`)).status).toBe(404);
    });

    test('refuses a value that does not fit and names the field', async () => {
        const { status, body } = await send('PATCH', `/records/${plant.machineId}`, { fields: { State__c: 'Flying' } });
        expect(status).toBe(400);
        expect(body[0].output.fieldErrors.State__c[0].errorCode).toBe('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
    });

    test('is not overwritten when someone else has changed it', async () => {
        const path = `/records/${plant.otherId}`;
        const old = { 'if-unmodified-since': new Date(Date.now() - 60_000).toISOString() };
        const refused = await send('PATCH', path, { fields: { Reading__c: 8 } }, old);
        expect([refused.status, refused.body[0].errorCode]).toEqual([412, 'PRECONDITION_FAILED']);
        const { body } = await get(`${path}?fields=Machine__c.Reading__c`);
        expect(body.fields.Reading__c.value).toBe(7);
        const current = { 'if-unmodified-since': body.lastModifiedDate };
        expect((await send('PATCH', path, { fields: { Reading__c: 7 } }, current)).status).toBe(200);
    });

    test('comes in batches with a status each', async () => {
        const ids = `${plant.machineId},${plant.machineId.slice(0, 12)}999AAA`;
        const { body } = await get(`/records/batch/${ids}?fields=Machine__c.Name`);
        expect(body.hasErrors).toBe(true);
        expect(body.results.map((result: { statusCode: number }) => result.statusCode)).toEqual([200, 404]);
    });
});

describe('an object', () => {
    test('tells of its fields and children', async () => {
        const { body } = await get('/object-info/Machine__c');
        expect(body).toMatchObject({
            labelPlural: 'Machines',
            nameFields: ['Name'],
            fields: {
                Reading__c: { dataType: 'Double', inlineHelpText: 'Newest value of the sensor.', updateable: true },
                Account__c: { dataType: 'Reference', relationshipName: 'Account__r' }
            }
        });
        expect(body.childRelationships).toContainEqual(
            expect.objectContaining({ childObjectApiName: 'Part__c', relationshipName: 'Parts__r' })
        );
        expect((await get('/object-info/Nope__c')).body[0].errorCode).toBe('INVALID_TYPE');
    });

    test('tells the values of its picklists', async () => {
        const { body } = await get('/object-info/Machine__c/picklist-values/012000000000000AAA/State__c');
        expect(body.defaultValue.value).toBe('Running');
        expect(body.values.map(({ label }: { label: string }) => label)).toEqual(['Running', 'Stopped today']);
        const all = await get('/object-info/Machine__c/picklist-values/012000000000000AAA');
        expect(Object.keys(all.body.picklistFieldValues)).toEqual(['State__c']);
    });

    test('has the compact layout that is assigned to it', async () => {
        const { body } = await get('/layout/Machine__c?layoutType=Compact');
        const names = body.sections[0].layoutRows.map(
            (row: { layoutItems: { layoutComponents: { apiName: string }[] }[] }) =>
                row.layoutItems[0]?.layoutComponents[0]?.apiName
        );
        expect(names).toEqual(['Name', 'State__c', 'Reading__c', 'Account__c']);
    });

    test('shows of a standard object what a new org shows', async () => {
        const list = await get('/list-info/Case/AllRecords');
        expect(list.body.displayColumns.map(({ label }: { label: string }) => label)).toEqual([
            'Case Number',
            'Subject',
            'Status',
            'Priority',
            'Asset ID',
            'Account ID'
        ]);
        const full = JSON.stringify((await get('/layout/Case?layoutType=Full')).body);
        expect(full).toContain('"apiName":"Description"');
        expect(full).not.toContain('SuppliedName');
    });
});

describe('lists', () => {
    test('related records are sorted, filtered and paged', async () => {
        const path = `/related-list-records/${plant.machineId}/Parts__r`;
        const first = await send('POST', path, {
            fields: ['Part__c.Name'],
            sortBy: ['-Part__c.Weight__c'],
            pageSize: 2
        });
        expect(names(first.body)).toEqual(['Motor', 'Pump']);
        const next = {
            fields: ['Part__c.Name'],
            sortBy: ['-Weight__c'],
            pageSize: 2,
            pageToken: first.body.nextPageToken
        };
        const second = await send('POST', path, next);
        expect([names(second.body), second.body.nextPageToken]).toEqual([['Bolt'], null]);
        const heavy = await send('POST', path, { fields: ['Part__c.Name'], where: '{ Weight__c: { gt: 50 } }' });
        expect(names(heavy.body)).toEqual(['Motor']);
        expect((await get(`/related-list-count/${plant.machineId}/Parts__r?maxCount=2`)).body).toEqual({
            count: 2,
            hasMore: true
        });
    });

    test('a related list that does not exist is refused by name', async () => {
        const { body } = await get(`/related-list-records/${plant.machineId}/Nope__r?fields=Part__c.Name`);
        expect(body[0].message).toContain('Nope__r');
    });

    test('a deployed list view filters and has columns', async () => {
        const views = await get('/list-info/Machine__c');
        expect(views.body.lists.map(({ label }: { label: string }) => label)).toEqual([
            'Running Machines',
            'All Machines'
        ]);
        const { body } = await send('POST', '/list-records/Machine__c/Running', {});
        expect(names(body)).toEqual(['Press 1']);
        const info = await get('/list-info/Machine__c/Running');
        expect(info.body.displayColumns.map(({ label }: { label: string }) => label)).toEqual([
            'Machine Name',
            'State',
            'Reading'
        ]);
    });

    function names(body: { records: { fields: { Name: { value: string } } }[] }): string[] {
        return body.records.map(({ fields }) => fields.Name.value);
    }
});
