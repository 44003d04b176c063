/** One sound component of each type that has rules, for tests that damage one of them. */
import { manifest, textField, xml, type Files } from './project.ts';

const objectPermissions = (object: string, more = ''): string =>
    `<objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>${object}</object><viewAllRecords>false</viewAllRecords>${more}</objectPermissions>`;

const gadget = xml(
    'CustomObject',
    `<actionOverrides><actionName>View</actionName><content>Gadget_Page</content><formFactor>Large</formFactor><type>Flexipage</type></actionOverrides>
<compactLayoutAssignment>Short</compactLayoutAssignment>
<compactLayouts><fullName>Short</fullName><fields>Name</fields><fields>Serial__c</fields><label>Short</label></compactLayouts>
<deploymentStatus>Deployed</deploymentStatus>
${textField('Serial__c', '<externalId>true</externalId>')}
<fields><fullName>Weight__c</fullName><label>Weight</label><precision>10</precision><scale>2</scale><type>Number</type></fields>
<fields><fullName>Double__c</fullName><formula>Weight__c * 2</formula><label>Double</label><precision>10</precision><scale>2</scale><type>Number</type></fields>
<fields><fullName>Notes__c</fullName><label>Notes</label><length>2000</length><type>LongTextArea</type><visibleLines>3</visibleLines></fields>
<fields><fullName>Active__c</fullName><defaultValue>true</defaultValue><label>Active</label><type>Checkbox</type></fields>
<fields><fullName>Machine__c</fullName><label>Machine</label><referenceTo>Asset</referenceTo><relationshipLabel>Gadgets</relationshipLabel><relationshipName>Gadgets</relationshipName><type>Lookup</type></fields>
<fields><fullName>Colour__c</fullName><label>Colour</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetName>Colours</valueSetName></valueSet></fields>
<label>Gadget</label>
<listViews><fullName>All</fullName><booleanFilter>1 AND 2</booleanFilter><columns>NAME</columns><columns>Serial__c</columns><filterScope>Everything</filterScope><filters><field>Weight__c</field><operation>greaterThan</operation><value>1</value></filters><filters><field>Active__c</field><operation>equals</operation><value>1</value></filters><label>All</label></listViews>
<nameField><label>Name</label><type>Text</type></nameField>
<pluralLabel>Gadgets</pluralLabel>
<sharingModel>ReadWrite</sharingModel>
<validationRules><fullName>Light</fullName><active>true</active><errorConditionFormula>Weight__c &gt; 100</errorConditionFormula><errorDisplayField>Weight__c</errorDisplayField><errorMessage>Too heavy</errorMessage></validationRules>`
);

const bundle = xml(
    'LightningComponentBundle',
    `<apiVersion>66.0</apiVersion><isExposed>true</isExposed>
<targetConfigs>
    <targetConfig targets="lightning__RecordPage">
        <property name="rows" type="Integer" min="1" max="9"/>
        <property name="heading" type="String" required="true"/>
        <property name="shown" type="Boolean"/>
        <objects><object>Gadget__c</object></objects>
    </targetConfig>
</targetConfigs>
<targets><target>lightning__RecordPage</target></targets>`
);

const script = `import { api, LightningElement } from 'lwc';
import SERIAL_FIELD from '@salesforce/schema/Gadget__c.Machine__r.SerialNumber';
import TITLE_LABEL from '@salesforce/label/c.Gadget_Title';
import { helper } from 'c/gadgetHelper';
export default class GadgetCard extends LightningElement {
    @api rows;
    @api heading;
    @api
    get shown() { return helper(SERIAL_FIELD, TITLE_LABEL); }
}
`;

const page = xml(
    'FlexiPage',
    `<flexiPageRegions><itemInstances><componentInstance><componentInstanceProperties><name>heading</name><value>Hi</value></componentInstanceProperties><componentInstanceProperties><name>rows</name><value>5</value></componentInstanceProperties><componentName>gadgetCard</componentName><identifier>card</identifier><visibilityRule><criteria><leftValue>{!Record.Active__c}</leftValue><operator>EQUAL</operator><rightValue>true</rightValue></criteria></visibilityRule></componentInstance></itemInstances>
<itemInstances><componentInstance><componentInstanceProperties><name>collapsed</name><value>false</value></componentInstanceProperties><componentName>force:highlightsPanel</componentName><identifier>highlights</identifier></componentInstance></itemInstances>
<name>main</name><type>Region</type></flexiPageRegions>
<masterLabel>Gadget Page</masterLabel><sobjectType>Gadget__c</sobjectType><template><name>flexipage:recordHomeTemplateDesktop</name></template><type>RecordPage</type>`
);

/** Every file of the catalogue. */
export const catalogue: Files = {
    'package.xml': manifest({
        CompactLayout: ['*'],
        CustomApplication: ['*'],
        CustomField: ['*'],
        CustomLabels: ['*'],
        CustomMetadata: ['*'],
        CustomObject: ['*'],
        CustomObjectTranslation: ['*'],
        CustomTab: ['*'],
        FlexiPage: ['*'],
        GlobalValueSet: ['*'],
        GlobalValueSetTranslation: ['*'],
        Layout: ['*'],
        LightningComponentBundle: ['*'],
        ListView: ['*'],
        PermissionSet: ['*'],
        Queue: ['*'],
        StandardValueSet: ['*'],
        Translations: ['*'],
        ValidationRule: ['*']
    }),
    'objects/Gadget__c.object': gadget,
    'objects/Limit__mdt.object': xml(
        'CustomObject',
        `${textField('Code__c', '<required>true</required>')}<fields><fullName>Value__c</fullName><label>Value</label><precision>5</precision><scale>1</scale><type>Number</type></fields><label>Limit</label><pluralLabel>Limits</pluralLabel><visibility>Public</visibility>`
    ),
    'objects/Gadget_Event__e.object': xml(
        'CustomObject',
        `<deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType>${textField('Key__c')}<label>Gadget Event</label><pluralLabel>Gadget Events</pluralLabel><publishBehavior>PublishImmediately</publishBehavior>`
    ),
    'customMetadata/Limit.High.md': xml(
        'CustomMetadata',
        `<label>High</label><values><field>Code__c</field><value xsi:type="xsd:string">H</value></values>
<values><field>Value__c</field><value xsi:type="xsd:double">12.5</value></values>`
    ),
    'globalValueSets/Colours.globalValueSet': xml(
        'GlobalValueSet',
        '<customValue><fullName>Red</fullName><default>false</default><label>Red</label></customValue><masterLabel>Colours</masterLabel><sorted>false</sorted>'
    ),
    'standardValueSets/AssetStatus.standardValueSet': xml(
        'StandardValueSet',
        '<sorted>false</sorted><standardValue><fullName>Installed</fullName><default>false</default><label>Installed</label></standardValue>'
    ),
    'labels/CustomLabels.labels': xml(
        'CustomLabels',
        '<labels><fullName>Gadget_Title</fullName><language>en_US</language><protected>false</protected><shortDescription>title</shortDescription><value>Gadgets</value></labels>'
    ),
    'layouts/Gadget__c-Gadget Layout.layout': xml(
        'Layout',
        `<layoutSections><customLabel>false</customLabel><detailHeading>false</detailHeading><editHeading>true</editHeading><label>Information</label><layoutColumns><layoutItems><behavior>Required</behavior><field>Name</field></layoutItems><layoutItems><behavior>Edit</behavior><field>Serial__c</field></layoutItems></layoutColumns><style>OneColumn</style></layoutSections>`
    ),
    'objectTranslations/Gadget__c-de.objectTranslation': xml(
        'CustomObjectTranslation',
        `<caseValues><caseType>Nominative</caseType><plural>false</plural><value>Gerät</value></caseValues>
<fields><help>Kilogramm</help><label>Gewicht</label><name>Weight__c</name></fields>
<fields><label>Maschine</label><name>Machine__c</name><relationshipLabel>Geräte</relationshipLabel></fields>
<gender>Neuter</gender>
<layouts><layout>Gadget Layout</layout><sections><label>Angaben</label><section>Information</section></sections></layouts>
<nameFieldLabel>Gerätename</nameFieldLabel>
<validationRules><errorMessage>Zu schwer</errorMessage><name>Light</name></validationRules>`
    ),
    'globalValueSetTranslations/Colours-de.globalValueSetTranslation': xml(
        'GlobalValueSetTranslation',
        '<valueTranslation><masterLabel>Red</masterLabel><translation>Rot</translation></valueTranslation>'
    ),
    'translations/de.translation': xml(
        'Translations',
        `<customApplications><label>Geräte</label><name>Gadgets</name></customApplications>
<customLabels><label>Geräte</label><name>Gadget_Title</name></customLabels>
<customTabs><label>Geräte</label><name>Gadget__c</name></customTabs>`
    ),
    'lwc/gadgetCard/gadgetCard.js': script,
    'lwc/gadgetCard/gadgetCard.html': '<template>\n    <c-gadget-helper></c-gadget-helper>\n</template>\n',
    'lwc/gadgetCard/gadgetCard.js-meta.xml': bundle,
    'lwc/gadgetHelper/gadgetHelper.js': 'export const helper = (...parts) => parts.length > 0;\n',
    'lwc/gadgetHelper/gadgetHelper.js-meta.xml': xml('LightningComponentBundle', '<isExposed>false</isExposed>'),
    'flexipages/Gadget_Page.flexipage': page,
    'tabs/Gadget__c.tab': xml('CustomTab', '<customObject>true</customObject><motif>Custom20: Airplane</motif>'),
    'applications/Gadgets.app': xml(
        'CustomApplication',
        `<actionOverrides><actionName>View</actionName><content>Gadget_Page</content><formFactor>Large</formFactor><pageOrSobjectType>Gadget__c</pageOrSobjectType><skipRecordTypeSelect>false</skipRecordTypeSelect><type>Flexipage</type></actionOverrides><label>Gadgets</label><navType>Standard</navType><tabs>standard-home</tabs><tabs>Gadget__c</tabs><uiType>Lightning</uiType>`
    ),
    'permissionsets/Gadget_User.permissionset': xml(
        'PermissionSet',
        `<applicationVisibilities><application>Gadgets</application><visible>true</visible></applicationVisibilities>
<customMetadataTypeAccesses><enabled>true</enabled><name>Limit__mdt</name></customMetadataTypeAccesses>
<fieldPermissions><editable>true</editable><field>Gadget__c.Serial__c</field><readable>true</readable></fieldPermissions>
<label>Gadget User</label>
${objectPermissions('Gadget__c')}
<tabSettings><tab>Gadget__c</tab><visibility>Visible</visibility></tabSettings>`
    ),
    'queues/Gadget_Queue.queue': xml(
        'Queue',
        '<doesSendEmailToMembers>false</doesSendEmailToMembers><name>Gadgets</name><queueSobject><sobjectType>Gadget__c</sobjectType></queueSobject>'
    )
};
