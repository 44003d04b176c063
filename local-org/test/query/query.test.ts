import type { Connection } from 'jsforce';
import { refusal, startFixture, type OrgFixture } from '../support/orgFixture.ts';

describe('SOQL', () => {
    let fixture: OrgFixture;
    let admin: Connection;

    beforeAll(async () => {
        fixture = await startFixture({ clock: { now: () => new Date('2026-11-20T10:00:00.000Z') } });
        admin = fixture.connect();
        const [nordwerk, rheintal] = await admin
            .sobject('Account')
            .create([{ Name: 'Nordwerk', BillingCity: 'Kiel' }, { Name: 'Rheintal' }]);
        const asset = (Name: string, account: string | undefined, more: object = {}) => ({
            Name,
            AccountId: account ?? '',
            ...more
        });
        const created = await admin.sobject('Asset').create([
            asset('Press', nordwerk?.id, {
                Device_Id__c: 'press',
                Temperature__c: 90,
                Status: 'Installed',
                Last_Telemetry__c: '2026-11-20T09:00:00Z'
            }),
            asset('Pump', nordwerk?.id, {
                Device_Id__c: 'pump',
                Temperature__c: 40,
                Status: 'Installed',
                Last_Telemetry__c: '2026-11-01T00:00:00Z'
            }),
            asset("O'Neil 100%", rheintal?.id, { Device_Id__c: 'filler', Status: 'Shipped' })
        ]);
        await admin.sobject('Signal__c').create(
            [5, 7, 9].map((Value__c, index) => ({
                Asset__c: created[0]?.id ?? '',
                Key__c: `press:${index}`,
                Value__c
            }))
        );
        await admin.sobject('Case').create([
            { Subject: 'hot', AssetId: created[0]?.id ?? '', Status: 'New' },
            { Subject: 'done', AssetId: created[1]?.id ?? '', Status: 'Closed' }
        ]);
    });
    afterAll(() => fixture.stop());

    const names = async (where: string): Promise<string[]> => {
        const result = await admin.query<{ Name: string }>(`SELECT Name FROM Asset WHERE ${where} ORDER BY Name`);
        return result.records.map((record) => record.Name);
    };

    it.each([
        ["Name = 'press'", ['Press']],
        ["Device_Id__c = 'PRESS'", []],
        ["Account.Name = 'Nordwerk' AND Temperature__c >= 90", ['Press']],
        ["Status != 'Installed'", ["O'Neil 100%"]],
        ['Temperature__c != 40', ["O'Neil 100%", 'Press']],
        ['Temperature__c = null', ["O'Neil 100%"]],
        ['NOT (Temperature__c > 50)', ["O'Neil 100%", 'Pump']],
        ["Name LIKE 'P%'", ['Press', 'Pump']],
        ["Name LIKE '%100\\%'", ["O'Neil 100%"]],
        ["Name LIKE 'P_mp'", ['Pump']],
        ["Name = 'O\\'Neil 100%'", ["O'Neil 100%"]],
        ["Name IN ('PUMP', 'nothing')", ['Pump']],
        ["Name NOT IN ('Pump', 'Press')", ["O'Neil 100%"]],
        ['Overheated__c = true', ['Press']],
        ['Overheated__c = false', ["O'Neil 100%", 'Pump']],
        ['Last_Telemetry__c = TODAY', ['Press']],
        ['Last_Telemetry__c = THIS_MONTH', ['Press', 'Pump']],
        ['Last_Telemetry__c < LAST_N_DAYS:7', ['Pump']],
        ['Last_Telemetry__c > 2026-11-20T09:30:00+01:00', ['Press']],
        ['DAY_IN_MONTH(Last_Telemetry__c) = 1', ['Pump']],
        ['Id IN (SELECT AssetId FROM Case WHERE IsClosed = false)', ['Press']],
        ['Id NOT IN (SELECT AssetId FROM Case)', ["O'Neil 100%"]],
        ["(Name = 'Press' OR Name = 'Pump') AND Status = 'Installed'", ['Press', 'Pump']]
    ])('finds by %s', async (where, expected) => {
        expect(await names(where)).toEqual(expected);
    });

    it('nests parents and children, and leaves out what is blank', async () => {
        const { records } = await admin.query(
            "SELECT Name, Account.Name, Account.BillingAddress, Parent.Name, (SELECT Value__c FROM Signals__r WHERE Value__c > 5 ORDER BY Value__c DESC LIMIT 1) FROM Asset WHERE Device_Id__c IN ('press', 'pump') ORDER BY Name"
        );
        expect(records).toMatchObject([
            {
                Account: { Name: 'Nordwerk', BillingAddress: { city: 'Kiel', street: null } },
                Parent: null,
                Signals__r: { totalSize: 1, records: [{ Value__c: 9 }] }
            },
            { Name: 'Pump', Signals__r: null }
        ]);
    });

    it('aggregates', async () => {
        const { records } = await admin.query(
            'SELECT Account.Name account, COUNT(Id) machines, AVG(Temperature__c), MAX(Last_Telemetry__c) latest FROM Asset GROUP BY Account.Name HAVING COUNT(Id) > 0 ORDER BY COUNT(Id) DESC'
        );
        expect(records).toEqual([
            {
                attributes: { type: 'AggregateResult' },
                account: 'Nordwerk',
                machines: 2,
                expr0: 65,
                latest: '2026-11-20T09:00:00.000+0000'
            },
            { attributes: { type: 'AggregateResult' }, account: 'Rheintal', machines: 1, expr0: null, latest: null }
        ]);
        expect(await admin.query('SELECT COUNT() FROM Asset')).toMatchObject({ totalSize: 3, records: [] });
    });

    it('orders blanks first unless told otherwise, and cuts out a part', async () => {
        const order = async (rest: string): Promise<unknown[]> =>
            (await admin.query<{ Temperature__c: number }>(`SELECT Temperature__c FROM Asset ${rest}`)).records.map(
                (one) => one.Temperature__c
            );
        expect(await order('ORDER BY Temperature__c')).toEqual([null, 40, 90]);
        expect(await order('ORDER BY Temperature__c DESC NULLS LAST')).toEqual([90, 40, null]);
        expect(await order('ORDER BY Temperature__c LIMIT 1 OFFSET 1')).toEqual([40]);
    });

    it('reads custom metadata and every field with FIELDS(ALL)', async () => {
        const { records } = await admin.query('SELECT FIELDS(ALL) FROM Rule__mdt LIMIT 5');
        expect(records).toMatchObject([{ DeveloperName: 'Hot', MasterLabel: 'Too hot', Limit__c: 80 }]);
    });

    it('pages', async () => {
        const many = Array.from({ length: 450 }, (_value, index) => ({ Name: `Paged ${index}` }));
        await admin.sobject('Product2').create(many, { allowRecursive: true });
        const first = await admin.query("SELECT Name FROM Product2 WHERE Name LIKE 'Paged%'", {
            headers: { 'Sforce-Query-Options': 'batchSize=200' }
        });
        expect([first.records.length, first.totalSize, first.done]).toEqual([200, 450, false]);
        const second = await admin.queryMore(first.nextRecordsUrl ?? '');
        const third = await admin.queryMore(second.nextRecordsUrl ?? '');
        expect([third.records.length, third.done]).toEqual([50, true]);
        const all = [...first.records, ...second.records, ...third.records].map((record) => record['Name']);
        expect(new Set(all).size).toBe(450);
        expect(await refusal(admin.queryMore('01g000000000009AAA-200'))).toMatchObject({
            errorCode: 'INVALID_QUERY_LOCATOR'
        });
        expect(
            await refusal(fixture.connect(fixture.org.users.bridge).queryMore(first.nextRecordsUrl ?? ''))
        ).toMatchObject({ errorCode: 'INVALID_QUERY_LOCATOR' });
    });

    it.each([
        [
            'SELECT Colour FROM Asset',
            'INVALID_FIELD',
            "ERROR at Row:1:Column:8\nNo such column 'Colour' on entity 'Asset'"
        ],
        ['SELECT Nothing.Name FROM Asset', 'INVALID_FIELD', "Didn't understand relationship 'Nothing' in field path"],
        [
            'SELECT Id, (SELECT Id FROM Nothings) FROM Asset',
            'INVALID_FIELD',
            "Didn't understand relationship 'Nothings' in FROM part"
        ],
        ['SELECT Id FROM Nothing__c', 'INVALID_TYPE', "sObject type 'Nothing__c' is not supported"],
        ['SELECT Id FROM Reading__e', 'INVALID_TYPE', "sObject type 'Reading__e' is not supported"],
        ['SELECT Id FROM Asset WHERE', 'MALFORMED_QUERY', ''],
        [
            "SELECT Id FROM Asset WHERE Temperature__c = '40'",
            'INVALID_FIELD',
            'must be of type double and should not be enclosed in quotes'
        ],
        [
            'SELECT Id FROM Asset WHERE Name = 5',
            'INVALID_FIELD',
            'must be of type string and should be enclosed in quotes'
        ],
        [
            "SELECT Id FROM Asset WHERE AccountId = 'nonsense'",
            'INVALID_QUERY_FILTER_OPERATOR',
            'invalid ID field: nonsense'
        ],
        ['SELECT Id FROM Asset WHERE CreatedDate > 2026-01-01', 'INVALID_FIELD', 'must be of type dateTime'],
        ['SELECT Id FROM Asset LIMIT 1 OFFSET 2001', 'MALFORMED_QUERY', 'Maximum SOQL offset allowed is 2000'],
        ['SELECT FIELDS(ALL) FROM Asset', 'MALFORMED_QUERY', 'must have a LIMIT of at most 200'],
        [
            'SELECT Id FROM Asset WHERE Id IN (SELECT Name FROM Case)',
            'INVALID_FIELD',
            "No such column 'Name' on entity 'Case'"
        ],
        ['SELECT TYPEOF What WHEN Account THEN Phone END FROM Task', 'FUNCTIONALITY_NOT_ENABLED', 'TYPEOF'],
        ['SELECT Name, COUNT(Id) FROM Asset GROUP BY ROLLUP(Name)', 'FUNCTIONALITY_NOT_ENABLED', 'ROLLUP'],
        [
            "SELECT Id FROM Asset WHERE DISTANCE(Name, GEOLOCATION(1,2), 'km') < 5",
            'MALFORMED_QUERY',
            'Name is no location'
        ],
        [
            "SELECT DISTANCE(BillingAddress, GEOLOCATION(1,2), 'km') FROM Account",
            'FUNCTIONALITY_NOT_ENABLED',
            'DISTANCE'
        ]
    ])('refuses %s', async (soql, errorCode, message) => {
        const refused = await refusal(admin.query(soql));
        expect(refused.errorCode).toBe(errorCode);
        expect(refused.message).toContain(message);
    });

    it.each([
        '\'; DROP TABLE "Asset"; --',
        "\\' OR 1=1 --",
        '" UNION SELECT token FROM "_session" --',
        "%' OR '1'='1",
        '\u0000',
        '?1'
    ])('treats %j as text', async (attempt) => {
        const literal = attempt.replace(/[\\']/g, '\\$&');
        expect(await names(`Name = '${literal}' OR Name LIKE '${literal}' OR Name IN ('${literal}')`)).toEqual([]);
        expect((await admin.query('SELECT COUNT() FROM Asset')).totalSize).toBe(3);
    });

    it.each(['Id" FROM "_session" --', 'token', '_session.token', 'Name; DELETE FROM Asset'])(
        'refuses %j where a field belongs',
        async (field) => {
            const refused = await refusal(admin.query(`SELECT ${field} FROM Asset`));
            expect(['INVALID_FIELD', 'MALFORMED_QUERY']).toContain(refused.errorCode);
        }
    );

    it('tells the columns of a query', async () => {
        const { body } = await fixture.call(
            `/services/data/v66.0/query?columns=true&q=${encodeURIComponent('SELECT Name, Account.Name, Temperature__c FROM Asset')}`
        );
        expect(body).toMatchObject({
            entityName: 'Asset',
            columnMetadata: [
                { columnName: 'Name', textType: true },
                { columnName: 'Account.Name' },
                { columnName: 'Temperature__c', numberType: true, custom: true }
            ]
        });
    });
});
