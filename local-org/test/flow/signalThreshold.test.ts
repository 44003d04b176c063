import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FlowOrg } from './flowOrg.ts';
import { failures, plant } from './plantOrg.ts';

const file = fileURLToPath(
    new URL('../../../force-app/core/main/default/flows/Respond_To_Signal_Threshold.flow-meta.xml', import.meta.url)
);
const template = readFileSync(path.resolve(file), 'utf8');

let bench: FlowOrg;
let signal: string;

beforeEach(() => {
    bench = plant(1);
    signal = bench.create('Asset_Signal__c', {
        Name: 'Oil Temperature',
        Signal__c: 'Oil_Temperature',
        Signal_Key__c: 'nw-motor-0:Oil_Temperature',
        Asset__c: String(bench.query('SELECT Id FROM Asset')[0]?.['Id']),
        Quality__c: 'Good',
        Unit__c: 'Cel',
        Value__c: 50
    });
});

afterEach(() => {
    const problems = bench.query(failures);
    bench.stop();
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
});

/** What an admin does in Setup. */
const activate = (): void =>
    bench.deploy({ Respond_To_Signal_Threshold: template.replace('<status>Draft<', '<status>Active<') });

function casesAfter(...values: readonly number[]): number {
    for (const Value__c of values) bench.update('Asset_Signal__c', { Id: signal, Value__c });
    return bench.query('SELECT Id FROM Case').length;
}

describe('the template for signals that leave their limits', () => {
    it('does nothing as it is delivered', () => {
        expect(casesAfter(90)).toBe(0);
    });

    it('opens one case for one excursion, however often the value changes', () => {
        activate();
        expect(casesAfter(71, 75, 69, 71)).toBe(1);
        expect(bench.query('SELECT Subject, Priority, Origin, Asset.Name FROM Case')).toMatchObject([
            { Subject: 'Motor 0: Oil Temperature is outside its limits', Priority: 'Medium', Origin: 'IoT' }
        ]);
    });

    it('opens another case for the next excursion', () => {
        activate();
        expect(casesAfter(75, 66, 75)).toBe(2);
    });

    it('decides nothing from a value of bad quality', () => {
        activate();
        bench.update('Asset_Signal__c', { Id: signal, Value__c: 99, Quality__c: 'Bad' });
        expect(bench.query('SELECT Id FROM Case')).toEqual([]);
    });
});
