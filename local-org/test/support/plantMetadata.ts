import { deployFiles, type DeployResult } from '../../src/deploy/index.ts';
import type { LocalOrg } from '../../src/createOrg.ts';

const xmlns = 'xmlns="http://soap.sforce.com/2006/04/metadata"';

function file(path: string, text: string): { path: string; bytes: Uint8Array } {
    return { path, bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`) };
}

const picklist = (name: string, values: readonly string[]): string => `
    <fields><fullName>${name}</fullName><label>${name.replace(/_/g, ' ').replace('  c', '')}</label><type>Picklist</type>
        <valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>
            ${values.map((value, index) => `<value><fullName>${value}</fullName><default>${index === 0}</default><label>${value}</label></value>`).join('')}
        </valueSetDefinition></valueSet></fields>`;

const asset = `<CustomObject ${xmlns}>
    <fields><fullName>Device_Id__c</fullName><label>Device ID</label><type>Text</type><length>80</length><externalId>true</externalId><unique>true</unique><caseSensitive>true</caseSensitive></fields>
    <fields><fullName>Temperature__c</fullName><label>Temperature</label><type>Number</type><precision>18</precision><scale>2</scale></fields>
    <fields><fullName>Overheated__c</fullName><label>Overheated</label><type>Checkbox</type><formula>Temperature__c &gt; 80</formula></fields>
    <fields><fullName>Last_Telemetry__c</fullName><label>Last Telemetry</label><type>DateTime</type></fields>
    ${picklist('Connectivity__c', ['Unknown', 'Online', 'Offline'])}
    <validationRules><fullName>Plausible_Temperature</fullName><active>true</active><errorConditionFormula>Temperature__c &gt; 1000</errorConditionFormula><errorDisplayField>Temperature__c</errorDisplayField><errorMessage>No machine is that hot.</errorMessage></validationRules>
</CustomObject>`;

const signal = `<CustomObject ${xmlns}>
    <label>Signal</label><pluralLabel>Signals</pluralLabel><deploymentStatus>Deployed</deploymentStatus><sharingModel>ControlledByParent</sharingModel>
    <nameField><label>Signal Number</label><type>AutoNumber</type><displayFormat>SIG-{0000}</displayFormat></nameField>
    <fields><fullName>Asset__c</fullName><label>Asset</label><type>MasterDetail</type><referenceTo>Asset</referenceTo><relationshipName>Signals</relationshipName><relationshipLabel>Signals</relationshipLabel><relationshipOrder>0</relationshipOrder></fields>
    <fields><fullName>Key__c</fullName><label>Key</label><type>Text</type><length>100</length><externalId>true</externalId><unique>true</unique></fields>
    <fields><fullName>Value__c</fullName><label>Value</label><type>Number</type><precision>18</precision><scale>6</scale></fields>
</CustomObject>`;

const event = (name: string, behavior: string): string => `<CustomObject ${xmlns}>
    <label>${name}</label><pluralLabel>${name}s</pluralLabel><deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><publishBehavior>${behavior}</publishBehavior>
    <fields><fullName>Key__c</fullName><label>Key</label><type>Text</type><length>80</length><required>true</required></fields>
    <fields><fullName>Value__c</fullName><label>Value</label><type>Number</type><precision>18</precision><scale>2</scale></fields>
</CustomObject>`;

const rule = `<CustomObject ${xmlns}>
    <label>Rule</label><pluralLabel>Rules</pluralLabel><visibility>Public</visibility>
    <fields><fullName>Limit__c</fullName><label>Limit</label><type>Number</type><precision>18</precision><scale>2</scale></fields>
</CustomObject>`;

const hotRule = `<CustomMetadata ${xmlns} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
    <label>Too hot</label><protected>false</protected><values><field>Limit__c</field><value xsi:type="xsd:double">80.0</value></values>
</CustomMetadata>`;

const operator = `<PermissionSet ${xmlns}>
    <hasActivationRequired>false</hasActivationRequired><label>Operator</label>
    <fieldPermissions><editable>true</editable><field>Asset.Temperature__c</field><readable>true</readable></fieldPermissions>
    <fieldPermissions><editable>false</editable><field>Asset.Device_Id__c</field><readable>true</readable></fieldPermissions>
    <objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Asset</object><viewAllRecords>false</viewAllRecords></objectPermissions>
    <objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Reading__e</object><viewAllRecords>false</viewAllRecords></objectPermissions>
    <objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Account</object><viewAllRecords>false</viewAllRecords></objectPermissions>
</PermissionSet>`;

const queue = `<Queue ${xmlns}><doesSendEmailToMembers>false</doesSendEmailToMembers><name>Technicians</name><queueSobject><sobjectType>Case</sobjectType></queueSobject></Queue>`;

const manifest = `<Package ${xmlns}>
    <types><members>Asset.Device_Id__c</members><members>Asset.Temperature__c</members><members>Asset.Overheated__c</members><members>Asset.Last_Telemetry__c</members><members>Asset.Connectivity__c</members><name>CustomField</name></types>
    <types><members>Asset.Plausible_Temperature</members><name>ValidationRule</name></types>
    <types><members>Signal__c</members><members>Reading__e</members><members>Order__e</members><members>Rule__mdt</members><name>CustomObject</name></types>
    <types><members>Rule.Hot</members><name>CustomMetadata</name></types>
    <types><members>Operator</members><name>PermissionSet</name></types>
    <types><members>Technicians</members><name>Queue</name></types>
    <version>66.0</version>
</Package>`;

/** Deploys a small plant: Asset fields, a detail object, two events, custom metadata, a permission set and a queue. */
export function deployPlant(org: LocalOrg): DeployResult {
    return deployFiles(org, [
        file('package.xml', manifest),
        file('objects/Asset.object', asset),
        file('objects/Signal__c.object', signal),
        file('objects/Reading__e.object', event('Reading', 'PublishImmediately')),
        file('objects/Order__e.object', event('Order', 'PublishAfterCommit')),
        file('objects/Rule__mdt.object', rule),
        file('customMetadata/Rule.Hot.md', hotRule),
        file('permissionsets/Operator.permissionset', operator),
        file('queues/Technicians.queue', queue)
    ]);
}
