import type { FlowOrg } from './flowOrg.ts';
import { failures, plant } from './plantOrg.ts';

/** What the bridge writes when a service comes near. */
const prediction = {
    Maintenance_Due__c: true,
    Maintenance_Rule__c: 'Chiller',
    Prediction_Key__c: 'nw-motor-0:Operating Hours:3000',
    Predicted_Due_Date__c: '2030-03-04',
    Predicted_Due_Earliest__c: '2030-03-01',
    Predicted_Due_Latest__c: '2030-03-09',
    Predicted_Due_Reason__c: 'Service is due at 3,000 h; now 2,780, 20 a day.',
    Health_Score__c: 88
};

function machines(bench: FlowOrg): string[] {
    return bench.query('SELECT Id FROM Asset ORDER BY Name').map(({ Id }) => String(Id));
}

const orders =
    'SELECT Subject, Priority, StartDate, Prediction_Key__c, AssetId FROM WorkOrder ORDER BY Prediction_Key__c';

describe('work orders for predictions', () => {
    it('are proposed once for each prediction, whatever the bridge writes', () => {
        const bench = plant(1);
        const [Id = ''] = machines(bench);
        bench.update('Asset', { Id, ...prediction });
        bench.update('Asset', { Id, Predicted_Due_Earliest__c: '2030-02-27' });
        bench.update('Asset', { Id, Maintenance_Due__c: false });
        bench.update('Asset', { Id, Maintenance_Due__c: true });
        expect(bench.query(failures)).toEqual([]);
        expect(bench.query(orders)).toMatchObject([
            {
                AssetId: Id,
                Subject: 'Motor 0: Service is due at 3,000 h; now 2,780, 20 a day.',
                Priority: 'Low',
                StartDate: expect.stringMatching(/^2030-03-01T08:00/),
                Prediction_Key__c: prediction.Prediction_Key__c
            }
        ]);
        bench.update('Asset', { Id, Prediction_Key__c: 'nw-motor-0:Operating Hours:6000' });
        expect(bench.query(orders)).toHaveLength(2);
        bench.stop();
    });

    it('are proposed only where the rule says so', () => {
        const bench = plant(1);
        const [Id = ''] = machines(bench);
        bench.update('Asset', { Id, ...prediction, Maintenance_Rule__c: 'Every_Machine' });
        bench.update('Asset', { Id, ...prediction, Maintenance_Due__c: false });
        expect(bench.query(orders)).toEqual([]);
        bench.stop();
    });

    it('are proposed for 200 machines of one request', () => {
        const bench = plant(200);
        const rows = machines(bench).map((Id, index) => ({ Id, ...prediction, Prediction_Key__c: `key ${index}` }));
        bench.update('Asset', ...rows);
        expect(bench.query(failures)).toEqual([]);
        expect(bench.query(orders)).toHaveLength(200);
        bench.stop();
    });

    it('note the service on the machine when they are completed', () => {
        const bench = plant(1);
        const [Id = ''] = machines(bench);
        bench.update('Asset', { Id, ...prediction });
        const [order] = bench.query('SELECT Id FROM WorkOrder');
        expect(bench.query('SELECT Last_Service__c FROM Asset')).toMatchObject([{ Last_Service__c: null }]);
        bench.update('WorkOrder', { Id: String(order?.['Id']), Status: 'Completed' });
        expect(bench.query(failures)).toEqual([]);
        expect(bench.query('SELECT Last_Service__c FROM Asset')).toMatchObject([
            { Last_Service__c: expect.stringMatching(/^\d{4}-/) }
        ]);
        bench.stop();
    });
});
