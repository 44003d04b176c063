import type { CustomApplication, CustomObject, FlexiPage } from '@salesforce/types/metadata';
import type { Org } from '../../org.ts';
import type { RecordData } from '../../platform.ts';
import { bundleProperties } from './bundleProperties.ts';
import { readFlexiPage, type PageContext } from './flexiPage.ts';
import type { PageModel } from './pageModel.ts';
import type { RuleValues } from './visibility.ts';

/** Whose page it is. */
export interface PageRequest {
    readonly userId: string;
    /** Developer name of the app in which the page is opened. */
    readonly application: string;
}

/** The page of a record: the FlexiPage that app or object assign to it, else the standard page. */
export function recordPage(org: Org, request: PageRequest, objectName: string, record: RecordData): PageModel {
    const name = assignedPage(org, request.application, objectName);
    const page = name === undefined ? undefined : org.registry.get('FlexiPage', name);
    if (!name || !page) return standardRecordPage;
    return readFlexiPage(name, page.content as FlexiPage, pageContext(org, recordValues(org, request.userId, record)));
}

/** An app or home page, or undefined when it is not deployed. */
export function appPage(org: Org, request: PageRequest, name: string): PageModel | undefined {
    const page = org.registry.get('FlexiPage', name)?.content as FlexiPage | undefined;
    return page && readFlexiPage(name, page, pageContext(org, userValues(org, request.userId)));
}

/** The assignment of the app counts before that of the object ("ActionOverride", Metadata API). */
function assignedPage(org: Org, application: string, objectName: string): string | undefined {
    const app = org.registry.get('CustomApplication', application)?.content as CustomApplication | undefined;
    const object = org.registry.get('CustomObject', objectName)?.content as CustomObject | undefined;
    const ofApp = (app?.actionOverrides ?? []).filter(({ pageOrSobjectType }) => pageOrSobjectType === objectName);
    return [...ofApp, ...(object?.actionOverrides ?? [])].find(
        ({ actionName, type, formFactor, content }) =>
            actionName === 'View' && type === 'Flexipage' && (formFactor ?? 'Large') === 'Large' && content
    )?.content;
}

/** What every object has without a page of its own. */
const standardRecordPage: PageModel = {
    name: 'Standard_Record_Page',
    label: 'Record Page',
    rows: [
        [{ name: 'header', width: 12, components: [{ kind: 'highlights', key: 'highlights' }] }],
        [
            {
                name: 'main',
                width: 12,
                components: [
                    {
                        kind: 'tabset',
                        key: 'tabs',
                        label: '',
                        tabs: [
                            { key: 'details', label: 'Details', components: [{ kind: 'details', key: 'details' }] },
                            { key: 'related', label: 'Related', components: [{ kind: 'relatedLists', key: 'lists' }] }
                        ]
                    }
                ]
            }
        ]
    ]
};

function pageContext(org: Org, values: RuleValues): PageContext {
    return {
        values,
        propertyTypes: (component) => bundleProperties(org.registry.get('LightningComponentBundle', component)),
        isDeployed: (component) => org.registry.get('LightningComponentBundle', component) !== undefined
    };
}

function recordValues(org: Org, userId: string, record: RecordData): RuleValues {
    const ofUser = userValues(org, userId);
    return (expression) => {
        const field = /^Record\.(\w+)$/.exec(expression)?.[1];
        return field === undefined ? ofUser(expression) : record[field];
    };
}

function userValues(org: Org, userId: string): RuleValues {
    return (expression) => {
        if (expression === 'Browser.FormFactor' || expression === 'Client.FormFactor') return 'Large';
        const field = /^User\.(\w+)$/.exec(expression)?.[1];
        return field ? org.records.retrieve(org.systemExecution(), 'User', userId)?.[field] : undefined;
    };
}
