/** A small project in source format: an object, a flow that completes its records, and the flow's test. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const namespace = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const base = 'force-app/main/default';

/** Where the field is that a test damages. */
export const serialField = `${base}/objects/Gadget__c/fields/Serial__c.field-meta.xml`;

const field = (name: string, isKey = false): string => `${declaration}<CustomField ${namespace}>
    <fullName>${name}</fullName>
    <externalId>${isKey}</externalId>
    <label>${name.replace('__c', '')}</label>
    <length>80</length>
    <required>false</required>
    <type>Text</type>
    <unique>${isKey}</unique>
</CustomField>
`;

const flow = `${declaration}<Flow ${namespace}>
    <apiVersion>66.0</apiVersion>
    <assignments>
        <name>Set_Grade</name>
        <label>Set Grade</label>
        <locationX>176</locationX>
        <locationY>200</locationY>
        <assignmentItems>
            <assignToReference>$Record.Grade__c</assignToReference>
            <operator>Assign</operator>
            <value>
                <stringValue>A</stringValue>
            </value>
        </assignmentItems>
    </assignments>
    <description>Grades every new gadget.</description>
    <interviewLabel>Grade Gadget {!$Flow.CurrentDateTime}</interviewLabel>
    <label>Grade Gadget</label>
    <processType>AutoLaunchedFlow</processType>
    <start>
        <locationX>50</locationX>
        <locationY>0</locationY>
        <connector>
            <targetReference>Set_Grade</targetReference>
        </connector>
        <object>Gadget__c</object>
        <recordTriggerType>Create</recordTriggerType>
        <triggerType>RecordBeforeSave</triggerType>
    </start>
    <status>Active</status>
</Flow>
`;

const flowTest = (name: string, expected: string): string => `${declaration}<FlowTest ${namespace}>
    <description>A new gadget gets a grade.</description>
    <flowApiName>Grade_Gadget</flowApiName>
    <label>${name}</label>
    <testPoints>
        <elementApiName>Start</elementApiName>
        <parameters>
            <leftValueReference>$Record</leftValueReference>
            <type>InputTriggeringRecordInitial</type>
            <value>
                <sobjectValue>{&quot;Name&quot;:&quot;one&quot;}</sobjectValue>
            </value>
        </parameters>
    </testPoints>
    <testPoints>
        <assertions>
            <conditions>
                <leftValueReference>$Record.Grade__c</leftValueReference>
                <operator>EqualTo</operator>
                <rightValue>
                    <stringValue>${expected}</stringValue>
                </rightValue>
            </conditions>
            <errorMessage>Wrong grade</errorMessage>
        </assertions>
        <elementApiName>Finish</elementApiName>
    </testPoints>
    <testType>WithAssertion</testType>
</FlowTest>
`;

const object = `${declaration}<CustomObject ${namespace}>
    <deploymentStatus>Deployed</deploymentStatus>
    <label>Gadget</label>
    <nameField>
        <label>Gadget Name</label>
        <type>Text</type>
    </nameField>
    <pluralLabel>Gadgets</pluralLabel>
    <sharingModel>ReadWrite</sharingModel>
</CustomObject>
`;

const permissionSet = `${declaration}<PermissionSet ${namespace}>
    <fieldPermissions>
        <editable>true</editable>
        <field>Gadget__c.Serial__c</field>
        <readable>true</readable>
    </fieldPermissions>
    <label>Gadget User</label>
    <objectPermissions>
        <allowCreate>true</allowCreate>
        <allowDelete>false</allowDelete>
        <allowEdit>true</allowEdit>
        <allowRead>true</allowRead>
        <modifyAllRecords>false</modifyAllRecords>
        <object>Gadget__c</object>
        <viewAllRecords>false</viewAllRecords>
    </objectPermissions>
</PermissionSet>
`;

/** Writes the project and answers the text of each of its files, by path. */
export function writeFixture(projectDir: string): Readonly<Record<string, string>> {
    const project = { packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' };
    const files: Record<string, string> = {
        'sfdx-project.json': JSON.stringify(project),
        [`${base}/objects/Gadget__c/Gadget__c.object-meta.xml`]: object,
        [serialField]: field('Serial__c', true),
        [`${base}/objects/Gadget__c/fields/Grade__c.field-meta.xml`]: field('Grade__c'),
        [`${base}/flows/Grade_Gadget.flow-meta.xml`]: flow,
        [`${base}/flowtests/Grade_Gadget_Gives_A.flowtest-meta.xml`]: flowTest('Gives A', 'A'),
        [`${base}/flowtests/Grade_Gadget_Gives_B.flowtest-meta.xml`]: flowTest('Gives B', 'B'),
        [`${base}/permissionsets/Gadget_User.permissionset-meta.xml`]: permissionSet
    };
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(projectDir, name)), { recursive: true });
        writeFileSync(path.join(projectDir, name), text);
    }
    return files;
}
