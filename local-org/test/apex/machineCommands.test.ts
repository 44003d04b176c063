import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployProject } from '../../src/deploy/index.ts';
import { createFlowAutomation } from '../../src/flow/index.ts';
import { lightningRoutes } from '../../src/lightning/index.ts';
import { createServer } from '../../src/server.ts';

jest.setTimeout(60_000);

/*
 * Machine commands of this product in the local org: the catalogue that pages read, and the flows that check, send,
 * decide and end commands, each as the user who would do it.
 */

interface Answer {
    readonly status: number;
    readonly body: unknown;
}
type Method = 'GET' | 'POST' | 'PATCH';

const NOON = Date.parse('2026-11-20T12:00:00.000Z');

let org: LocalOrg;
let app: Awaited<ReturnType<typeof createServer>>;
let now = NOON;
let press: string;
let hall: string;

beforeAll(async () => {
    org = createOrg({ automation: createFlowAutomation, clock: { now: () => new Date(now) } });
    await deployProject(org, path.resolve('.'));
    app = await createServer(org, [lightningRoutes(org)]);
    const insert = (objectName: string, row: Record<string, string>): string =>
        org.records.insert(org.systemExecution(), objectName, [row])[0]?.id ?? '';
    const AccountId = insert('Account', { Name: 'Nordwerk Press Works' });
    const Product2Id = insert('Product2', { Name: 'Hydraulic Press', ProductCode: 'HP-400' });
    press = insert('Asset', { Name: 'Press 01', AccountId, Product2Id, Device_Id__c: 'nw-press-01' });
    hall = insert('Asset', { Name: 'Hall', AccountId });
    for (const [user, name] of [
        ['agent', 'IoT_Service_Agent'],
        ['agent', 'IoT_Machine_Operator'],
        ['admin', 'IoT_Command_Approver'],
        ['bridge', 'IoT_Bridge']
    ] as const) {
        const soql = `SELECT Id FROM PermissionSet WHERE Name = '${name}'`;
        const [set] = org.records.query(org.systemExecution(), soql).records;
        insert('PermissionSetAssignment', { AssigneeId: org.users[user], PermissionSetId: String(set?.['Id']) });
    }
});

beforeEach(() => {
    now = NOON;
});

afterAll(async () => {
    await app.close();
    org.stop();
});

async function ask(method: Method, url: string, payload: object | undefined, userId: string): Promise<Answer> {
    const headers = { authorization: `Bearer ${org.auth.openSession(userId).accessToken}` };
    const reply = await app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: reply.statusCode, body: reply.body === '' ? undefined : (JSON.parse(reply.body) as unknown) };
}

let keys = 0;
const RECORDS = '/services/data/v66.0/sobjects/Machine_Command__c';
const request = (fields: object, userId = org.users.agent) =>
    ask('POST', RECORDS, { Asset__c: press, Command_Key__c: `key-${++keys}`, ...fields }, userId);
const change = (id: string, fields: object, userId: string) => ask('PATCH', `${RECORDS}/${id}`, fields, userId);
const decide = (id: string, decision: string, userId = org.users.admin) =>
    change(id, { Decision__c: decision }, userId);

function read(id: string): Readonly<Record<string, unknown>> {
    const fields =
        'State__c, Parameters__c, Command__c, Label__c, Unit__c, Requested_By__c, Expires_At__c, Approved_By__c, Decision__c, Result_Text__c, Number_Value__c, Text_Value__c, Desired_Signal__c';
    const soql = `SELECT ${fields} FROM Machine_Command__c WHERE Id = '${id}'`;
    return org.records.query(org.systemExecution(), soql).records[0] ?? {};
}

async function requested(fields: object): Promise<string> {
    const { status, body } = await request(fields);
    expect({ status, body }).toMatchObject({ status: 201, body: { success: true } });
    return (body as { id: string }).id;
}

/** Commands published so far, by their key. */
function published(): Readonly<Record<string, unknown>>[] {
    return org.events.since('Machine_Command__e', 0, 1000).map(({ payload }) => payload);
}

const refused = (message: RegExp) => ({
    status: 400,
    body: [expect.objectContaining({ message: expect.stringMatching(message) as unknown })]
});

describe('the catalogue', () => {
    const catalogue = (assetId: string, userId = org.users.agent) =>
        ask('POST', '/lightning/apex/MachineCommands/catalogue', { assetId }, userId);

    test('holds the commands of the model in their order, without blank fields', async () => {
        const { status, body } = await catalogue(press);
        expect(status).toBe(200);
        const rows = body as Readonly<Record<string, unknown>>[];
        expect(rows.map(({ DeveloperName }) => DeveloperName)).toEqual([
            'HP_400_Start',
            'HP_400_Stop',
            'HP_400_Reset',
            'HP_400_Oil_Pressure'
        ]);
        expect(rows[3]).toMatchObject({ Minimum__c: 150, Maximum__c: 220, Parameter_Unit__c: 'bar' });
        expect(rows[0]).not.toHaveProperty('Minimum__c');
    });

    test('is empty for an asset without a product, and for one that is not there', async () => {
        expect((await catalogue(hall)).body).toEqual([]);
        expect((await catalogue('02i000000000999AAA')).body).toEqual([]);
    });

    test('is refused without the permission, and for what is no id', async () => {
        expect((await catalogue(press, org.users.bridge)).status).toBe(403);
        expect((await catalogue('press')).status).toBe(400);
        expect((await ask('POST', '/lightning/apex/MachineCommands/catalogue', {}, org.users.agent)).status).toBe(500);
    });
});

describe('the links', () => {
    const links = async (assetId: string, userId = org.users.agent) =>
        ask('POST', '/lightning/apex/MachineLinks/templates', { assetId }, userId);
    const names = async (assetId: string) =>
        ((await links(assetId)).body as { DeveloperName: string }[]).map(({ DeveloperName }) => DeveloperName);

    test('are those of the model and of every model, in their order', async () => {
        expect(await names(press)).toEqual(['Manual', 'Spare_Parts', 'Remote_Panel']);
        expect(await names(hall)).toEqual(['Manual', 'Spare_Parts']);
    });

    test('are refused without the permission', async () => {
        expect((await links(press, org.users.bridge)).status).toBe(403);
    });
});

describe('a request', () => {
    test('in range is sent at once, with what people must not choose', async () => {
        const id = await requested({
            Definition__c: 'HP_400_Oil_Pressure',
            Number_Value__c: 182.5,
            Text_Value__c: 'x'
        });
        expect(read(id)).toMatchObject({
            State__c: 'Sent',
            Command__c: 'Set Point',
            Label__c: 'Set oil pressure',
            Parameters__c: '{"oilPressure":182.5}',
            Unit__c: 'bar',
            Desired_Signal__c: 'Oil_Pressure',
            Requested_By__c: org.users.agent,
            Text_Value__c: null
        });
        expect(Date.parse(String(read(id)['Expires_At__c']))).toBe(NOON + 120_000);
        expect(published().at(-1)).toMatchObject({
            Command_Key__c: `key-${keys}`,
            Asset_Key__c: 'nw-press-01',
            Command__c: 'Set Point',
            Parameters__c: '{"oilPressure":182.5}'
        });
    });

    test.each([
        ['below its range', { Definition__c: 'HP_400_Oil_Pressure', Number_Value__c: 149 }, /between 150 and 220 bar/],
        ['above its range', { Definition__c: 'HP_400_Oil_Pressure', Number_Value__c: 220.5 }, /between 150 and 220/],
        ['without its number', { Definition__c: 'HP_400_Oil_Pressure' }, /between 150 and 220/],
        ['of another model', { Definition__c: 'FM_8_Stop' }, /another model/],
        ['that nobody defined', { Definition__c: 'Explode' }, /not offered/]
    ])('%s is refused', async (_name, fields, message) => {
        const before = published().length;
        expect(await request(fields)).toMatchObject(refused(message));
        expect(published()).toHaveLength(before);
    });

    test('with a repeated key is refused', async () => {
        const Command_Key__c = 'key-twice';
        await requested({ Definition__c: 'HP_400_Stop', Command_Key__c });
        expect(await request({ Definition__c: 'HP_400_Stop', Command_Key__c })).toMatchObject({
            status: 400,
            body: [{ errorCode: 'DUPLICATE_VALUE' }]
        });
    });

    test('for an asset that has no device is refused', async () => {
        expect(await request({ Definition__c: 'HP_400_Stop', Asset__c: hall })).toMatchObject(refused(/no device ID/));
    });

    test('of somebody without the permission is refused, even of an administrator', async () => {
        expect(await request({ Definition__c: 'HP_400_Stop' }, org.users.admin)).toMatchObject(
            refused(/may not command machines/)
        );
        expect((await request({ Definition__c: 'HP_400_Stop' }, org.users.bridge)).status).toBe(400);
    });

    test('cannot choose its own state, requester or message', async () => {
        for (const fields of [{ State__c: 'Done' }, { Requested_By__c: org.users.admin }, { Parameters__c: '{}' }]) {
            expect((await request({ Definition__c: 'HP_400_Start', ...fields })).status).toBe(400);
        }
    });
});

describe('a dangerous command', () => {
    const dangerous = () => requested({ Definition__c: 'HP_400_Start' });

    test('waits, and is sent when a second person approves it', async () => {
        const before = published().length;
        const id = await dangerous();
        expect(read(id)).toMatchObject({ State__c: 'Waiting for Approval' });
        expect(published()).toHaveLength(before);
        expect((await decide(id, 'Approve')).status).toBe(204);
        expect(read(id)).toMatchObject({ State__c: 'Sent', Approved_By__c: org.users.admin });
        expect(published().slice(before)).toMatchObject([{ Command__c: 'Start' }]);
    });

    test('is not sent when it is rejected, nor decided twice', async () => {
        const before = published().length;
        const id = await dangerous();
        expect((await decide(id, 'Reject')).status).toBe(204);
        expect(read(id)).toMatchObject({ State__c: 'Rejected' });
        expect(await decide(id, 'Approve')).toMatchObject(refused(/does not wait/));
        expect(published()).toHaveLength(before);
    });

    test('is not approved by whoever requested it', async () => {
        const id = await dangerous();
        expect((await decide(id, 'Approve', org.users.agent)).status).toBeGreaterThanOrEqual(400);
        const soql = "SELECT Id FROM PermissionSet WHERE Name = 'IoT_Command_Approver'";
        const PermissionSetId = String(org.records.query(org.systemExecution(), soql).records[0]?.['Id']);
        const row = { AssigneeId: org.users.agent, PermissionSetId };
        const [assignment] = org.records.insert(org.systemExecution(), 'PermissionSetAssignment', [row]);
        expect(await decide(id, 'Approve', org.users.agent)).toMatchObject(refused(/second person/));
        org.records.delete(org.systemExecution(), 'PermissionSetAssignment', [assignment?.id ?? '']);
        expect(read(id)).toMatchObject({ State__c: 'Waiting for Approval' });
    });

    test('is never sent after its expiry', async () => {
        const before = published().length;
        const id = await dangerous();
        now = NOON + 300_000;
        expect(await decide(id, 'Approve')).toMatchObject(refused(/expired/));
        expect(published()).toHaveLength(before);
    });

    test('cannot be changed between request and approval', async () => {
        const id = await dangerous();
        expect(await change(id, { Definition__c: 'HP_400_Stop' }, org.users.admin)).toMatchObject(
            refused(/cannot be changed/)
        );
    });
});

test('what came to nothing ends a minute after its expiry', async () => {
    const ends = [
        { id: await requested({ Definition__c: 'HP_400_Start' }), state: 'Expired', text: /^Nobody approved/ },
        { id: await requested({ Definition__c: 'HP_400_Stop' }), state: 'Expired', text: /^The bridge did not take/ },
        { id: await requested({ Definition__c: 'HP_400_Stop' }), state: 'Failed', text: /not known/ },
        { id: await requested({ Definition__c: 'HP_400_Stop' }), state: 'Accepted', text: /moving/ }
    ];
    const Delivered_At__c = '2026-11-20T12:00:01.000Z';
    await change(ends[2]?.id ?? '', { Delivered_At__c }, org.users.bridge);
    const accepted = { Delivered_At__c, State__c: 'Accepted', Result_Text__c: 'moving' };
    await change(ends[3]?.id ?? '', accepted, org.users.bridge);
    org.start();
    now = NOON + 361_000;
    const isOver = () => ends.every(({ id, state }) => read(id)['State__c'] === state);
    for (const end = Date.now() + 20_000; !isOver() && Date.now() < end;) await pause(20);
    for (const { id, state, text } of ends) {
        expect(read(id)).toMatchObject({ State__c: state, Result_Text__c: expect.stringMatching(text) as unknown });
    }
});

test('the bridge writes what became of a command, and nothing else', async () => {
    const id = await requested({ Definition__c: 'HP_400_Stop' });
    const result = { State__c: 'Done', Result_Text__c: 'stopped', Answered_At__c: '2026-11-20T12:00:05.000Z' };
    expect((await change(id, result, org.users.bridge)).status).toBe(204);
    expect(read(id)).toMatchObject({ State__c: 'Done', Result_Text__c: 'stopped' });
    expect((await change(id, { Decision__c: 'Approve' }, org.users.bridge)).status).toBe(400);
});
