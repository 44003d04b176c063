/** Translations: whatever they give a text to must exist. */
import type {
    CustomField,
    CustomFieldTranslation,
    CustomObjectTranslation,
    GlobalValueSet,
    Layout,
    StandardValueSet,
    StandardValueSetTranslation,
    Translations
} from '@salesforce/types/metadata';
import { problemAt, type MetadataComponent, type Problem } from '../../metadata/index.ts';
import type { ObjectDescribe } from '../../platform.ts';
import { findField, unknownObject } from './fieldPath.ts';
import type { Rule, RuleContext } from './rule.ts';

/** What a translation is of, and its language: `Alarm__c-de`, `Account-pt_BR`. */
const translationName = /^(?<subject>.+)-(?<language>[a-z]{2,3}(?:_[A-Za-z]{2,3})?)$/;

/** What a translation is of; undefined when its name ends in no language. */
function subjectOf(name: string): string | undefined {
    return translationName.exec(name)?.groups?.subject;
}

function withoutLanguage(component: MetadataComponent, name: string): Problem[] {
    return [problemAt(component, `The name ${name} must end in a dash and a language, such as -de`)];
}

/** Layouts, sections and validation rules that an object's translation names. */
export const objectTranslationRule: Rule = (component, context) => {
    const subject = subjectOf(component.fullName);
    if (subject === undefined) return withoutLanguage(component, component.fullName);
    const object = context.schema.object(subject);
    if (!object) return [problemAt(component, unknownObject(context.schema, subject))];
    const content = component.content as CustomObjectTranslation;
    const unknownRules = content.validationRules.filter(
        ({ name }) => !context.registry.get('ValidationRule', `${object.name}.${name}`)
    );
    return [
        ...nameProblems(component, content, object),
        ...content.layouts.flatMap((layout) => layoutProblems(component, layout, object, context)),
        ...unknownRules.map((rule) =>
            problemAt(
                component,
                `In field: name - no ValidationRule named ${object.name}.${rule.name} found`,
                rule,
                'name'
            )
        )
    ];
};

/** Standard objects are renamed in Setup, not by a deployment. */
function nameProblems(
    component: MetadataComponent,
    content: CustomObjectTranslation,
    object: ObjectDescribe
): Problem[] {
    if (content.nameFieldLabel === undefined || object.kind === 'custom') return [];
    const message = `${object.name} has no name field that can be translated`;
    return [problemAt(component, message, content, 'nameFieldLabel')];
}

type LayoutPart = CustomObjectTranslation['layouts'][number];

function layoutProblems(
    component: MetadataComponent,
    translated: LayoutPart,
    object: ObjectDescribe,
    { registry }: RuleContext
): Problem[] {
    const name = `${object.name}-${translated.layout}`;
    const layout = registry.get('Layout', name)?.content as Layout | undefined;
    // Salesforce brings layouts of its standard objects along.
    if (!layout && object.kind === 'standard') return [];
    if (!layout)
        return [problemAt(component, `In field: layout - no Layout named ${name} found`, translated, 'layout')];
    const known = new Set(layout.layoutSections.map(({ label }) => label));
    return translated.sections
        .filter(({ section }) => !known.has(section))
        .map((one) => problemAt(component, `The layout ${name} has no section ${one.section}`, one, 'section'));
}

/** The field of a translation, its values, and the lengths that its texts may have. */
export const fieldTranslationRule: Rule = (component, context) => {
    const [owner = '', name = ''] = component.fullName.split('.');
    const objectName = subjectOf(owner);
    if (objectName === undefined) return withoutLanguage(component, owner);
    const content = component.content as CustomFieldTranslation;
    const { field, problem } = findField(context, objectName, name);
    if (problem) return [problemAt(component, `In field: name - ${problem}`, content, 'name')];
    if (!field) return [];
    const problems = lengthProblems(component, content);
    if (content.relationshipLabel !== undefined && field.type !== 'reference')
        problems.push(problemAt(component, `${field.name} looks up to nothing`, content, 'relationshipLabel'));
    const labels = new Set(field.picklistValues.map(({ label }) => label));
    const deployed = context.registry.get('CustomField', `${objectName}.${name}`)?.content as CustomField | undefined;
    const shared = deployed?.valueSet?.valueSetName;
    if (shared && content.picklistValues.length > 0)
        problems.push(
            problemAt(component, `The values are those of the GlobalValueSet ${shared}`, content, 'picklistValues')
        );
    const unknown = content.picklistValues.filter(({ masterLabel }) => !labels.has(masterLabel));
    return [
        ...problems,
        ...unknown.map((value) =>
            problemAt(component, `${objectName}.${name} has no value ${value.masterLabel}`, value, 'masterLabel')
        )
    ];
};

function lengthProblems(component: MetadataComponent, { label, help, ...rest }: CustomFieldTranslation): Problem[] {
    const problems: Problem[] = [];
    if ((label?.length ?? 0) > 40)
        problems.push(problemAt(component, 'The label of a field is at most 40 characters long', rest, 'label'));
    if ((help?.length ?? 0) > 510)
        problems.push(problemAt(component, 'The help text of a field is at most 510 characters long', rest, 'help'));
    return problems;
}

/** Apps, tabs and labels of a language's translations. */
export const translationsRule: Rule = (component, { registry }) => {
    const content = component.content as Translations;
    const unknown = (type: string, entries: readonly { readonly name: string }[]): Problem[] =>
        entries
            .filter(({ name }) => !registry.get(type, name))
            .map((entry) =>
                problemAt(component, `In field: name - no ${type} named ${entry.name} found`, entry, 'name')
            );
    return [
        ...unknown('CustomApplication', content.customApplications),
        ...unknown('CustomLabel', content.customLabels),
        ...unknown('CustomTab', content.customTabs)
    ];
};

/** The value set of a translation and its values. */
export const valueSetTranslationRule: Rule = (component, { registry }) => {
    const subject = subjectOf(component.fullName);
    if (subject === undefined) return withoutLanguage(component, component.fullName);
    const type = component.type.replace(/Translation$/, '');
    const set = registry.get(type, subject)?.content as (GlobalValueSet & StandardValueSet) | undefined;
    // Value sets of the platform hold their own values as long as none is deployed.
    if (!set && type === 'StandardValueSet') return [];
    if (!set) return [problemAt(component, `no ${type} named ${subject} found`)];
    const values = type === 'GlobalValueSet' ? set.customValue : set.standardValue;
    const known = new Set(values.map(({ label, fullName }) => label ?? fullName));
    return (component.content as StandardValueSetTranslation).valueTranslation
        .filter(({ masterLabel }) => !known.has(masterLabel))
        .map((value) => problemAt(component, `${subject} has no value ${value.masterLabel}`, value, 'masterLabel'));
};
