/** Apps and tabs: what they show must exist. */
import type { CustomApplication, CustomTab } from '@salesforce/types/metadata';
import { problemAt, type MetadataComponent, type Problem } from '../../metadata/index.ts';
import { unknownObject } from './fieldPath.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Tabs, utility bar and page overrides of an app. */
export const customApplicationRule: Rule = (component, context) => {
    const content = component.content as CustomApplication;
    const unknownTabs = content.tabs.filter((tab) => !isKnownTab(tab, context));
    return [
        ...unknownTabs.map((tab) =>
            problemAt(component, `In field: tab - no CustomTab named ${tab} found`, content, 'tabs')
        ),
        ...utilityBarProblems(component, content, context),
        ...content.actionOverrides.flatMap((one) => overrideProblems(component, one, context)),
        ...content.profileActionOverrides.flatMap((one) => overrideProblems(component, one, context))
    ];
};

function isKnownTab(tab: string, { registry, schema }: RuleContext): boolean {
    if (registry.get('CustomTab', tab)) return true;
    if (!tab.startsWith('standard-')) return false;
    // Tabs of the platform itself, such as standard-home, belong to no object.
    const object = tab.slice('standard-'.length);
    return /^[a-zA-Z]+$/.test(object) && (schema.object(object) !== undefined || !object.endsWith('__c'));
}

function utilityBarProblems(
    component: MetadataComponent,
    content: CustomApplication,
    { registry }: RuleContext
): Problem[] {
    const name = content.utilityBar;
    if (!name || registry.get('FlexiPage', name)) return [];
    return [problemAt(component, `In field: utilityBar - no FlexiPage named ${name} found`, content, 'utilityBar')];
}

type Override = CustomApplication['actionOverrides'][number] | CustomApplication['profileActionOverrides'][number];

function overrideProblems(
    component: MetadataComponent,
    override: Override,
    { registry, schema }: RuleContext
): Problem[] {
    const object = override.pageOrSobjectType;
    const problems: Problem[] = [];
    if (object && !object.startsWith('standard-') && !schema.object(object))
        problems.push(
            problemAt(
                component,
                `In field: pageOrSobjectType - ${unknownObject(schema, object)}`,
                override,
                'pageOrSobjectType'
            )
        );
    const page = override.type === 'Flexipage' && override.content ? override.content : undefined;
    const flexiPage = page ? registry.get('FlexiPage', page) : undefined;
    if (page && !flexiPage)
        problems.push(
            problemAt(component, `In field: content - no FlexiPage named ${page} found`, override, 'content')
        );
    const shown = (flexiPage?.content as { sobjectType?: string } | undefined)?.sobjectType;
    if (object && shown && shown !== object)
        problems.push(problemAt(component, `The page ${page} is for ${shown}, not for ${object}`, override, 'content'));
    return problems;
}

/** A tab shows exactly one thing. */
export const customTabRule: Rule = (component, { registry, schema }) => {
    const content = component.content as CustomTab;
    const shown = (
        ['customObject', 'flexiPage', 'lwcComponent', 'auraComponent', 'page', 'scontrol', 'url'] as const
    ).filter((name) => content[name] !== undefined && content[name] !== false);
    if (shown.length !== 1) return [problemAt(component, 'A tab must show one object, page, component or URL')];
    const missing = (type: string, name: string, property: string): Problem[] =>
        registry.get(type, name)
            ? []
            : [problemAt(component, `In field: ${property} - no ${type} named ${name} found`, content, property)];
    if (content.customObject) {
        return schema.object(component.fullName)
            ? []
            : [problemAt(component, unknownObject(schema, component.fullName))];
    }
    if (content.flexiPage) return missing('FlexiPage', content.flexiPage, 'flexiPage');
    if (content.lwcComponent) return missing('LightningComponentBundle', content.lwcComponent, 'lwcComponent');
    if (content.auraComponent) return missing('AuraDefinitionBundle', content.auraComponent, 'auraComponent');
    return [];
};
