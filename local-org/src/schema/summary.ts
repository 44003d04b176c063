/** Roll-up summary fields: from their metadata to a description whose type follows from the summarized field. */
import type { CustomField, FilterItem } from '@salesforce/types/metadata';
import type { FieldDescribe, FieldType } from '../platform.ts';
import type { ObjectParts } from './describe.ts';
import type { SummaryDescribe, SummaryFilter } from './summaryDescribe.ts';

const summable: ReadonlySet<FieldType> = new Set<FieldType>(['double', 'int', 'currency', 'percent']);
const comparable: ReadonlySet<FieldType> = new Set<FieldType>([...summable, 'date', 'datetime', 'time']);

/** Filters that this org evaluates, by the type they ask for; text ones fit picklists too. */
const textual: ReadonlySet<string> = new Set(['contains', 'notContain', 'startsWith']);
const membership: ReadonlySet<string> = new Set(['includes', 'excludes']);
const plain: ReadonlySet<string> = new Set([
    'equals',
    'notEqual',
    'lessThan',
    'greaterThan',
    'lessOrEqual',
    'greaterOrEqual'
]);

/** What a summary lacks in itself. */
export function summaryProblems(content: CustomField): string[] {
    const problems: string[] = [];
    if (!content.summaryOperation) problems.push('Must specify summaryOperation for a CustomField of type Summary');
    if (!content.summaryForeignKey) problems.push('Must specify summaryForeignKey for a CustomField of type Summary');
    if (content.summaryOperation !== 'count' && !content.summarizedField)
        problems.push(`Must specify summarizedField for the operation ${content.summaryOperation ?? ''}`);
    const foreign = content.summaryFilterItems.find(({ valueField }) => valueField !== undefined);
    if (foreign) problems.push('Not supported by the local org: a summary filter that compares two fields');
    return problems;
}

/** The description of a summary without problems. */
export function readSummary(content: CustomField): SummaryDescribe {
    const [childObject = '', foreignKey = ''] = (content.summaryForeignKey ?? '').split('.');
    return {
        operation: content.summaryOperation ?? 'count',
        childObject,
        foreignKey,
        field: content.summaryOperation === 'count' ? null : ownName(content.summarizedField),
        filters: content.summaryFilterItems.map(readFilter)
    };
}

function readFilter({ field, operation, value = '' }: FilterItem): SummaryFilter {
    return { field: ownName(field), operation, values: value.split(',').map((one) => one.trim()) };
}

function ownName(path: string | undefined): string {
    return (path ?? '').split('.').at(-1) ?? '';
}

/** Types the summaries of all objects by what they sum up; `report` is told of those that cannot be kept. */
export function typeSummaries(
    objects: readonly ObjectParts[],
    report: (fieldPath: string, message: string) => void
): readonly ObjectParts[] {
    if (!objects.some(({ fields }) => fields.some((field) => field.summary))) return objects;
    const resolver = new SummaryTypes(objects);
    return objects.map((object) => ({
        ...object,
        fields: object.fields.flatMap((field) => {
            const typed = resolver.typed(object, field);
            if (typeof typed !== 'string') return [typed];
            report(`${object.name}.${field.name}`, typed);
            return [];
        })
    }));
}

/** Finds the types of summaries, also of summaries of summaries. */
class SummaryTypes {
    readonly #objects: ReadonlyMap<string, ObjectParts>;

    constructor(objects: readonly ObjectParts[]) {
        this.#objects = new Map(objects.map((object) => [object.name, object]));
    }

    /** The field with its type, or what stands against it. Master-detail relations have no circles, so this ends. */
    typed(parent: ObjectParts, field: FieldDescribe): FieldDescribe | string {
        const { summary } = field;
        if (!summary) return field;
        const child = this.#objects.get(summary.childObject);
        const fieldOf = (name: string): FieldDescribe | undefined => child?.fields.find((one) => one.name === name);
        const key = fieldOf(summary.foreignKey);
        if (!child || !key?.masterDetail || !key.referenceTo.includes(parent.name) || child === parent)
            return `${summary.childObject}.${summary.foreignKey} is no master-detail field to ${parent.name}`;
        for (const filter of summary.filters) {
            const problem = filterProblem(filter, fieldOf(filter.field));
            if (problem) return problem;
        }
        if (summary.field === null) return { ...field, type: 'double', precision: 18, scale: 0 };
        const found = fieldOf(summary.field);
        const source = found && this.typed(child, found);
        const allowed = summary.operation === 'sum' ? summable : comparable;
        if (!source || typeof source === 'string' || !allowed.has(source.type))
            return `${summary.childObject}.${summary.field} cannot be summarized by ${summary.operation}`;
        if (source.formula !== null) return 'Not supported by the local org: a summary of a formula field';
        return { ...field, type: source.type, precision: 18, scale: source.scale };
    }
}

function filterProblem(
    { field: name, operation, values }: SummaryFilter,
    field: FieldDescribe | undefined
): string | undefined {
    if (!field) return `The field ${name} of the summary filter does not exist`;
    if (field.formula !== null) return 'Not supported by the local org: a summary filter on a formula field';
    if (field.type === 'reference') return 'Not supported by the local org: a summary filter on a lookup';
    const wrong = values.find((value) => value !== '' && !isValueOf(field, value));
    if (wrong !== undefined) return `Not supported by the local org: the filter value ${wrong} of ${name}`;
    if (field.type === 'multipicklist' && membership.has(operation)) return undefined;
    if (plain.has(operation) || textual.has(operation)) return undefined;
    return `Not supported by the local org: the filter operation ${operation} on ${name}`;
}

/** Numbers with a point and dates in ISO 8601; other spellings depend on a locale. */
function isValueOf({ type }: FieldDescribe, value: string): boolean {
    if (summable.has(type)) return Number.isFinite(Number(value));
    if (type === 'date') return /^\d{4}-\d\d-\d\d$/.test(value);
    return type !== 'datetime' || /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
}
