/** List views and compact layouts: the fields they show and filter by. */
import type { CompactLayout, ListView } from '@salesforce/types/metadata';
import { problemAt, type MetadataComponent, type Problem } from '../../metadata/index.ts';
import { findField } from './fieldPath.ts';
import type { Rule, RuleContext } from './rule.ts';

/** List views name standard fields by codes of their own, such as `CORE.USERS.ALIAS`. */
const standardCode = /^[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)*$/;

/** Codes that custom objects have. */
const customObjectCodes: ReadonlySet<string> = new Set([
    'NAME',
    'OBJECT_ID',
    'OWNER.ALIAS',
    'OWNER.FIRST_NAME',
    'OWNER.LAST_NAME',
    'OWNER_ID',
    'CREATED_DATE',
    'CREATEDBY_USER',
    'CREATEDBY_USER.ALIAS',
    'LAST_ACTIVITY',
    'LAST_UPDATE',
    'LAST_VIEWED',
    'RECORDTYPE',
    'CURRENCY_ISO_CODE',
    'UPDATEDBY_USER',
    'UPDATEDBY_USER.ALIAS'
]);

/** At most so many columns. */
const mostColumns = 15;

/** Columns and filters must name fields of the object; filter logic must name its filters. */
export const listViewRule: Rule = (component, context) => {
    const content = component.content as ListView;
    const named = [
        ...content.columns.map((field) => ({ field, at: content, property: 'columns' })),
        ...content.filters.map((filter) => ({ field: filter.field, at: filter, property: 'field' }))
    ];
    const problems = named.flatMap(({ field, at, property }) => {
        const problem = fieldProblem(component, field, context);
        return problem ? [problemAt(component, `In field: ${property} - ${problem}`, at, property)] : [];
    });
    if (content.columns.length > mostColumns)
        problems.push(problemAt(component, `A list view has at most ${mostColumns} columns`, content, 'columns'));
    return [...problems, ...logicProblems(component, content)];
};

function fieldProblem(component: MetadataComponent, field: string, context: RuleContext): string | undefined {
    const [objectName = ''] = component.fullName.split('.');
    const isCustomObject = context.schema.object(objectName)?.kind === 'custom';
    if (standardCode.test(field) && (!isCustomObject || customObjectCodes.has(field))) return undefined;
    if (/__[a-z]$/.test(field)) return findField(context, objectName, field).problem;
    // Person and address fields of standard objects mix both ways of writing; only custom objects have a closed list.
    return isCustomObject ? `no field ${field} can be shown in a list view of ${objectName}` : undefined;
}

function logicProblems(component: MetadataComponent, content: ListView): Problem[] {
    const logic = content.booleanFilter;
    if (!logic) return [];
    const numbers = [...logic.matchAll(/\d+/g)].map((match) => Number(match[0]));
    const used = new Set(numbers);
    const all = content.filters.every((_, index) => used.has(index + 1));
    if (all && used.size === content.filters.length) return [];
    return [
        problemAt(
            component,
            `The filter logic ${logic} must name each of the ${content.filters.length} filters`,
            content,
            'booleanFilter'
        )
    ];
}

/** A compact layout shows one to ten fields of its object. */
export const compactLayoutRule: Rule = (component, context) => {
    const content = component.content as CompactLayout;
    const [objectName = ''] = component.fullName.split('.');
    if (!context.schema.object(objectName)) return [];
    const problems = content.fields.flatMap((field) => {
        const { problem } = findField(context, objectName, field);
        return problem ? [problemAt(component, `In field: fields - ${problem}`, content, 'fields')] : [];
    });
    if (content.fields.length < 1 || content.fields.length > 10)
        problems.push(problemAt(component, 'A compact layout shows one to ten fields', content, 'fields'));
    return problems;
};
