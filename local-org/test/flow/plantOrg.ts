import { fileURLToPath } from 'node:url';
import { readSource } from '../../src/deploy/readSource.ts';
import type { RecordData } from '../../src/platform.ts';
import { loadMetadataTables } from '../../src/deploy/index.ts';
import { FlowOrg } from './flowOrg.ts';

const projectDir = fileURLToPath(new URL('../../..', import.meta.url));

/** What flows need of the product: everything but its pages. */
const needed =
    /^(CustomObject|CustomField|CustomMetadata|CustomLabel|CustomPermission|Flow|FlowTest|Queue|GlobalValueSet|ListView|ValidationRule)/;

/** When the first alarm of every test is raised. */
export const START = '2026-11-20T10:00:00.000Z';

/** An org with the product's objects, custom metadata and flows, and machines. */
export function plant(machines: number): FlowOrg {
    const bench = new FlowOrg();
    const { components } = readSource(loadMetadataTables(), projectDir);
    bench.apply(components.filter(({ type }) => needed.test(type)));
    const AccountId = bench.create('Account', { Name: 'Nordwerk Press Works' });
    const rows = Array.from({ length: machines }, (_, index) => ({
        Name: `Motor ${index}`,
        Device_Id__c: `nw-motor-${index}`,
        AccountId
    }));
    bench.insert('Asset', ...rows);
    bench.org.events.start();
    return bench;
}

/** Key of an alarm episode of a motor. */
export const episodeKey = (machine: number, definition: string): string =>
    `nw-motor-${machine}:${definition}:1:1763632800000`;

/** An alarm event of a motor. */
export function event(machine: number, more: RecordData = {}): RecordData {
    const definition = String(more['Definition__c'] ?? 'Motor_Bearing_Vibration_High');
    return {
        Version__c: 1,
        Alarm_Key__c: `nw-motor-${machine}:${definition}`,
        Episode_Key__c: episodeKey(machine, definition),
        Transition__c: 'Raised',
        State__c: 'Unacknowledged',
        Asset_Key__c: `nw-motor-${machine}`,
        Episode_Number__c: 1,
        Definition__c: definition,
        Signal__c: 'Bearing_Vibration',
        Kind__c: 'High',
        Priority__c: 'High',
        Message__c: 'Bearing vibration is high',
        Occurred_At__c: START,
        Raised_At__c: START,
        Value__c: 5.2,
        Limit__c: 4.5,
        Unit__c: 'mm/s',
        ...more
    };
}

/** The event that says that an alarm has returned. */
export const cleared = (machine: number, more: RecordData = {}): RecordData =>
    event(machine, {
        Transition__c: 'Cleared',
        State__c: 'Normal',
        Occurred_At__c: '2026-11-20T10:09:00.000Z',
        ...more
    });

/** Publishes events and waits until the flows have taken them. */
export async function publish(bench: FlowOrg, ...events: RecordData[]): Promise<void> {
    bench.insert('Alarm_Event__e', ...events);
    await bench.org.events.idle();
}

/** Lets minutes pass and runs what is due then. */
export function pass(bench: FlowOrg, minutes: number): void {
    bench.clock.forward(minutes * 60_000);
    bench.flows.runDue(bench.clock.now());
}

export const failures = 'SELECT Flow__c, Element__c, Message__c FROM Automation_Failure__c';
