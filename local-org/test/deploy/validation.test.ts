import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { deployZip, loadMetadataTables } from '../../src/deploy/index.ts';
import { catalogue } from './catalogue.ts';
import { zipOf, type Files } from './project.ts';

const tables = loadMetadataTables();

const object = 'objects/Gadget__c.object';
const record = 'customMetadata/Limit.High.md';
const card = 'lwc/gadgetCard/gadgetCard.js';
const cardMeta = 'lwc/gadgetCard/gadgetCard.js-meta.xml';
const page = 'flexipages/Gadget_Page.flexipage';
const app = 'applications/Gadgets.app';
const permissions = 'permissionsets/Gadget_User.permissionset';

/** What is changed in which file, and what the deployment says to it. */
const damages: readonly (readonly [file: string, from: string, to: string, message: string])[] = [
    [
        object,
        '<visibleLines>3</visibleLines>',
        '',
        "CustomField Gadget__c.Notes__c: Must specify 'visibleLines' for a CustomField of type LongTextArea"
    ],
    [
        object,
        '<precision>10</precision><scale>2</scale><type>Number',
        '<precision>10</precision><type>Number',
        "CustomField Gadget__c.Weight__c: Must specify 'scale' for a CustomField of type Number"
    ],
    [
        object,
        '<defaultValue>true</defaultValue>',
        '',
        "CustomField Gadget__c.Active__c: Must specify 'defaultValue' for a CustomField of type Checkbox"
    ],
    [
        object,
        '<fullName>Active__c</fullName>',
        '<fullName>Active__c</fullName><externalId>true</externalId>',
        'CustomField Gadget__c.Active__c: A field of type Checkbox cannot be an external id'
    ],
    [
        object,
        '<label>Active</label>',
        '<label>Active</label><length>5</length>',
        "CustomField Gadget__c.Active__c: Can not specify 'length' for a CustomField of type Checkbox"
    ],
    [
        object,
        'Weight__c * 2',
        'Wight__c * 2',
        'CustomField Gadget__c.Double__c: Formula: Field Wight__c does not exist'
    ],
    [
        object,
        '<valueSetName>Colours',
        '<valueSetName>Colors',
        'CustomField Gadget__c.Colour__c: no GlobalValueSet named Colors found'
    ],
    [
        object,
        '<referenceTo>Asset<',
        '<referenceTo>Asst<',
        "CustomField Gadget__c.Machine__c: referenceTo value of 'Asst' does not resolve"
    ],
    [object, '<pluralLabel>Gadgets</pluralLabel>', '', 'CustomObject Gadget__c: Must specify a non-empty pluralLabel'],
    [
        object,
        '>ReadWrite<',
        '>ControlledByParent<',
        'CustomObject Gadget__c: The sharing model ControlledByParent needs a master-detail field'
    ],
    [
        object,
        'Assignment>Short<',
        'Assignment>Shrt<',
        'CustomObject Gadget__c: In field: compactLayoutAssignment - no CompactLayout named Gadget__c.Shrt found'
    ],
    [
        object,
        '<content>Gadget_Page<',
        '<content>Other_Page<',
        'CustomObject Gadget__c: In field: content - no FlexiPage named Other_Page found'
    ],
    [
        object,
        '<fields>Serial__c</fields>',
        '<fields>Serial</fields>',
        'CompactLayout Gadget__c.Short: In field: fields - no CustomField named Gadget__c.Serial found'
    ],
    [
        object,
        '<columns>Serial__c</columns>',
        '<columns>Serail__c</columns>',
        "ListView Gadget__c.All: In field: columns - no CustomField named Gadget__c.Serail__c found (did you mean 'Serial__c'?)"
    ],
    [
        object,
        '<columns>NAME</columns>',
        '<columns>NAMES</columns>',
        'ListView Gadget__c.All: In field: columns - no field NAMES can be shown'
    ],
    [
        object,
        '<booleanFilter>1 AND 2<',
        '<booleanFilter>1 AND 3<',
        'ListView Gadget__c.All: The filter logic 1 AND 3 must name each of the 2 filters'
    ],
    [object, 'Weight__c &gt; 100', 'Weight__c &gt;', 'ValidationRule Gadget__c.Light: Formula: '],
    [
        object,
        '<errorDisplayField>Weight__c',
        '<errorDisplayField>Wait__c',
        'ValidationRule Gadget__c.Light: In field: errorDisplayField - no CustomField named Gadget__c.Wait__c found'
    ],
    [
        'objects/Gadget_Event__e.object',
        '<type>Text</type>',
        '<type>Url</type>',
        'CustomField Gadget_Event__e.Key__c: A field of type Url is not allowed on Gadget_Event__e'
    ],
    [record, 'Code__c', 'Cod__c', 'CustomMetadata Limit.High: Required field is missing: Code__c'],
    [
        record,
        'Value__c',
        'Valu__c',
        "CustomMetadata Limit.High: In field: field - no CustomField named Limit__mdt.Valu__c found (did you mean 'Value__c'?)"
    ],
    [record, 'xsd:double">12.5', 'xsd:string">12.5', 'CustomMetadata Limit.High: Value__c: expected an xsd:double'],
    [record, '>12.5<', '>12.55<', 'CustomMetadata Limit.High: Value__c: 12.55 has more than 1 digits behind the point'],
    [record, '>12.5<', '>12345<', 'CustomMetadata Limit.High: Value__c: 12345 has more than 4 digits before the point'],
    [record, '<label>High</label>', '', 'CustomMetadata Limit.High: Required field is missing: label'],
    [
        'globalValueSets/Colours.globalValueSet',
        '<masterLabel>',
        '<customValue><fullName>Red</fullName><default>false</default></customValue><masterLabel>',
        'GlobalValueSet Colours: Duplicate value: Red'
    ],
    [
        'labels/CustomLabels.labels',
        '>title<',
        `>${'t'.repeat(81)}<`,
        'CustomLabel Gadget_Title: The short description of a label is at most 80 characters long'
    ],
    [
        'layouts/Gadget__c-Gadget Layout.layout',
        '<field>Serial__c<',
        '<field>Name<',
        'Layout Gadget__c-Gadget Layout: The field Name is on the layout twice'
    ],
    [
        'layouts/Gadget__c-Gadget Layout.layout',
        '<field>Serial__c<',
        '<field>Other__c<',
        'Layout Gadget__c-Gadget Layout: In field: field - no CustomField named Gadget__c.Other__c found'
    ],
    [
        card,
        'Machine__r.SerialNumber',
        'Machine__r.SerialNumbr',
        "LightningComponentBundle gadgetCard: @salesforce/schema/Gadget__c.Machine__r.SerialNumbr: no CustomField named Asset.SerialNumbr found (did you mean 'SerialNumber'?)"
    ],
    [card, 'Machine__r.', 'Machin__r.', "Gadget__c has no relationship Machin__r (did you mean 'Machine__r'?)"],
    [
        card,
        'c.Gadget_Title',
        'c.Gadget_Titel',
        'LightningComponentBundle gadgetCard: @salesforce/label/c.Gadget_Titel: no CustomLabel named Gadget_Titel found'
    ],
    [
        card,
        'c/gadgetHelper',
        'c/gadgetHlper',
        "no LightningComponentBundle named gadgetHlper found (did you mean 'gadgetHelper'?)"
    ],
    [card, '@api rows;', 'rows;', 'LightningComponentBundle gadgetCard: The property rows is not public (@api)'],
    [
        'lwc/gadgetCard/gadgetCard.html',
        '<template>',
        '<template><p onclick={first second}></p>',
        'LightningComponentBundle gadgetCard: LWC1043: Event handler should be an expression'
    ],
    [card, '@api rows;', '@api rows = ;', 'LightningComponentBundle gadgetCard: LWC1007: Unexpected token (6:16)'],
    [
        'lwc/gadgetCard/gadgetCard.html',
        '<c-gadget-helper>',
        '<c-gadget-other>',
        'LightningComponentBundle gadgetCard: no LightningComponentBundle named gadgetOther found'
    ],
    [
        cardMeta,
        '<target>lightning__RecordPage',
        '<target>lightning__RecordPag',
        "LightningComponentBundle gadgetCard: Unknown target lightning__RecordPag (did you mean 'lightning__RecordPage'?)"
    ],
    [
        cardMeta,
        '<object>Gadget__c<',
        '<object>Gadgets__c<',
        'LightningComponentBundle gadgetCard: no CustomObject named Gadgets__c found'
    ],
    [
        cardMeta,
        '<object>Gadget__c<',
        '<object>Asset<',
        'FlexiPage Gadget_Page: The component gadgetCard is only for Asset, not for Gadget__c'
    ],
    [
        cardMeta,
        '<isExposed>true<',
        '<isExposed>false<',
        'FlexiPage Gadget_Page: The component gadgetCard is not exposed'
    ],
    [
        page,
        '<name>main</name>',
        '<name>man</name>',
        "FlexiPage Gadget_Page: The template flexipage:recordHomeTemplateDesktop has no region man (did you mean 'main'?)"
    ],
    [page, '>gadgetCard<', '>gadgetCrd<', "information for component gadgetCrd (did you mean 'gadgetCard'?)"],
    [
        page,
        '<name>rows</name>',
        '<name>row</name>',
        "FlexiPage Gadget_Page: The component gadgetCard has no property row (did you mean 'rows'?)"
    ],
    [
        page,
        '<name>heading</name>',
        '<name>shown</name>',
        'FlexiPage Gadget_Page: The component gadgetCard needs the property heading'
    ],
    [page, '<value>5</value>', '<value>12</value>', 'FlexiPage Gadget_Page: gadgetCard.rows: 12 is more than 9'],
    [
        page,
        '<value>5</value>',
        '<value>five</value>',
        "FlexiPage Gadget_Page: gadgetCard.rows: 'five' is not a whole number"
    ],
    [
        page,
        '<name>collapsed</name>',
        '<name>colapsed</name>',
        'FlexiPage Gadget_Page: The component force:highlightsPanel has no property colapsed'
    ],
    [page, '>highlights<', '>card<', 'FlexiPage Gadget_Page: Duplicate identifier card'],
    [
        page,
        '{!Record.Active__c}',
        '{!Record.Activ__c}',
        'FlexiPage Gadget_Page: In field: leftValue - no CustomField named Gadget__c.Activ__c found'
    ],
    [
        page,
        '<sobjectType>Gadget__c<',
        '<sobjectType>Gadge__c<',
        'FlexiPage Gadget_Page: In field: sobjectType - no CustomObject named Gadge__c found'
    ],
    [
        'tabs/Gadget__c.tab',
        '<customObject>true</customObject>',
        '',
        'CustomTab Gadget__c: A tab must show one object, page, component or URL'
    ],
    [
        app,
        '<tabs>Gadget__c<',
        '<tabs>Gadgets__c<',
        'CustomApplication Gadgets: In field: tab - no CustomTab named Gadgets__c found'
    ],
    [
        app,
        '<content>Gadget_Page<',
        '<content>Gadget_Pge<',
        'CustomApplication Gadgets: In field: content - no FlexiPage named Gadget_Pge found'
    ],
    [
        app,
        '<pageOrSobjectType>Gadget__c<',
        '<pageOrSobjectType>Asset<',
        'CustomApplication Gadgets: The page Gadget_Page is for Gadget__c, not for Asset'
    ],
    [
        permissions,
        'Gadget__c.Serial__c',
        'Gadget__c.Seral__c',
        'PermissionSet Gadget_User: In field: field - no CustomField named Gadget__c.Seral__c found'
    ],
    [
        permissions,
        '<readable>true<',
        '<readable>false<',
        'PermissionSet Gadget_User: Field Gadget__c.Serial__c is editable but not readable'
    ],
    [
        permissions,
        '<allowRead>true<',
        '<allowRead>false<',
        'PermissionSet Gadget_User: Permission allowCreate on Gadget__c depends on allowRead'
    ],
    [
        permissions,
        '<object>Gadget__c<',
        '<object>Limit__mdt<',
        'PermissionSet Gadget_User: Limit__mdt takes customMetadataTypeAccesses, not object permissions'
    ],
    [
        permissions,
        '<object>Gadget__c<',
        '<object>Gadget_Event__e<',
        'PermissionSet Gadget_User: The platform event Gadget_Event__e has no edit and no delete permission'
    ],
    [
        permissions,
        '<application>Gadgets<',
        '<application>Gadget<',
        "PermissionSet Gadget_User: In field: application - no CustomApplication named Gadget found (did you mean 'Gadgets'?)"
    ],
    [
        permissions,
        '<tab>Gadget__c<',
        '<tab>Gadgt__c<',
        'PermissionSet Gadget_User: In field: tab - no CustomTab named Gadgt__c found'
    ],
    [
        'queues/Gadget_Queue.queue',
        '<sobjectType>Gadget__c<',
        '<sobjectType>Gadg__c<',
        'Queue Gadget_Queue: In field: sobjectType - no CustomObject named Gadg__c found'
    ]
];

describe('rules of a deployment', () => {
    let org: LocalOrg;
    beforeAll(() => {
        org = createOrg();
    });
    afterAll(() => org.stop());

    const problems = (files: Files): string[] =>
        deployZip(org, zipOf(files), { checkOnly: true }, { tables }).details.componentFailures.map(
            (one) => `${one.componentType} ${one.fullName}: ${one.problem}`
        );

    it('finds nothing in a sound catalogue', () => {
        expect(problems(catalogue)).toEqual([]);
    });

    it.each(damages)('%s: %s → %s', (file, from, to, message) => {
        const text = catalogue[file] ?? '';
        expect(text).toContain(from);
        expect(problems({ ...catalogue, [file]: text.replace(from, to) })).toContainEqual(
            expect.stringContaining(message)
        );
    });

    it('refuses field permissions for what everybody sees', () => {
        const required = (catalogue[object] ?? '').replace(
            '<externalId>true</externalId>',
            '<required>true</required>'
        );
        expect(problems({ ...catalogue, [object]: required })).toEqual([
            'PermissionSet Gadget_User: You cannot deploy to a required field: Gadget__c.Serial__c'
        ]);
    });

    it('refuses sources and tests inside a bundle, and a bundle without a script', () => {
        const { [card]: _script, ...rest } = catalogue;
        const found = problems({
            ...rest,
            'lwc/gadgetCard/gadgetCard.ts': '',
            'lwc/gadgetCard/__tests__/a.test.js': ''
        });
        expect(found).toEqual([
            expect.stringContaining('Cannot find gadgetCard.js in the bundle'),
            expect.stringContaining('gadgetCard.ts cannot be part of a bundle'),
            expect.stringContaining('__tests__ folders cannot be deployed')
        ]);
    });
});
