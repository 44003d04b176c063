import path from 'node:path';
import { Connection } from 'jsforce';
import { connectAsync } from 'mqtt';
import type { Browser, Page, Response } from 'playwright-core';
import { startDemo, type Demo } from '../scripts/lib/demo/demo.ts';
import { openBrowser, openPage, type WatchedPage } from './support/browser.ts';
import { eventually } from './support/eventually.ts';

/** Long enough for a fault to lead to an alarm; nothing waits that long unless it fails. */
const SOON = 60_000;

let demo: Demo;
let browser: Browser | undefined;
let watched: WatchedPage;
let page: Page;
/** Names of the GraphQL queries that were answered, with the errors in their answers. */
const answers = new Map<string, string[]>();

beforeAll(async () => {
    demo = await startDemo({
        projectFolder: path.resolve('.'),
        orgPort: 0,
        brokerPort: 0,
        input: { kind: 'plant', faults: [], intervalMs: 500, seed: 1 },
        onProgress: () => undefined
    });
    demo.plant?.inject('bearing-wear', 'nw-press-01', 3600);
    demo.plant?.inject('bearing-wear', 'nw-motor-01', 3600);
    browser = await openBrowser();
    watched = await openPage(browser);
    page = watched.page;
    page.setDefaultTimeout(SOON);
    page.on('response', (response) => void readAnswer(response));
    await becomeAgent();
});
afterAll(async () => {
    await browser?.close();
    await demo.stop();
});

/** Signs in as the administrator, who then looks at the org as the agent does. */
async function becomeAgent(): Promise<void> {
    const { url, accessToken, users } = demo.org;
    await page.goto(`${url}/secur/frontdoor.jsp?sid=${encodeURIComponent(accessToken)}`);
    const reply = await page.request.post(`${url}/lightning/session/user`, { data: { userId: users.agent } });
    expect(reply.status()).toBe(200);
    answers.clear();
    watched.problems.length = 0;
}

interface GraphqlRequest {
    readonly query: string;
    readonly variables: object;
}

interface GraphqlAnswer {
    readonly errors?: readonly { readonly message: string }[];
}

async function readAnswer(response: Response): Promise<void> {
    if (!response.url().endsWith('/graphql')) return;
    const { query = '', variables } = (response.request().postDataJSON() ?? {}) as Partial<GraphqlRequest>;
    // A widget that does not know its machine yet asks without variables, and asks again as soon as it does.
    if (!variables) return;
    const name = /query\s+(\w+)/.exec(query)?.[1] ?? query;
    const { errors = [] } = (await response.json().catch(() => ({}))) as GraphqlAnswer;
    answers.set(name, [...(answers.get(name) ?? []), ...errors.map(({ message }) => message)]);
}

/** Opens a record page as the signed-in user. */
const open = (objectName: string, id: string) =>
    page.goto(`${demo.org.url}/lightning/app/c__IoT_Field_Service/r/${objectName}/${id}/view`);

async function idOf(objectName: string, soql: string): Promise<string> {
    const { records } = await demo.connection.query<{ Id: string }>(`SELECT Id FROM ${objectName} ${soql} LIMIT 1`);
    const [record] = records;
    if (!record) throw new Error(`There is no ${objectName} ${soql}.`);
    return record.Id;
}

/** A record as soon as there is one. */
const arrival = (objectName: string, soql: string): Promise<string> =>
    eventually(
        () => idOf(objectName, soql),
        () => true,
        SOON
    );

describe('the agent, whose profile grants nothing', () => {
    test('sees every widget of a machine with its data', async () => {
        await arrival('Alarm__c', "WHERE Asset__r.Device_Id__c = 'nw-motor-01' AND Work_Order__c != null");
        await open('Asset', await idOf('Asset', "WHERE Device_Id__c = 'nw-motor-01'"));
        await page.locator('c-machine-tree').getByText('Drive Motor').first().waitFor();
        await page.locator('c-digital-twin').getByText('Bearing Vibration').first().waitFor();
        await page
            .locator('c-alarm-list')
            .getByRole('link', { name: /^Case \d+$/ })
            .first()
            .waitFor();
        await page
            .locator('c-maintenance-calendar')
            .getByText(/bearing vibration/i)
            .first()
            .waitFor();
        expect(await page.locator('c-error-panel').filter({ hasText: /\S/ }).count()).toBe(0);
    });

    test('opens the Case, the Work Order and the alarm', async () => {
        const alarm = await idOf('Alarm__c', "WHERE Asset__r.Device_Id__c = 'nw-motor-01' AND Work_Order__c != null");
        for (const [objectName, where, shown] of [
            ['Alarm__c', `WHERE Id = '${alarm}'`, 'Raised At'],
            ['Case', "WHERE Origin = 'IoT' AND Asset.Device_Id__c = 'nw-motor-01'", 'Subject'],
            ['WorkOrder', "WHERE CaseId != null AND Asset.Device_Id__c = 'nw-motor-01'", 'Subject']
        ] as const) {
            await open(objectName, await idOf(objectName, where));
            const field = page.getByText(shown, { exact: true }).first();
            await field.waitFor();
            expect(await field.isVisible()).toBe(true);
        }
    });

    test('sees in the history of a machine which parts were replaced, and which a Work Order took from stock', async () => {
        const machine = await idOf('Asset', "WHERE Device_Id__c = 'nw-press-01'");
        const AssetId = await idOf('Asset', "WHERE Device_Id__c = 'nw-motor-01'");
        const RelatedAssetId = await idOf('Asset', "WHERE Name = 'Drive Motor 02 (removed)'");
        const now = new Date().toISOString();
        const relation = { AssetId, RelatedAssetId, RelationshipType: 'Replacement', FromDate: now };
        await demo.connection.sobject('AssetRelationship').create(relation);
        const WorkOrderId = await arrival('WorkOrder', `WHERE AssetId = '${machine}'`);
        await demo.connection.sobject('ProductConsumed').create({ WorkOrderId, QuantityConsumed: 2 });
        await open('Asset', machine);
        const history = page.locator('c-machine-history');
        const lane = history.getByRole('group', { name: 'Parts replaced' });
        await lane.getByRole('link', { name: /Drive Motor 01 .*replaces Drive Motor 02 \(removed\)/ }).waitFor();
        expect(await lane.getByRole('link', { name: /2 × PC-/ }).getAttribute('href')).toContain(WorkOrderId);
        expect(await history.locator('c-history-chart [data-id=part]').first().textContent()).toBe('◆');
    });

    test('is refused nothing that a page asks for', () => {
        expect(answers.size).toBeGreaterThanOrEqual(3);
        expect(Object.fromEntries([...answers].filter(([, errors]) => errors.length > 0))).toEqual({});
        expect(watched.problems).toEqual([]);
    });

    test('asks for an action on an alarm, but cannot change its state', async () => {
        const Id = await idOf('Alarm__c', "WHERE State__c = 'Unacknowledged'");
        const agent = await as('agent');
        const change = (fields: object) => agent.sobject('Alarm__c').update({ Id, ...fields });
        await expect(change({ State__c: 'Normal' })).rejects.toThrow(/State__c/);
        await expect(change({ Requested_Action__c: 'Acknowledge' })).resolves.toMatchObject({ success: true });
    });

    test('requests a command of the catalogue, but cannot say how far it is', async () => {
        const Asset__c = await idOf('Asset', "WHERE Device_Id__c = 'nw-press-01'");
        const agent = await as('agent');
        const request = (fields: object) =>
            agent.sobject('Machine_Command__c').create({ Asset__c, Definition__c: 'HP_400_Start', ...fields });
        await expect(request({ Command_Key__c: 'e2e-1' })).resolves.toMatchObject({ success: true });
        await expect(request({ Command_Key__c: 'e2e-2', State__c: 'Done' })).rejects.toThrow(/State__c/);
        const Id = await idOf('Machine_Command__c', "WHERE Command_Key__c = 'e2e-1'");
        for (const fields of [{ State__c: 'Sent' }, { Decision__c: 'Approve' }]) {
            await expect(agent.sobject('Machine_Command__c').update({ Id, ...fields })).rejects.toThrow();
        }
    });

    test('moves a Work Order and works on a Case', async () => {
        const agent = await as('agent');
        const order = { Id: await idOf('WorkOrder', 'WHERE CaseId != null'), StartDate: '2027-01-01T08:00:00.000Z' };
        await expect(agent.sobject('WorkOrder').update(order)).resolves.toMatchObject({ success: true });
        const work = { Id: await idOf('Case', "WHERE Origin = 'IoT'"), Status: 'Working', Priority: 'Low' };
        await expect(agent.sobject('Case').update(work)).resolves.toMatchObject({ success: true });
    });
});

describe('the user of the bridge', () => {
    test('has brought telemetry and alarms with its permission set alone', async () => {
        await arrival('Asset_Signal__c', "WHERE Value__c != null AND Asset__r.Device_Id__c = 'nw-press-01'");
        expect(await demo.counts()).toMatchObject({ rejected: 0 });
    });

    test.each(['Case', 'MaintenancePlan', 'Automation_Failure__c'])('cannot read %s', async (objectName) => {
        const bridge = await as('bridge');
        await expect(bridge.query(`SELECT Id FROM ${objectName}`)).rejects.toThrow(/not supported|INVALID_TYPE/i);
    });

    test('cannot request a machine command, nor approve one', async () => {
        const bridge = await as('bridge');
        const command = {
            Asset__c: await idOf('Asset', "WHERE Device_Id__c = 'nw-press-01'"),
            Command_Key__c: 'e2e-3'
        };
        const request = bridge.sobject('Machine_Command__c').create({ ...command, Definition__c: 'HP_400_Stop' });
        await expect(request).rejects.toThrow();
        const waiting = {
            Id: await idOf('Machine_Command__c', "WHERE Command_Key__c = 'e2e-1'"),
            Decision__c: 'Approve'
        };
        await expect(bridge.sobject('Machine_Command__c').update(waiting)).rejects.toThrow(/Decision__c/);
    });

    test('cannot edit the case of an alarm, a customer, a work order or the serial number of a machine', async () => {
        const bridge = await as('bridge');
        const alarm = { Id: await idOf('Alarm__c', ''), Case__c: null, Requested_Action__c: 'Shelve' };
        await expect(bridge.sobject('Alarm__c').update(alarm)).rejects.toThrow(/Case__c/);
        const account = { Id: await idOf('Account', ''), Name: 'Changed' };
        await expect(bridge.sobject('Account').update(account)).rejects.toThrow();
        const order = { Id: await idOf('WorkOrder', ''), Status: 'Closed' };
        await expect(bridge.sobject('WorkOrder').update(order)).rejects.toThrow();
        const machine = { Id: await idOf('Asset', "WHERE Device_Id__c = 'nw-press-01'"), SerialNumber: 'Changed' };
        await expect(bridge.sobject('Asset').update(machine)).rejects.toThrow(/SerialNumber/);
    });

    test('lists a device without an Asset, and says so when it has one', async () => {
        const device = await connectAsync(demo.brokerUrl ?? '');
        await device.publishAsync('plant/nw/nw-press-77/telemetry', '{"state":"Running","metrics":{}}', { qos: 1 });
        await device.endAsync();
        const listed = "WHERE Device_Id__c = 'nw-press-77' AND State__c = 'New'";
        const added = await arrival('Unknown_Device__c', `${listed} AND Asset__c = null AND Messages__c = 1`);
        const account = await idOf('Account', '');
        await demo.connection
            .sobject('Asset')
            .create({ Name: 'Press 77', AccountId: account, Device_Id__c: 'nw-press-77' });
        expect(await arrival('Unknown_Device__c', `${listed} AND Asset__r.Name = 'Press 77'`)).toBe(added);
    }, 120_000);
});

/** A connection as another user of the demo. */
async function as(role: 'agent' | 'bridge'): Promise<Connection> {
    const { url } = demo.org;
    if (role === 'bridge')
        return new Connection({ instanceUrl: url, version: '66.0', accessToken: await bridgeToken() });
    const session = (await page.context().cookies(url)).find(({ name }) => name === 'sid');
    return new Connection({ instanceUrl: url, version: '66.0', accessToken: session?.value ?? '' });
}

async function bridgeToken(): Promise<string> {
    const { url, bridgeClient } = demo.org;
    const reply = await fetch(`${url}/services/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({
            grant_type: 'client_credentials',
            client_id: bridgeClient.clientId,
            client_secret: bridgeClient.clientSecret
        })
    });
    return ((await reply.json()) as { access_token: string }).access_token;
}
