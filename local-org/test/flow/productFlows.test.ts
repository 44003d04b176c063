import { event, failures, plant, publish } from './plantOrg.ts';

describe('the flows of the product', () => {
    it('make a case and a work order of an alarm, once (TheHive 1337, kibana 83221)', async () => {
        const bench = plant(1);
        await publish(bench, event(0));
        await publish(bench, event(0));
        expect(bench.query(failures)).toEqual([]);
        expect(
            bench.query('SELECT State__c, Case__r.Subject, Work_Order__r.Subject, Asset__r.Name FROM Alarm__c')
        ).toEqual([
            expect.objectContaining({
                State__c: 'Unacknowledged',
                Case__r: expect.objectContaining({ Subject: 'Motor 0: Bearing vibration is high' }),
                Work_Order__r: expect.objectContaining({ Subject: 'Motor 0: Bearing vibration is high' }),
                Asset__r: expect.objectContaining({ Name: 'Motor 0' })
            })
        ]);
        expect(bench.query('SELECT Origin, Status, Priority FROM Case')).toMatchObject([
            { Origin: 'IoT', Status: 'New', Priority: 'High' }
        ]);
        expect(bench.query('SELECT CaseId FROM WorkOrder')).toHaveLength(1);
        bench.stop();
    });

    it('follow the alarm through its transitions and ignore an older one', async () => {
        const bench = plant(1);
        await publish(bench, event(0));
        await publish(
            bench,
            event(0, {
                Transition__c: 'Acknowledged',
                State__c: 'Acknowledged',
                Occurred_At__c: '2026-11-20T10:05:00.000Z',
                Acknowledged_By__c: 'Ada'
            })
        );
        await publish(
            bench,
            event(0, { Transition__c: 'Cleared', State__c: 'Normal', Occurred_At__c: '2026-11-20T10:09:00.000Z' })
        );
        await publish(
            bench,
            event(0, { Transition__c: 'Shelved', State__c: 'Shelved', Occurred_At__c: '2026-11-20T10:01:00.000Z' })
        );
        expect(bench.query('SELECT State__c, Acknowledged_By__c, Cleared_At__c FROM Alarm__c')).toMatchObject([
            {
                State__c: 'Normal',
                Acknowledged_By__c: 'Ada',
                Cleared_At__c: expect.stringMatching(/^2026-11-20T10:09:00/)
            }
        ]);
        expect(bench.query(failures)).toEqual([]);
        bench.stop();
    });

    it('report an alarm of an unknown machine instead of losing it', async () => {
        const bench = plant(1);
        await publish(bench, event(0, { Asset_Key__c: 'nw-unknown-01' }));
        expect(bench.query('SELECT Id FROM Alarm__c')).toEqual([]);
        expect(bench.query(failures)).toMatchObject([
            { Flow__c: 'Record_Alarm_From_Event', Message__c: expect.stringContaining('nw-unknown-01') }
        ]);
        bench.stop();
    });

    it('handle 200 events of one batch within the limits of one transaction', async () => {
        const bench = plant(200);
        await publish(bench, ...Array.from({ length: 200 }, (_, machine) => event(machine)));
        expect(bench.deliveryErrors).toEqual([]);
        expect(bench.query(failures)).toEqual([]);
        expect(
            bench.query('SELECT COUNT(Id) alarms, COUNT(Case__c) cases, COUNT(Work_Order__c) orders FROM Alarm__c')
        ).toMatchObject([{ alarms: 200, cases: 200, orders: 200 }]);
        bench.stop();
    });

    it('turn an agent’s wish into a command for the machine', async () => {
        const bench = plant(1);
        await publish(bench, event(0));
        const [alarm] = bench.query('SELECT Id FROM Alarm__c');
        bench.update('Alarm__c', {
            Id: String(alarm?.['Id']),
            Requested_Action__c: 'Acknowledge',
            Requested_At__c: '2026-11-20T10:02:00.000Z'
        });
        const [command] = bench.org.events.since('Machine_Command__e', 0, 10);
        expect(command?.payload).toMatchObject({
            Command__c: 'Acknowledge',
            Asset_Key__c: 'nw-motor-0',
            Episode_Key__c: event(0)['Episode_Key__c']
        });
        bench.stop();
    });
});
