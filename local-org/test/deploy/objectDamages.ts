/** What is changed in which file of the catalogue, and what the deployment says to it. */
export type Damage = readonly [file: string, from: string, to: string, message: string];

export const object = 'objects/Gadget__c.object';
const record = 'customMetadata/Limit.High.md';

/** Objects, fields, records and what is made of them. */
export const objectDamages: readonly Damage[] = [
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
    ]
];
