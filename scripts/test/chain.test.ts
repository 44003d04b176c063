import { chainNews, chainRows, type ChainRow } from '../lib/demo/chain.ts';

const alarm: ChainRow = {
    Id: 'a01',
    Name: 'ALM-000001',
    Message__c: 'Bearing vibration high',
    Priority__c: 'High',
    State__c: 'Unacknowledged',
    Raised_At__c: '2026-11-20T10:00:00.000+0000',
    Asset__c: '02i1',
    Asset__r: { Name: 'Drive motor 1', Device_Id__c: 'nw-motor-01' },
    Case__r: null,
    Work_Order__r: null
};

test('an alarm is told once, then its Case and its Work Order as they come', () => {
    const withCase = { ...alarm, Case__r: { CaseNumber: '00001001' } };
    const withBoth = { ...withCase, Work_Order__r: { WorkOrderNumber: '00000042' } };
    expect(chainNews([], [alarm]).map((news) => news.text)).toEqual([
        'ALM-000001 High on Drive motor 1: Bearing vibration high (raised 2026-11-20 10:00:00 UTC)'
    ]);
    expect(chainNews([alarm], [alarm])).toEqual([]);
    expect(chainNews([alarm], [withCase]).map((news) => news.text)).toEqual([
        'Case 00001001 for ALM-000001 on Drive motor 1'
    ]);
    expect(chainNews([withCase], [withBoth]).map((news) => news.kind)).toEqual(['workOrder']);
    expect(chainNews([], [withBoth]).map((news) => news.kind)).toEqual(['alarm', 'case', 'workOrder']);
});

test('a change of state is told', () => {
    expect(chainNews([alarm], [{ ...alarm, State__c: 'Normal' }]).map((news) => news.text)).toEqual([
        'ALM-000001 is now Normal'
    ]);
});

test('rows of another shape are refused', () => {
    expect(chainRows.safeParse([{ Id: 'a01' }]).success).toBe(false);
    expect(chainRows.parse([{ ...alarm, attributes: { type: 'Alarm__c' } }])).toHaveLength(1);
});
