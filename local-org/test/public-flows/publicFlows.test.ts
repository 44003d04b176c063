import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkPublicFlows } from '../../public-flows/index.ts';
import { assignItem, callStart, element, flowXml, recordStart, reference, text, variable } from '../flow/flowOrg.ts';

const encoding = '<?xml version="1.0" encoding="UTF-8"?>';
const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

const object = `${encoding}<CustomObject ${namespace}><label>Pump</label><pluralLabel>Pumps</pluralLabel>
<nameField><label>Name</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel></CustomObject>`;
const field = `${encoding}<CustomField ${namespace}><fullName>State__c</fullName><label>State</label><type>Text</type><length>40</length></CustomField>`;

const setState = (value: string): string =>
    element(
        'recordUpdates',
        'Set_State',
        `<inputAssignments><field>State__c</field><value>${text(value)}</value></inputAssignments><inputReference>$Record</inputReference>`
    );
const wantsNew = `<recordTriggerType>Create</recordTriggerType><filterLogic>and</filterLogic><filters><field>State__c</field><operator>EqualTo</operator><value>${text('new')}</value></filters>`;
const getOf = (name: string): string =>
    element(
        'recordLookups',
        'Get_It',
        `<object>${name}</object><filterLogic>and</filterLogic><filters><field>Id</field><operator>EqualTo</operator><value>${reference('recordId')}</value></filters><getFirstRecordOnly>true</getFirstRecordOnly><storeOutputAutomatically>true</storeOutputAutomatically>`
    );
const recordId = variable('recordId', 'String', '<isInput>true</isInput>');
const assetOfNobody = element(
    'recordCreates',
    'Create_Asset',
    `<object>Asset</object><inputAssignments><field>Name</field><value>${text('Pump')}</value></inputAssignments>`
);

/** A foreign project whose flows end in every way. */
const flows: Readonly<Record<string, string>> = {
    Starts_With_Record: flowXml(recordStart('Pump__c', 'RecordBeforeSave', 'Set_State', wantsNew) + setState('seen')),
    Starts_Draft: flowXml(callStart('Get_It') + getOf('Pump__c') + recordId, { status: 'Draft' }),
    Lacks_Object: flowXml(callStart('Get_It') + getOf('Valve__c') + recordId),
    Lacks_Feature: flowXml(callStart('Get_It') + getOf('AgentWork') + recordId),
    Fails: flowXml(callStart('Create_Asset') + assetOfNobody),
    Never_Meets: flowXml(
        recordStart(
            'Pump__c',
            'RecordAfterSave',
            'Count',
            '<recordTriggerType>Create</recordTriggerType><filterFormula>1 = 2</filterFormula>'
        ) +
            variable('seen', 'String') +
            element('assignments', 'Count', assignItem('seen', 'Assign', text('x')))
    ),
    With_Apex: flowXml(
        callStart('Call') +
            element('actionCalls', 'Call', '<actionName>Foreign</actionName><actionType>apex</actionType>')
    )
};

describe('the check of public flows', () => {
    let folder: string;

    beforeAll(() => {
        folder = mkdtempSync(path.join(tmpdir(), 'public-flows-'));
        const project = path.join(folder, 'someone+pumps');
        const write = (name: string, content: string): void => {
            const file = path.join(project, name);
            mkdirSync(path.dirname(file), { recursive: true });
            writeFileSync(file, content);
        };
        write(
            'sfdx-project.json',
            JSON.stringify({ packageDirectories: [{ path: 'force-app' }, { path: 'missing' }] })
        );
        write('force-app/objects/Pump__c/Pump__c.object-meta.xml', object);
        write('force-app/objects/Pump__c/fields/State__c.field-meta.xml', field);
        for (const [name, xml] of Object.entries(flows)) write(`force-app/flows/${name}.flow-meta.xml`, xml);
    });

    afterAll(() => rmSync(folder, { recursive: true }));

    it('tells of each flow what came of it, and counts', async () => {
        const { outcomes, figures } = await checkPublicFlows(folder);
        expect(Object.fromEntries(outcomes.map(({ flow, verdict }) => [flow, verdict]))).toEqual({
            Starts_With_Record: 'ran',
            Starts_Draft: 'ran',
            Lacks_Object: 'refusedMetadata',
            Lacks_Feature: 'refusedFeature',
            Fails: 'failed',
            Never_Meets: 'notEntered'
        });
        expect(figures).toEqual({
            projects: 1,
            unreadable: 0,
            found: 7,
            outOfScope: 1,
            flows: 6,
            ran: 2,
            notEntered: 1,
            failed: 1,
            refusedFeature: 1,
            refusedMetadata: 1,
            invalid: 0
        });
    });
});
