import type { RecordData } from '../../src/platform.ts';
import type { FlowOrg } from './flowOrg.ts';
import { cleared, episodeKey, event, failures, pass, plant, publish } from './plantOrg.ts';

let bench: FlowOrg;

beforeEach(() => {
    bench = plant(6);
});

afterEach(() => {
    const problems = [...bench.deliveryErrors, ...bench.query(failures)];
    bench.stop();
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
});

const ROOT = episodeKey(0, 'Motor_Bearing_Vibration_High');

/** A worse alarm of another machine that the first one caused. */
const consequence = (machine: number, more: RecordData = {}): RecordData =>
    event(machine, {
        Definition__c: 'Motor_Bearing_Vibration_High_High',
        Priority__c: 'Critical',
        Kind__c: 'High High',
        Message__c: 'Bearing vibration is very high',
        Root_Episode_Key__c: ROOT,
        ...more
    });

const medium = { Priority__c: 'Medium' };
const cases = (): readonly unknown[] => bench.query('SELECT Status, Priority, ParentId FROM Case ORDER BY CaseNumber');
const alarms = (): readonly RecordData[] =>
    bench.query(
        'SELECT Case__c, Work_Order__c, Root_Alarm__c, Response__c FROM Alarm__c ORDER BY Name'
    ) as RecordData[];

function expectJoined(): void {
    const [root, ...others] = bench.query(
        'SELECT Id, Case__c, Root_Alarm__c, Root_Episode_Key__c FROM Alarm__c ORDER BY Root_Episode_Key__c NULLS FIRST'
    );
    expect(root?.['Case__c']).not.toBeNull();
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) {
        expect(other).toMatchObject({ Case__c: root?.['Case__c'], Root_Alarm__c: root?.['Id'] });
    }
}

describe('a consequential alarm', () => {
    it('joins the case of its root that came before', async () => {
        await publish(bench, event(0));
        await publish(bench, consequence(1));
        expectJoined();
        expect(cases()).toHaveLength(1);
    });

    it('joins when both come in one batch, whichever is first', async () => {
        await publish(bench, consequence(1), event(0), consequence(2));
        expectJoined();
        expect(cases()).toHaveLength(1);
        expect(bench.query('SELECT Id FROM WorkOrder')).toHaveLength(1);
    });

    it('joins when it arrives before its root', async () => {
        await publish(bench, consequence(1));
        expect(cases()).toHaveLength(0);
        await publish(bench, event(0));
        expectJoined();
        expect(cases()).toHaveLength(1);
    });

    it('opens a case of its own when its root does not come', async () => {
        await publish(bench, consequence(1));
        pass(bench, 4);
        expect(cases()).toHaveLength(0);
        pass(bench, 2);
        expect(cases()).toEqual([expect.objectContaining({ Status: 'New', Priority: 'High' })]);
        expect(bench.query('SELECT Id FROM WorkOrder')).toHaveLength(1);
    });

    it('leaves its own untouched case when its root becomes known later', async () => {
        await publish(bench, event(0));
        await publish(bench, consequence(1, { Root_Episode_Key__c: null }));
        expect(cases()).toHaveLength(2);
        await publish(bench, consequence(1, { Occurred_At__c: '2026-11-20T10:01:00.000Z' }));
        expectJoined();
        expect(cases()).toMatchObject([{ Status: 'New' }, { Status: 'Closed', ParentId: alarms()[0]?.['Case__c'] }]);
    });

    it('opens its own case when the case of its root is closed', async () => {
        await publish(bench, event(0));
        bench.update('Case', { Id: String(alarms()[0]?.['Case__c']), Status: 'Closed' });
        await publish(bench, consequence(1));
        expect(cases()).toMatchObject([{ Status: 'Closed' }, { Status: 'New' }]);
    });
});

describe('a root that comes when its consequences have opened cases already', () => {
    const alone = (machine: number): RecordData => consequence(machine, { Root_Episode_Key__c: null });
    const linked = (machine: number): RecordData =>
        consequence(machine, { Transition__c: 'Linked', Occurred_At__c: '2026-11-20T10:01:00.000Z' });
    const comments = (): readonly unknown[] => bench.query('SELECT ParentId, CommentBody FROM CaseComment');

    it.each([
        ['in one batch', async () => publish(bench, event(0), linked(1), linked(2))],
        ['after its root', async () => (await publish(bench, event(0)), publish(bench, linked(1), linked(2)))],
        ['before its root', async () => (await publish(bench, linked(1), linked(2)), publish(bench, event(0)))]
    ])('closes the untouched ones below its own, with a comment: links %s', async (_, tell) => {
        await publish(bench, alone(1));
        await publish(bench, alone(2));
        expect(cases()).toHaveLength(2);
        await tell();
        expectJoined();
        const parent = bench.query("SELECT Id, CaseNumber FROM Case WHERE Status = 'New'");
        expect(parent).toHaveLength(1);
        expect(cases()).toEqual([
            expect.objectContaining({ Status: 'Closed', ParentId: parent[0]?.['Id'] }),
            expect.objectContaining({ Status: 'Closed', ParentId: parent[0]?.['Id'] }),
            expect.objectContaining({ Status: 'New', ParentId: null })
        ]);
        expect(comments()).toHaveLength(2);
        expect(comments()[0]).toMatchObject({
            CommentBody: expect.stringContaining(`parent case ${String(parent[0]?.['CaseNumber'])}`)
        });
    });

    it('only places one that somebody works on below its own, with a comment, once', async () => {
        await publish(bench, alone(1));
        const own = String(alarms()[0]?.['Case__c']);
        bench.update('Case', { Id: own, Status: 'Working' });
        await publish(bench, event(0), linked(1));
        await publish(bench, linked(1));
        expectJoined();
        const [touched, root] = bench.query('SELECT Id, Status, ParentId FROM Case ORDER BY CaseNumber');
        expect(touched).toMatchObject({ Id: own, Status: 'Working', ParentId: root?.['Id'] });
        expect(comments()).toEqual([expect.objectContaining({ ParentId: own })]);
    });

    it('takes the alarms that had joined such a case with it, and says so once', async () => {
        await publish(bench, alone(1));
        const first = episodeKey(1, 'Motor_Bearing_Vibration_High_High');
        const followers = [3, 4, 5].map((machine) => consequence(machine, { Root_Episode_Key__c: first }));
        await publish(bench, ...followers);
        expect(cases()).toHaveLength(1);
        await publish(bench, event(0), linked(1), ...[3, 4, 5].map((machine) => linked(machine)));
        expectJoined();
        expect(cases()).toMatchObject([{ Status: 'Closed' }, { Status: 'New' }]);
        expect(comments()).toHaveLength(1);
    });

    it('leaves one work order: what nobody has begun is cancelled', async () => {
        await publish(bench, alone(1));
        await publish(bench, alone(2));
        const [, begun] = bench.query('SELECT Id FROM WorkOrder ORDER BY WorkOrderNumber');
        bench.update('WorkOrder', { Id: String(begun?.['Id']), Status: 'In Progress' });
        await publish(bench, event(0), linked(1), linked(2));
        const orders = bench.query('SELECT Status, CaseId FROM WorkOrder ORDER BY WorkOrderNumber');
        const root = bench.query("SELECT Id FROM Case WHERE Status = 'New'")[0]?.['Id'];
        expect(orders).toMatchObject([
            { Status: 'Canceled' },
            { Status: 'In Progress', CaseId: root },
            { Status: 'New', CaseId: root }
        ]);
        expect(new Set(alarms().map((alarm) => alarm['Work_Order__c'])).size).toBe(1);
    });
});

describe('a worse alarm that joins', () => {
    it('raises case and work order instead of opening more', async () => {
        await publish(bench, event(0));
        expect(bench.query('SELECT Priority FROM WorkOrder')).toMatchObject([{ Priority: 'High' }]);
        await publish(bench, consequence(0));
        const [order, more] = bench.query('SELECT Id, Priority, StartDate FROM WorkOrder');
        expect(more).toBeUndefined();
        expect(order).toMatchObject({
            Priority: 'Critical',
            StartDate: expect.stringMatching(/^2026-11-20T12:00:00/)
        });
        expect(alarms().map((alarm) => alarm['Work_Order__c'])).toEqual([order?.['Id'], order?.['Id']]);
    });

    it('raises the case once, and says so', async () => {
        await publish(bench, event(0, medium));
        await publish(bench, consequence(1), consequence(2));
        expect(cases()).toMatchObject([{ Priority: 'High' }]);
        expect(bench.query('SELECT CommentBody FROM CaseComment')).toHaveLength(1);
    });

    it('raises the case when it is escalated itself', async () => {
        await publish(bench, event(0, medium));
        const escalated = { Transition__c: 'Escalated', Occurred_At__c: '2026-11-20T10:02:00.000Z' };
        await publish(bench, event(0, escalated));
        expect(cases()).toMatchObject([{ Priority: 'High' }]);
    });
});

describe('a case', () => {
    it('is closed a minute after its alarm has returned, when the response allows it (kibana 83221)', async () => {
        await publish(bench, event(0, medium));
        await publish(bench, cleared(0));
        expect(cases()).toMatchObject([{ Status: 'New' }]);
        pass(bench, 1);
        expect(cases()).toMatchObject([{ Status: 'Closed' }]);
        expect(bench.query('SELECT CommentBody FROM CaseComment')).toHaveLength(1);
    });

    it('is settled only when all its alarms have returned', async () => {
        await publish(bench, event(0, medium));
        await publish(bench, event(1, { ...medium, Root_Episode_Key__c: ROOT }));
        await publish(bench, cleared(0));
        pass(bench, 1);
        expect(cases()).toMatchObject([{ Status: 'New' }]);
        await publish(bench, cleared(1));
        pass(bench, 1);
        expect(cases()).toMatchObject([{ Status: 'Closed' }]);
    });

    it('that somebody works on gets one comment, also when many alarms return together', async () => {
        await publish(bench, event(0, medium));
        const joined = [1, 2].map((machine) => event(machine, { ...medium, Root_Episode_Key__c: ROOT }));
        await publish(bench, ...joined);
        bench.update('Case', { Id: String(alarms()[0]?.['Case__c']), Status: 'Working' });
        await publish(bench, cleared(0), cleared(1), cleared(2));
        pass(bench, 1);
        expect(cases()).toMatchObject([{ Status: 'Working' }]);
        expect(bench.query('SELECT CommentBody FROM CaseComment')).toHaveLength(1);
    });

    it('stays open when the response does not close it', async () => {
        await publish(bench, event(0));
        await publish(bench, cleared(0));
        pass(bench, 1);
        expect(cases()).toMatchObject([{ Status: 'New' }]);
    });
});

describe('an alarm that nobody acknowledges', () => {
    const escalated = 'SELECT Priority, IsEscalated FROM Case';

    it('escalates its case once, after the minutes of its response', async () => {
        await publish(bench, event(0, medium));
        pass(bench, 479);
        expect(bench.query(escalated)).toMatchObject([{ Priority: 'Medium', IsEscalated: false }]);
        pass(bench, 2);
        expect(bench.query(escalated)).toMatchObject([{ Priority: 'High', IsEscalated: true }]);
        pass(bench, 1000);
        expect(bench.query('SELECT CommentBody FROM CaseComment')).toHaveLength(1);
    });

    it('is left alone once somebody has acknowledged it', async () => {
        await publish(bench, event(0));
        const acknowledged = { Transition__c: 'Acknowledged', State__c: 'Acknowledged' };
        await publish(bench, event(0, { ...acknowledged, Occurred_At__c: '2026-11-20T10:05:00.000Z' }));
        pass(bench, 1000);
        expect(bench.query(escalated)).toMatchObject([{ IsEscalated: false }]);
    });
});

describe('a flood', () => {
    it('of 2,000 events in one batch, 500 of them of one asset, stays inside the limits', async () => {
        bench.stop();
        bench = plant(1501);
        const flood = Array.from({ length: 499 }, (_, index) =>
            event(0, { Definition__c: `Sensor_${index}`, Root_Episode_Key__c: ROOT })
        );
        const others = Array.from({ length: 1500 }, (_, index) => event(index + 1));
        await publish(bench, ...flood.slice(0, 250), event(0), ...others, ...flood.slice(250));
        pass(bench, 1);
        expect(bench.deliveryErrors).toEqual([]);
        expect(
            bench.query('SELECT COUNT(Id) alarms, COUNT(Case__c) cases, COUNT(Work_Order__c) orders FROM Alarm__c')
        ).toMatchObject([{ alarms: 2000, cases: 2000, orders: 2000 }]);
        expect(bench.query('SELECT COUNT(Id) cases FROM Case')).toMatchObject([{ cases: 1501 }]);
        expect(bench.query('SELECT COUNT(Id) orders FROM WorkOrder')).toMatchObject([{ orders: 1501 }]);
    });

    it('that returns together settles its case once', async () => {
        const flood = Array.from({ length: 499 }, (_, index) => ({ Definition__c: `Sensor_${index}` }));
        await publish(
            bench,
            event(0, medium),
            ...flood.map((one) => event(0, { ...medium, ...one, Root_Episode_Key__c: ROOT }))
        );
        await publish(bench, cleared(0), ...flood.map((one) => cleared(0, one)));
        pass(bench, 1);
        expect(cases()).toMatchObject([{ Status: 'Closed' }]);
        expect(bench.query('SELECT CommentBody FROM CaseComment')).toHaveLength(1);
    });
});
