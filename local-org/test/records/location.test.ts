import type { Connection } from 'jsforce';
import { deployFiles, type DeployResult } from '../../src/deploy/index.ts';
import { createServer } from '../../src/server.ts';
import { uiApiRoutes } from '../../src/ui-api/index.ts';
import { element, FlowOrg, flowXml, recordStart, reference } from '../flow/flowOrg.ts';
import { refusal, startFixture, type OrgFixture } from '../support/orgFixture.ts';

const xmlns = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const spot = (more: string): string =>
    `<fields><fullName>Spot__c</fullName><label>Spot</label><type>Location</type>${more}</fields>`;

const depot = (fields: string): string => `<CustomObject ${xmlns}>
    <label>Depot</label><pluralLabel>Depots</pluralLabel><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel>
    <nameField><label>Name</label><type>Text</type></nameField>${fields}
    <fields><fullName>Hub__c</fullName><label>Hub</label><type>Lookup</type><referenceTo>Depot__c</referenceTo><relationshipName>Spokes</relationshipName></fields>
</CustomObject>`;

const surveyor = (field: string): string => `<PermissionSet ${xmlns}>
    <hasActivationRequired>false</hasActivationRequired><label>Surveyor</label>
    <fieldPermissions><editable>true</editable><field>Depot__c.${field}</field><readable>true</readable></fieldPermissions>
    <objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Depot__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>
</PermissionSet>`;

const manifest = `<Package ${xmlns}>
    <types><members>Depot__c</members><name>CustomObject</name></types>
    <types><members>Surveyor</members><name>PermissionSet</name></types>
    <version>66.0</version>
</Package>`;

/** Formula fields and a rule over places. */
const formulas = `
    <fields><fullName>To_Hub__c</fullName><label>To Hub</label><type>Number</type><formula>DISTANCE(Spot__c, Hub__r.Spot__c, "km")</formula><precision>18</precision><scale>1</scale></fields>
    <fields><fullName>From_Equator__c</fullName><label>From Equator</label><type>Number</type><formula>DISTANCE(Spot__c, GEOLOCATION(0, Spot__Longitude__s), "mi")</formula><precision>18</precision><scale>1</scale></fields>
    <fields><fullName>Located__c</fullName><label>Located</label><type>Checkbox</type><formula>NOT(ISBLANK(Spot__c))</formula></fields>
    <validationRules><fullName>Fixed</fullName><active>true</active><errorConditionFormula>NOT(ISNEW()) &amp;&amp; ISCHANGED(Spot__c)</errorConditionFormula><errorMessage>Depots do not move.</errorMessage></validationRules>`;

const settings = '<scale>4</scale><displayLocationInDecimal>true</displayLocationInDecimal>';

function deployDepot(fixture: OrgFixture, fields: string, permitted = 'Spot__c'): DeployResult {
    const files = {
        'package.xml': manifest,
        'objects/Depot__c.object': depot(fields),
        'permissionsets/Surveyor.permissionset': surveyor(permitted)
    };
    return deployFiles(
        fixture.org,
        Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text) }))
    );
}

describe('geolocation fields', () => {
    let fixture: OrgFixture;
    let admin: Connection;
    let berlin: string;

    beforeAll(async () => {
        fixture = await startFixture();
        const deployed = deployDepot(fixture, spot(settings) + formulas);
        if (!deployed.success) throw new Error(JSON.stringify(deployed.details.componentFailures));
        admin = fixture.connect();
        const [first] = await admin
            .sobject('Depot__c')
            .create([
                { Name: 'Berlin', Spot__Latitude__s: 52.520008, Spot__Longitude__s: 13.404954 },
                { Name: 'Lost' }
            ]);
        berlin = first?.id ?? '';
        await admin.sobject('Depot__c').create([
            { Name: 'Munich', Spot__Latitude__s: 48.1371, Spot__Longitude__s: 11.5754, Hub__c: berlin },
            { Name: 'Null Island', Spot__Latitude__s: 0, Spot__Longitude__s: 0 }
        ]);
    });
    afterAll(() => fixture.stop());

    it('answers the place as one value, at its scale, and as null when blank', async () => {
        const { records } = await admin.query(
            'SELECT Name, Spot__c, Spot__latitude__s, Hub__r.Spot__c FROM Depot__c ORDER BY Name'
        );
        expect(records).toMatchObject([
            { Spot__c: { latitude: 52.52, longitude: 13.405 }, Spot__Latitude__s: 52.52, Hub__r: null },
            { Name: 'Lost', Spot__c: null, Spot__Latitude__s: null },
            { Name: 'Munich', Hub__r: { Spot__c: { latitude: 52.52, longitude: 13.405 } } },
            { Name: 'Null Island', Spot__c: { latitude: 0, longitude: 0 } }
        ]);
        expect(await admin.sobject('Depot__c').retrieve(berlin)).toMatchObject({
            Spot__c: { latitude: 52.52, longitude: 13.405 },
            Spot__Longitude__s: 13.405
        });
    });

    it.each([
        ['the place itself', { Spot__c: { latitude: 1, longitude: 2 } }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
        ['a latitude beyond the pole', { Spot__Latitude__s: 90.0001 }, 'NUMBER_OUTSIDE_VALID_RANGE'],
        ['a longitude beyond the date line', { Spot__Longitude__s: -180.5 }, 'NUMBER_OUTSIDE_VALID_RANGE']
    ])('refuses to write %s', async (_, values, errorCode) => {
        // The types of jsforce know no such field.
        const record = { Id: berlin, ...values } as { Id: string };
        expect(await refusal(admin.sobject('Depot__c').update(record))).toMatchObject({ errorCode });
    });

    it('measures in formulas, from places of the record, its parents and numbers', async () => {
        const { records } = await admin.query(
            'SELECT To_Hub__c, From_Equator__c, Located__c FROM Depot__c ORDER BY Name LIMIT 3'
        );
        expect(records).toMatchObject([
            { To_Hub__c: null, From_Equator__c: expect.closeTo(3628.8, 0), Located__c: true },
            { To_Hub__c: null, From_Equator__c: null, Located__c: false },
            { To_Hub__c: expect.closeTo(504.4, 0), Located__c: true }
        ]);
        expect(await admin.sobject('Depot__c').retrieve(berlin)).toMatchObject({ Located__c: true });
        const move = (Spot__Latitude__s: number) => admin.sobject('Depot__c').update({ Id: berlin, Spot__Latitude__s });
        expect(await move(52.52)).toMatchObject({ success: true });
        expect(await refusal(move(50))).toMatchObject({ message: 'Depots do not move.' });
    });

    it('describes the place and its coordinates', async () => {
        const { fields } = await admin.sobject('Depot__c').describe();
        const found = fields.filter(({ name }) => name.startsWith('Spot__'));
        expect(found).toMatchObject([
            {
                name: 'Spot__c',
                type: 'location',
                soapType: 'urn:location',
                createable: false,
                permissionable: true,
                displayLocationInDecimal: true,
                queryByDistance: true
            },
            {
                name: 'Spot__Latitude__s',
                label: 'Spot (Latitude)',
                type: 'double',
                scale: 4,
                createable: true,
                compoundFieldName: 'Spot__c',
                permissionable: false
            },
            { name: 'Spot__Longitude__s', compoundFieldName: 'Spot__c' }
        ]);
    });

    it('gives the coordinates with the permission for the field', async () => {
        const { org } = fixture;
        const user = fixture.connect(org.users.agent);
        const soql = 'SELECT Spot__c FROM Depot__c LIMIT 1';
        expect(await refusal(user.query(soql))).toMatchObject({ errorCode: 'INVALID_TYPE' });
        const { records } = org.records.query(
            org.systemExecution(),
            "SELECT Id FROM PermissionSet WHERE Name = 'Surveyor'"
        );
        org.records.insert(org.systemExecution(), 'PermissionSetAssignment', [
            { AssigneeId: org.users.agent, PermissionSetId: String(records[0]?.['Id']) }
        ]);
        const created = await user.sobject('Depot__c').create({ Name: 'Oslo', Spot__Latitude__s: 59.9139 });
        expect(await user.sobject('Depot__c').retrieve(created.id ?? '')).toMatchObject({
            Spot__c: { latitude: 59.9139, longitude: null }
        });
        await admin.sobject('Depot__c').destroy(created.id ?? '');
    });

    it('offers the coordinates to pages, not the place', async () => {
        const server = await createServer(fixture.org, [uiApiRoutes(fixture.org)]);
        const headers = {
            authorization: `Bearer ${fixture.org.auth.openSession(fixture.org.users.admin).accessToken}`
        };
        const url = '/services/data/v66.0';
        const info = await server.inject({ url: `${url}/ui-api/object-info/Depot__c`, headers });
        expect(info.json()).toMatchObject({
            fields: {
                Spot__c: { compound: true, dataType: 'Location', createable: false },
                Spot__Latitude__s: { compoundFieldName: 'Spot__c', compoundComponentName: 'Latitude' }
            }
        });
        const layout = await server.inject({ url: `${url}/ui-api/layout/Depot__c`, headers });
        const shown = [...layout.body.matchAll(/"(Spot__\w+)"/g)].map(([, name]) => name);
        expect(new Set(shown)).toEqual(new Set(['Spot__Latitude__s', 'Spot__Longitude__s']));
        const graphql = async (field: string): Promise<unknown> => {
            const query = `{ uiapi { query { Depot__c(first: 1, orderBy: { Name: { order: ASC } }) { edges { node { ${field} { value } } } } } } }`;
            return (await server.inject({ method: 'POST', url: `${url}/graphql`, headers, payload: { query } })).json();
        };
        expect(await graphql('Spot__Latitude__s')).toMatchObject({
            data: { uiapi: { query: { Depot__c: { edges: [{ node: { Spot__Latitude__s: { value: 52.52 } } }] } } } }
        });
        expect(JSON.stringify(await graphql('Spot__c'))).toMatch(/FieldUndefined|undefined/);
        await server.close();
    });

    it.each([
        ["DISTANCE(Spot__c, GEOLOCATION(52, 13), 'km') < 100", ['Berlin']],
        ["DISTANCE(Spot__c, GEOLOCATION(52, 13), 'km') > 440", ['Munich', 'Null Island']],
        ["DISTANCE(Spot__c, GEOLOCATION(52, 13), 'mi') > 440", ['Null Island']],
        ["DISTANCE(Hub__r.Spot__c, GEOLOCATION(52.52, 13.405), 'mi') < 0.1", ['Munich']],
        ["NOT (DISTANCE(Spot__c, GEOLOCATION(52, 13), 'km') > 440)", ['Berlin', 'Lost']]
    ])('finds by %s', async (where, expected) => {
        const { records } = await admin.query(`SELECT Name FROM Depot__c WHERE ${where} ORDER BY Name`);
        expect(records.map((record) => String(record['Name']))).toEqual(expected);
    });

    it('orders by distance, also of addresses', async () => {
        const { records } = await admin.query(
            "SELECT Name FROM Depot__c WHERE Spot__Latitude__s != null ORDER BY DISTANCE(Spot__c, GEOLOCATION(47, 11), 'km') LIMIT 2"
        );
        expect(records).toMatchObject([{ Name: 'Munich' }, { Name: 'Berlin' }]);
        await admin.sobject('Account').create([
            { Name: 'Far', BillingLatitude: -33.9, BillingLongitude: 18.4 },
            { Name: 'Near', BillingLatitude: 47.1, BillingLongitude: 11.1 }
        ]);
        const accounts = await admin.query(
            "SELECT Name FROM Account ORDER BY DISTANCE(BillingAddress, GEOLOCATION(47, 11), 'mi') DESC NULLS LAST LIMIT 2"
        );
        expect(accounts.records).toMatchObject([{ Name: 'Far' }, { Name: 'Near' }]);
    });

    it.each([
        ["DISTANCE(Spot__c, GEOLOCATION(52, 13), 'km') <= 100", 'compared by < and > only'],
        ["DISTANCE(Spot__c, GEOLOCATION(52, 13), 'm') < 100", 'GEOLOCATION_UNIT'],
        ["DISTANCE(Spot__c, GEOLOCATION(91, 13), 'km') < 100", 'GEOLOCATION: 91 is no number between -90 and 90'],
        ["DISTANCE(Name, GEOLOCATION(1, 13), 'km') < 100", 'Name is no location'],
        ["DISTANCE(Nowhere__c, GEOLOCATION(1, 13), 'km') < 100", "No such column 'Nowhere__c'"],
        ['Spot__c = null', 'compound field Spot__c']
    ])('refuses %s', async (where, message) => {
        expect((await refusal(admin.query(`SELECT Name FROM Depot__c WHERE ${where}`))).message).toContain(message);
    });

    it('is read by flows through its coordinates only', () => {
        const org = new FlowOrg();
        const mark = (source: string): string =>
            flowXml(
                recordStart('Depot__c', 'RecordBeforeSave', 'Mark', '<recordTriggerType>Create</recordTriggerType>') +
                    element(
                        'recordUpdates',
                        'Mark',
                        `<inputAssignments><field>Spot__Longitude__s</field><value>${reference(source)}</value></inputAssignments><inputReference>$Record</inputReference>`
                    )
            );
        const found = (source: string): string[] =>
            org.problems({ 'objects/Depot__c.object': depot(spot(settings)), Mark: mark(source) });
        expect(found('$Record.Spot__Latitude__s')).toEqual([]);
        expect(found('$Record.Spot__c').join()).toContain('A flow reads Spot__c by its latitude and longitude');
        org.stop();
    });

    it.each([
        ['without a scale', spot(''), 'Spot__c', 'Must specify a scale between 0 and 15'],
        [
            'with a default',
            spot(`${settings}<defaultValue>1</defaultValue>`),
            'Spot__c',
            "Can not specify 'defaultValue'"
        ],
        [
            'with a formula that takes the place for a value',
            `${spot(settings)}<fields><fullName>Same__c</fullName><label>Same</label><type>Checkbox</type><formula>ISBLANK(BLANKVALUE(Spot__c, Hub__r.Spot__c))</formula></fields>`,
            'Spot__c',
            'BLANKVALUE takes no geolocation'
        ],
        ['with a permission for a part', spot(settings), 'Spot__Latitude__s', 'is part of Depot__c.Spot__c']
    ])('is not deployed %s', (_, field, permitted, message) => {
        const { success, details } = deployDepot(fixture, field, permitted);
        expect(success).toBe(false);
        expect(JSON.stringify(details.componentFailures)).toContain(message);
    });
});
