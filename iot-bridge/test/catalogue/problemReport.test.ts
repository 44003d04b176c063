import type { Logger } from 'pino';
import { ProblemReport } from '../../src/catalogue/index.ts';
import type { DefinitionProblem } from '../../src/map/index.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';

const problem = (name: string, reason = 'its limit is impossible'): DefinitionProblem => ({
    kind: 'alarm',
    name,
    reason
});

function setUp() {
    const org = new MemoryOrg({ assets: [], signals: [], alarms: [] });
    const warnings: string[] = [];
    const log = { warn: (_fields: object, text: string) => warnings.push(text) } as unknown as Logger;
    const write = jest.spyOn(org, 'reportStatus');
    return { org, warnings, write, report: new ProblemReport({ org, log, name: 'plant-north' }) };
}

test('the org is told once, then when the problems change', async () => {
    const { report, org, write } = setUp();
    await report.tell([]);
    await report.tell([]);
    expect(write).toHaveBeenCalledTimes(1);
    await report.tell([problem('Oil_High')]);
    expect(org.statuses.get('plant-north')).toEqual({
        Definition_Problem_Count__c: 1,
        Definition_Problems__c: '[{"kind":"alarm","name":"Oil_High","reason":"its limit is impossible"}]',
        Reported_At__c: expect.stringMatching(/^\d{4}-.*Z$/)
    });
});

test('what the org did not take is told with the next reading', async () => {
    const { report, org, warnings } = setUp();
    org.failure = new Error('sObject type Bridge_Status__c is not supported');
    await report.tell([problem('Oil_High')]);
    expect([warnings.length, org.statuses.size]).toEqual([1, 0]);
    org.failure = undefined;
    await report.tell([problem('Oil_High')]);
    expect(org.statuses.get('plant-north')?.Definition_Problem_Count__c).toBe(1);
});

test('whole problems are told, as many as the field holds, and the number of all', async () => {
    const { report, org } = setUp();
    await report.tell(Array.from({ length: 300 }, (_, at) => problem(`Alarm_${String(at)}`, 'x'.repeat(400))));
    const { Definition_Problem_Count__c: count, Definition_Problems__c: text = '' } =
        org.statuses.get('plant-north') ?? {};
    expect(count).toBe(300);
    expect(text.length).toBeLessThanOrEqual(32_768);
    expect(text.length).toBeGreaterThan(32_000);
    expect(JSON.parse(text)).toContainEqual(problem('Alarm_0', 'x'.repeat(400)));
});
