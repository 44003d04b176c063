import type { Damage } from './objectDamages.ts';

export const card = 'lwc/gadgetCard/gadgetCard.js';
const cardMeta = 'lwc/gadgetCard/gadgetCard.js-meta.xml';
const page = 'flexipages/Gadget_Page.flexipage';
const app = 'applications/Gadgets.app';
const permissions = 'permissionsets/Gadget_User.permissionset';

/** Components, pages, apps and who may use them. */
export const pageDamages: readonly Damage[] = [
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
