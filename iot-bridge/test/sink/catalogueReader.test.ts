import { parseConfig } from '../../src/config/index.ts';
import { SalesforceOrg } from '../../src/sink/salesforce/index.ts';
import { RestServer, tokenAnswer } from '../support/restServer.ts';
import type { Call } from '../support/restServer.ts';

interface Subrequest {
    url: string;
}
interface Reply {
    httpStatusCode: number;
    body: unknown;
}
type Table = Record<string, unknown>;

const alarmRow = {
    DeveloperName: 'Oil_Temperature_High',
    MasterLabel: 'Oil Temperature High',
    Signal_Name__c: 'Oil_Temperature',
    Kind__c: 'High',
    Limit__c: 65,
    Priority__c: 'High',
    Latching__c: false,
    Active__c: true
};
const machine = (number: number) => ({ Id: `02i${number}`, Name: `Press ${number}`, Device_Id__c: `press-${number}` });
const refused = (errorCode: string, message: string): Reply => ({
    httpStatusCode: 400,
    body: [{ errorCode, message }]
});

describe('reading definitions and assets', () => {
    let rest: RestServer;
    let org: SalesforceOrg;
    /** Rows by object. */
    let tables: Table;
    /** Answers a query before the tables do. */
    let first: (soql: string) => Reply | undefined;

    const soqlOf = ({ url }: Subrequest) => new URL(url, 'http://org').searchParams.get('q') ?? '';
    const answer = (soql: string): Reply => {
        const records = tables[/FROM (\w+)/.exec(soql)?.[1] ?? ''] ?? [];
        return first(soql) ?? { httpStatusCode: 200, body: { done: true, records } };
    };
    const subrequests = ({ body }: Call) => (JSON.parse(body) as { compositeRequest: Subrequest[] }).compositeRequest;
    const objects = (call: Call | undefined) =>
        call ? subrequests(call).map((one) => /FROM (\w+)/.exec(soqlOf(one))?.[1]) : [];
    const reads = () => rest.calls.filter(({ url }) => !url.includes('/oauth2/'));

    beforeEach(async () => {
        rest = new RestServer();
        const url = await rest.start();
        tables = { Alarm_Definition__mdt: [alarmRow], Asset: [machine(1)], WorkOrder: [{ AssetId: '02i1' }] };
        first = () => undefined;
        rest.answers.push(tokenAnswer(url), (call) =>
            call.url.endsWith('/composite')
                ? { json: { compositeResponse: subrequests(call).map((one) => answer(soqlOf(one))) } }
                : undefined
        );
        const authentication = { flow: 'client-credentials', clientId: 'id', clientSecret: 'secret' };
        const text = JSON.stringify({ mqtt: [{ url: 'mqtt://x' }], salesforce: { loginUrl: url, authentication } });
        org = new SalesforceOrg(parseConfig(text, 'test').salesforce);
        await org.connect();
        await org.readCatalogue('full');
        rest.calls.length = 0;
    });
    afterEach(() => rest.stop());

    it('takes one request each time: definitions and assets that are worked on by turns, assets always', async () => {
        tables.Alarm_Definition__mdt = [{ ...alarmRow, Limit__c: 70 }];
        tables.WorkOrder = [];
        const one = await org.readCatalogue('changes');
        const two = await org.readCatalogue('changes');
        expect(reads().map(({ method, url }) => `${method} ${url}`)).toEqual([
            'POST /services/data/v66.0/composite',
            'POST /services/data/v66.0/composite'
        ]);
        expect(objects(reads()[0])).toEqual(['Asset', 'WorkOrder', 'AssetDowntimePeriod']);
        expect(objects(reads()[1])).toEqual([
            'Signal_Definition__mdt',
            'Alarm_Definition__mdt',
            'Alarm_Dependency__mdt',
            'Maintenance_Rule__mdt',
            'Asset'
        ]);
        expect([one.maintained, two.maintained]).toEqual([[], []]);
        expect([one.alarms[0]?.Limit__c, two.alarms[0]?.Limit__c]).toEqual([65, 70]);
        expect(two.assets).toMatchObject([machine(1)]);
    });

    it('reads every page of a long answer', async () => {
        first = (soql) =>
            soql.includes('FROM Asset ')
                ? {
                      httpStatusCode: 200,
                      body: { done: false, nextRecordsUrl: '/services/data/v66.0/query/01g-2', records: [machine(1)] }
                  }
                : undefined;
        rest.answers.push(({ url }) =>
            url.endsWith('/query/01g-2') ? { json: { done: true, records: [machine(2)] } } : undefined
        );
        const { assets } = await org.readCatalogue('full');
        expect(assets.map(({ Device_Id__c: id }) => id)).toEqual(['press-1', 'press-2']);
        expect(reads()).toHaveLength(2);
    });

    it('does not ask again for objects the org lacks, and then reads the definitions every time', async () => {
        first = (soql) =>
            /FROM (WorkOrder|AssetDowntimePeriod) /.test(soql)
                ? refused('INVALID_TYPE', 'sObject type is not supported.')
                : undefined;
        const { maintained } = await org.readCatalogue('changes');
        await org.readCatalogue('changes');
        await org.readCatalogue('changes');
        expect(maintained).toEqual([]);
        expect(reads().map((call) => objects(call).length)).toEqual([3, 5, 5]);
    });

    it('reads without fields that an older package lacks', async () => {
        first = (soql) =>
            soql.includes('Personal_Data_Consent__c')
                ? refused('INVALID_FIELD', "No such column 'Personal_Data_Consent__c' on entity 'Asset'.")
                : undefined;
        const { assets } = await org.readCatalogue('changes');
        expect(assets).toMatchObject([machine(1)]);
        await org.readCatalogue('changes');
        expect(reads()).toHaveLength(3);
    });

    it('tells a refusal from an org that is not there, and goes on with what it has', async () => {
        first = (soql) =>
            soql.includes('FROM Asset ') ? refused('INSUFFICIENT_ACCESS', 'no access to Asset') : undefined;
        await expect(org.readCatalogue('changes')).rejects.toMatchObject({
            code: 'ORG_REQUEST_REFUSED',
            message: expect.stringContaining('the query of Asset') as string
        });
        first = () => ({ httpStatusCode: 503, body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'down' }] });
        await expect(org.readCatalogue('changes')).rejects.toMatchObject({ code: 'ORG_UNREACHABLE' });
        first = () => undefined;
        expect(await org.readCatalogue('changes')).toMatchObject({ extent: 'changes', alarms: [alarmRow] });
    });
});
