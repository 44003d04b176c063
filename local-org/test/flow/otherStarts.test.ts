import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { callStart, element, FlowOrg, flowXml, recordStart, reference, text, to, variable } from './flowOrg.ts';
import { event, plant, publish } from './plantOrg.ts';

const minute = 60_000;

function input(field: string, value: string): string {
    return `<inputAssignments><field>${field}</field><value>${value}</value></inputAssignments>`;
}

function filter(field: string, operator: string, value: string): string {
    return `<filters><field>${field}</field><operator>${operator}</operator><value>${value}</value></filters>`;
}

describe('flows that run later', () => {
    const escalate = flowXml(
        `<start><locationX>0</locationX><locationY>0</locationY><doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria><object>Case</object><recordTriggerType>CreateAndUpdate</recordTriggerType><filterLogic>and</filterLogic>${filter('Status', 'EqualTo', text('New'))}<triggerType>RecordAfterSave</triggerType>
        <scheduledPaths>${to('Note_Now')}<pathType>AsyncAfterCommit</pathType></scheduledPaths>
        <scheduledPaths><name>After_30_Minutes</name>${to('Still_New')}<label>After 30 minutes</label><offsetNumber>30</offsetNumber><offsetUnit>Minutes</offsetUnit><timeSource>RecordTriggerEvent</timeSource></scheduledPaths></start>` +
            element(
                'decisions',
                'Still_New',
                `<defaultConnectorLabel>No</defaultConnectorLabel><rules><name>Yes</name><conditionLogic>and</conditionLogic><conditions><leftValueReference>$Record.Status</leftValueReference><operator>EqualTo</operator><rightValue>${text('New')}</rightValue></conditions>${to('Escalate')}<label>Yes</label></rules>`
            ) +
            element(
                'recordUpdates',
                'Note_Now',
                `${input('Description', text('noted'))}<inputReference>$Record</inputReference>`
            ) +
            element(
                'recordUpdates',
                'Escalate',
                `${input('Status', text('Escalated'))}<inputReference>$Record</inputReference>`
            )
    );

    it('run asynchronous and scheduled paths when they are due', () => {
        const bench = new FlowOrg();
        bench.deploy({ Escalate_Case: escalate });
        const first = bench.create('Case', { Subject: 'first', Status: 'New' });
        bench.create('Case', { Subject: 'second', Status: 'New' });
        const states = (): unknown =>
            bench
                .query('SELECT Status, Description FROM Case ORDER BY CaseNumber')
                .map((row) => [row['Status'], row['Description']].join(' '));
        bench.flows.runDue(bench.clock.now());
        expect(states()).toEqual(['New noted', 'New noted']);
        bench.update('Case', { Id: first, Status: 'Closed' });
        bench.clock.forward(29 * minute);
        bench.flows.runDue(bench.clock.now());
        expect(states()).toEqual(['Closed noted', 'New noted']);
        bench.clock.forward(minute);
        bench.flows.runDue(bench.clock.now());
        expect(states()).toEqual(['Closed noted', 'Escalated noted']);
        bench.stop();
    });

    it('wait, and go on with their variables', () => {
        const bench = new FlowOrg();
        bench.deploy({
            Wait_A_While: flowXml(
                callStart('Pause') +
                    variable('Name', 'String', '<isInput>true</isInput>') +
                    element(
                        'waits',
                        'Pause',
                        `<elementSubtype>WaitDuration</elementSubtype><defaultConnectorLabel>Default</defaultConnectorLabel><waitEvents><name>An_Hour</name><conditionLogic>and</conditionLogic>${to('Create_Account')}<label>An hour</label><offset>1</offset><offsetUnit>Hours</offsetUnit></waitEvents>`
                    ) +
                    element(
                        'recordCreates',
                        'Create_Account',
                        `${input('Name', reference('Name'))}<object>Account</object>`
                    )
            )
        });
        bench.flows.run(bench.execution, 'Wait_A_While', [{ Name: 'Later' }]);
        expect(bench.flows.traces()[0]?.status).toBe('Paused');
        bench.clock.forward(59 * minute);
        bench.flows.runDue(bench.clock.now());
        expect(bench.query('SELECT Name FROM Account')).toEqual([]);
        bench.clock.forward(minute);
        bench.flows.runDue(bench.clock.now());
        expect(bench.query('SELECT Name FROM Account')).toEqual([expect.objectContaining({ Name: 'Later' })]);
        bench.stop();
    });

    it('wait for the platform event that is meant for them, or until the time is over', async () => {
        const bench = plant(2);
        const waitEvents =
            `<waitEvents><name>Alarm</name><conditionLogic>and</conditionLogic>${to('Thank')}<eventType>Alarm_Event__e</eventType><inputParameters><name>Asset_Key__c</name><value>${reference('Machine')}</value></inputParameters><label>Alarm</label><outputParameters><assignToReference>Arrived</assignToReference><name>Alarm_Event__e</name></outputParameters></waitEvents>` +
            `<waitEvents><name>Too_Late</name><conditionLogic>and</conditionLogic>${to('Give_Up')}<eventType>AlarmEvent</eventType><inputParameters><name>AlarmTime</name><value>${reference('$Flow.CurrentDateTime')}</value></inputParameters><inputParameters><name>TimeOffset</name><value><numberValue>1.0</numberValue></value></inputParameters><inputParameters><name>TimeOffsetUnit</name><value>${text('Hours')}</value></inputParameters><label>Too late</label></waitEvents>`;
        const make = (name: string, title: string): string =>
            element('recordCreates', name, `${input('Name', reference(title))}<object>Account</object>`);
        bench.deploy({
            Await_Alarm: flowXml(
                callStart('Pause') +
                    variable('Machine', 'String', '<isInput>true</isInput>') +
                    variable('Arrived', 'SObject', '<objectType>Alarm_Event__e</objectType>') +
                    element('waits', 'Pause', `<defaultConnectorLabel>Default</defaultConnectorLabel>${waitEvents}`) +
                    make('Thank', 'Arrived.Message__c') +
                    make('Give_Up', 'Machine')
            )
        });
        bench.flows.run(bench.execution, 'Await_Alarm', [{ Machine: 'nw-motor-1' }, { Machine: 'nw-motor-7' }]);
        await publish(bench, event(0), event(1, { Message__c: 'Bearing of motor 1' }));
        const names = (): unknown => bench.query("SELECT Name FROM Account WHERE Name != 'Nordwerk Press Works'");
        expect(names()).toEqual([expect.objectContaining({ Name: 'Bearing of motor 1' })]);
        bench.clock.forward(61 * minute);
        bench.flows.runDue(bench.clock.now());
        expect(names()).toHaveLength(2);
        bench.stop();
    });

    it('run on a schedule for every record that fits, day after day', () => {
        const bench = new FlowOrg();
        bench.deploy({
            Every_Day: flowXml(
                `<start><locationX>0</locationX><locationY>0</locationY>${to('Count_Up')}<filterLogic>and</filterLogic>${filter('Type', 'EqualTo', text('Customer - Direct'))}<object>Account</object><schedule><frequency>Daily</frequency><startDate>2026-11-20</startDate><startTime>12:00:00.000Z</startTime></schedule><triggerType>Scheduled</triggerType></start>` +
                    element(
                        'recordUpdates',
                        'Count_Up',
                        `${input('NumberOfEmployees', reference('One_More'))}<inputReference>$Record</inputReference>`
                    ) +
                    '<formulas><name>One_More</name><dataType>Number</dataType><expression>BLANKVALUE({!$Record.NumberOfEmployees}, 0) + 1</expression><scale>0</scale></formulas>'
            )
        });
        bench.insert(
            'Account',
            { Name: 'A', Type: 'Customer - Direct' },
            { Name: 'B', Type: 'Prospect' },
            { Name: 'C', Type: 'Customer - Direct' }
        );
        const counts = (): unknown =>
            bench.query('SELECT NumberOfEmployees FROM Account ORDER BY Name').map((row) => row['NumberOfEmployees']);
        bench.flows.runDue(bench.clock.now());
        expect(counts()).toEqual([null, null, null]);
        bench.clock.forward(120 * minute);
        bench.flows.runDue(bench.clock.now());
        bench.flows.runDue(bench.clock.now());
        expect(counts()).toEqual([1, null, 1]);
        bench.clock.forward(24 * 60 * minute);
        bench.flows.runDue(bench.clock.now());
        expect(counts()).toEqual([2, null, 2]);
        bench.stop();
    });

    it('survive a restart of the org, and a rollback takes them back', () => {
        const dataDir = mkdtempSync(path.join(tmpdir(), 'flows-'));
        const bench = new FlowOrg(dataDir);
        bench.deploy({ Escalate_Case: escalate });
        bench.create('Case', { Subject: 'kept', Status: 'New' });
        const undone = (): void =>
            bench.org.records.transaction(() => {
                bench.create('Case', { Subject: 'undone', Status: 'New' });
                throw new Error('Not kept.');
            });
        expect(undone).toThrow('Not kept.');
        bench.stop();
        const again = new FlowOrg(dataDir);
        again.clock.forward(60 * minute);
        again.flows.runDue(again.clock.now());
        expect(again.query('SELECT Subject, Status FROM Case')).toEqual([
            expect.objectContaining({ Subject: 'kept', Status: 'Escalated' })
        ]);
        again.stop();
        rmSync(dataDir, { recursive: true });
    });
});

describe('events that fail', () => {
    it('do not take the others of their batch with them, and the admin is told', async () => {
        const bench = new FlowOrg();
        bench.deploy({
            'objects/Reading__e.object': `<?xml version="1.0" encoding="UTF-8"?><CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><fields><fullName>Name__c</fullName><label>Name</label><length>80</length><type>Text</type></fields><label>Reading</label><pluralLabel>Readings</pluralLabel><publishBehavior>PublishImmediately</publishBehavior></CustomObject>`,
            Take_Reading: flowXml(
                recordStart('Reading__e', 'PlatformEvent', 'First') +
                    element(
                        'recordCreates',
                        'First',
                        `${to('Second')}${input('Name', reference('Label'))}<object>Account</object>`
                    ) +
                    element(
                        'recordCreates',
                        'Second',
                        `${input('LastName', reference('$Record.Name__c'))}<object>Contact</object>`
                    ) +
                    '<formulas><name>Label</name><dataType>String</dataType><expression>"of " &amp; {!$Record.Name__c}</expression></formulas>'
            )
        });
        bench.org.events.start();
        bench.insert('Reading__e', { Name__c: 'a' }, { Name__c: null }, { Name__c: 'b' });
        await bench.org.events.idle();
        expect(bench.query('SELECT Name FROM Account ORDER BY Name').map((row) => row['Name'])).toEqual([
            'of a',
            'of b'
        ]);
        expect(bench.query('SELECT LastName FROM Contact ORDER BY LastName').map((row) => row['LastName'])).toEqual([
            'a',
            'b'
        ]);
        expect(bench.flows.outbox()).toMatchObject([
            {
                kind: 'flowError',
                flow: 'Take_Reading',
                element: 'Second',
                body: expect.stringContaining('REQUIRED_FIELD_MISSING')
            }
        ]);
        expect(bench.flows.traces('Take_Reading').map(({ status }) => status)).toEqual([
            'Finished',
            'Finished',
            'Failed'
        ]);
        expect(bench.deliveryErrors).toEqual([]);
        bench.stop();
    });
});

describe('flows before a delete', () => {
    it('see the record that goes', () => {
        const bench = new FlowOrg();
        bench.deploy({
            Keep_Name: flowXml(
                recordStart(
                    'Contact',
                    'RecordBeforeDelete',
                    'Create_Account',
                    '<recordTriggerType>Delete</recordTriggerType>'
                ) +
                    element(
                        'recordCreates',
                        'Create_Account',
                        `${input('Name', reference('$Record.LastName'))}<object>Account</object>`
                    )
            )
        });
        const id = bench.create('Contact', { LastName: 'Smith' });
        bench.org.records.delete(bench.execution, 'Contact', [id]);
        expect(bench.query('SELECT Name FROM Account')).toEqual([expect.objectContaining({ Name: 'Smith' })]);
        bench.stop();
    });
});
