/** Records that are related to the triggering record: its parent, or the records below it. */
import type { FlowRecordUpdate } from '@salesforce/types/metadata';
import type { ObjectDescribe, Schema } from '../../platform.ts';
import { sameName } from '../dataType.ts';
import { list } from '../metadata.ts';
import type { Evaluator } from '../run/evaluate.ts';
import type { Filter } from '../run/soql.ts';

/** The related records of a relationship: those whose `field` equals a field of the triggering record. */
export interface Related {
    readonly object: ObjectDescribe;
    readonly field: string;
    readonly ownField: string;
}

/** What `$Record.Account` or `$Record.Contacts` names; undefined for every other reference. */
export function relatedOf(
    { inputReference = '' }: FlowRecordUpdate,
    recordObject: string | undefined,
    schema: Schema
): Related | undefined {
    const [root = '', name = '', ...rest] = inputReference.split('.');
    const own = schema.object(recordObject ?? '');
    if (!own || !sameName(root, '$Record') || name === '' || rest.length > 0) return undefined;
    const lookup = own.relationship(name);
    const child = own.childRelationships.find((one) => sameName(one.relationshipName ?? '', name));
    if (lookup?.referenceTo.length === 1) return relation(schema, lookup.referenceTo[0], 'Id', lookup.name);
    return child && relation(schema, child.childObject, child.field, 'Id');
}

function relation(schema: Schema, name: string | undefined, field: string, ownField: string): Related | undefined {
    const object = schema.object(name ?? '');
    return object && { object, field, ownField };
}

/** The condition that a record is related; it stands behind the element's own filters. */
export function relationFilter({ field, ownField }: Related, evaluator: Evaluator): Filter {
    return { field, operator: 'EqualTo', value: evaluator.reference(`$Record.${ownField}`) };
}

/** The logic of the element's own filters, and the relation. */
export function relatedLogic({ filters, filterLogic }: FlowRecordUpdate): string {
    const count = list(filters).length;
    const logic = (filterLogic ?? 'and').trim();
    if (count === 0 || logic === '' || logic.toLowerCase() === 'and') return 'and';
    const numbers = list(filters).map((_, index) => index + 1);
    return `(${logic.toLowerCase() === 'or' ? numbers.join(' OR ') : logic}) AND ${count + 1}`;
}
