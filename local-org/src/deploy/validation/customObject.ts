/** What the Metadata API demands of objects beyond its schema. */
import type { CustomObject } from '@salesforce/types/metadata';
import { problemAt, type MetadataComponent, type Problem } from '../../metadata/index.ts';
import type { Rule, RuleContext } from './rule.ts';

type Setting = keyof CustomObject;

/** Settings an object of each kind must have. */
const needed: Readonly<Record<string, readonly Setting[]>> = {
    __c: ['label', 'pluralLabel', 'nameField', 'deploymentStatus', 'sharingModel'],
    __e: ['label', 'pluralLabel', 'deploymentStatus', 'eventType'],
    __mdt: ['label', 'pluralLabel'],
    __x: ['label', 'pluralLabel', 'deploymentStatus', 'externalDataSource', 'externalName']
};

/** Rules that hold for custom objects, platform events and custom metadata types. */
export const customObjectRule: Rule = (component, context) => {
    const content = component.content as CustomObject;
    const suffix = /__[a-z]+$/.exec(component.fullName)?.[0] ?? '';
    const settings = content.customSettingsType ? (['label'] as const) : (needed[suffix] ?? []);
    const missing = settings.filter((name) => content[name] === undefined);
    return [
        ...missing.map((name) => problemAt(component, `Must specify a non-empty ${name} for the CustomObject`)),
        ...dataSourceProblems(component, content, context),
        ...nameFieldProblems(component, content),
        ...sharingProblems(component, content, context),
        ...compactLayoutProblems(component, content, context),
        ...overrideProblems(component, content, context)
    ];
};

function dataSourceProblems(component: MetadataComponent, content: CustomObject, { registry }: RuleContext): Problem[] {
    const name = content.externalDataSource;
    if (name === undefined || registry.get('ExternalDataSource', name)) return [];
    const message = `In field: externalDataSource - no ExternalDataSource named ${name} found`;
    return [problemAt(component, message, content, 'externalDataSource')];
}

function nameFieldProblems(component: MetadataComponent, content: CustomObject): Problem[] {
    const name = content.nameField;
    if (!name) return [];
    if (name.type !== 'Text' && name.type !== 'AutoNumber')
        return [problemAt(component, 'The name field must be of type Text or AutoNumber', name, 'type')];
    if (name.type === 'AutoNumber' && !/\{0+\}/.test(name.displayFormat ?? ''))
        return [problemAt(component, "Must specify 'displayFormat' with a number like {0000}", name, 'displayFormat')];
    return [];
}

/** Details follow their master; nothing else may. */
function sharingProblems(component: MetadataComponent, content: CustomObject, { schema }: RuleContext): Problem[] {
    const object = schema.object(component.fullName);
    if (object?.kind !== 'custom' || content.sharingModel === undefined) return [];
    const isDetail = object.fields.some((field) => field.masterDetail);
    const follows = content.sharingModel === 'ControlledByParent';
    if (isDetail === follows) return [];
    const message = isDetail
        ? 'The sharing model of an object with a master-detail field must be ControlledByParent'
        : 'The sharing model ControlledByParent needs a master-detail field';
    return [problemAt(component, message, content, 'sharingModel')];
}

function compactLayoutProblems(
    component: MetadataComponent,
    content: CustomObject,
    { registry }: RuleContext
): Problem[] {
    const name = content.compactLayoutAssignment;
    if (!name || name === 'SYSTEM' || registry.get('CompactLayout', `${component.fullName}.${name}`)) return [];
    const message = `In field: compactLayoutAssignment - no CompactLayout named ${component.fullName}.${name} found`;
    return [problemAt(component, message, content, 'compactLayoutAssignment')];
}

function overrideProblems(component: MetadataComponent, content: CustomObject, { registry }: RuleContext): Problem[] {
    return content.actionOverrides
        .filter((one) => one.type === 'Flexipage' && one.content && !registry.get('FlexiPage', one.content))
        .map((one) =>
            problemAt(component, `In field: content - no FlexiPage named ${one.content} found`, one, 'content')
        );
}
