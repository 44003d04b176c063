import type { ChainRow } from '../lib/demo/chain.ts';
import { hasSettled, judgeOneFault, judgeRecording } from '../lib/demo/checkDemo.ts';

const row = (more: Partial<ChainRow> = {}): ChainRow => ({
    Id: 'a01',
    Name: 'ALM-000001',
    Message__c: 'Bearing vibration high',
    Priority__c: 'High',
    State__c: 'Returned Unacknowledged',
    Raised_At__c: '2026-11-20T10:00:00.000+0000',
    Asset__c: '02i1',
    Asset__r: { Name: 'Drive motor 1', Device_Id__c: 'nw-motor-01' },
    Case__r: { CaseNumber: '1' },
    Work_Order__r: { WorkOrderNumber: '1' },
    ...more
});
const motor = { deviceId: 'nw-motor-01' };

test('two alarms of one fault with one Case and one Work Order are right', () => {
    const rows = [row(), row({ Id: 'a02', Work_Order__r: null })];
    expect(judgeOneFault(rows, motor)).toEqual({ alarms: 2, cases: 1, workOrders: 1, problems: [] });
});

test('a second Case, a missing Work Order and an alarm elsewhere are each named', () => {
    const elsewhere = { Name: 'Pump', Device_Id__c: 'nw-pump-01' };
    const rows = [
        row({ Work_Order__r: null }),
        row({ Case__r: { CaseNumber: '2' }, Work_Order__r: null, Asset__r: elsewhere })
    ];
    expect(judgeOneFault(rows, motor).problems).toEqual([
        '2 Cases instead of one',
        '0 Work Orders instead of one',
        'ALM-000001 on nw-pump-01, which has no fault'
    ]);
});

test('the chain has settled when every alarm of the machine has returned', () => {
    expect(hasSettled([], motor)).toBe(false);
    expect(hasSettled([row(), row({ State__c: 'Unacknowledged' })], motor)).toBe(false);
    expect(hasSettled([row(), row({ State__c: 'Normal' })], motor)).toBe(true);
});

test('the last alarm of a recording must have a Case', () => {
    expect(judgeRecording([]).problems).toEqual(['no alarm at all']);
    expect(judgeRecording([row(), row({ Case__r: null })]).problems).toHaveLength(1);
    expect(judgeRecording([row({ Case__r: null }), row()]).problems).toEqual([]);
});
