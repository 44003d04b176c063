/** Page layouts: fields, related lists and their columns. */
import type { Layout } from '@salesforce/types/metadata';
import { problemAt, type MetadataComponent, type Problem } from '../../metadata/index.ts';
import { findField, unknownObject } from './fieldPath.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Layouts show these on every object, also where records have them in Setup only. */
const auditFields: ReadonlySet<string> = new Set(['CreatedById', 'LastModifiedById', 'IsProtected', 'NamespacePrefix']);

/** Layouts that are not named after their object. */
const layoutObjects: Readonly<Record<string, string>> = { CaseClose: 'Case', CaseInteraction: 'Case', UserAlt: 'User' };

/** `Asset-Asset Layout` is a layout of Asset. */
export const layoutRule: Rule = (component, context) => {
    const [named = ''] = component.fullName.split('-');
    const objectName = layoutObjects[named] ?? named;
    if (!context.schema.object(objectName)) {
        return [problemAt(component, `In field: fullName - ${unknownObject(context.schema, objectName)}`)];
    }
    const content = component.content as Layout;
    return [
        ...fieldProblems(component, content, objectName, context),
        ...relatedProblems(component, content, objectName, context)
    ];
};

function fieldProblems(
    component: MetadataComponent,
    content: Layout,
    objectName: string,
    context: RuleContext
): Problem[] {
    const items = content.layoutSections
        .flatMap((section) => section.layoutColumns)
        .flatMap((column) => column.layoutItems);
    const seen = new Set<string>();
    return items.flatMap((item) => {
        const field = item.field;
        if (!field) return [];
        if (seen.has(field)) return [problemAt(component, `The field ${field} is on the layout twice`, item, 'field')];
        seen.add(field);
        if (auditFields.has(field)) return [];
        const { problem } = findField(context, objectName, field);
        return problem ? [problemAt(component, `In field: field - ${problem}`, item, 'field')] : [];
    });
}

/** Custom related lists are named `Child__c.Lookup__c`; their custom columns are fields of the child. */
function relatedProblems(
    component: MetadataComponent,
    content: Layout,
    objectName: string,
    context: RuleContext
): Problem[] {
    return content.relatedLists.flatMap((list) => {
        const [child = '', lookup = ''] = list.relatedList.split('.');
        if (!lookup.endsWith('__c')) return [];
        const found = findField(context, child, lookup);
        if (found.problem)
            return [
                problemAt(component, `Invalid related list ${list.relatedList}: ${found.problem}`, list, 'relatedList')
            ];
        if (!found.field?.referenceTo.includes(objectName))
            return [problemAt(component, `${list.relatedList} does not look up to ${objectName}`, list, 'relatedList')];
        return list.fields.flatMap((field) => {
            const problem = field.endsWith('__c') ? findField(context, child, field).problem : undefined;
            return problem ? [problemAt(component, `In field: fields - ${problem}`, list, 'fields')] : [];
        });
    });
}
