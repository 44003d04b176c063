import { fromField, toField, toText } from '../../formula/index.ts';
import type { FieldValue } from '../../platform.ts';
import { formulaType } from '../dataType.ts';
import type { FlowType } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import { isCollection, isRecord } from '../value.ts';
import type { FlowValue } from '../value.ts';
import type { Evaluator } from './evaluate.ts';

/** Puts a value where a reference points: a variable, a field of a record variable or of `$Record`. */
export function assign(evaluator: Evaluator, reference: string, value: FlowValue, from?: FlowType): void {
    const { interview, runtime } = evaluator;
    const [root = '', ...path] = reference.split('.');
    const fitting = coerce(value, evaluator.typeOfReference(reference), from);
    if (root.toLowerCase() === '$record') return assignTriggering(evaluator, path, fitting);
    if (path.length === 0) return interview.set(root, fitting);
    const current = interview.get(root);
    const object = evaluator.typeOfReference(root).object ?? '';
    const record = isRecord(current) ? current : { object, fields: {} };
    const field = fieldName(path, object, runtime.schema.object(object));
    interview.set(root, { object: record.object, fields: { ...record.fields, [field]: plain(fitting) } });
}

function assignTriggering(evaluator: Evaluator, path: readonly string[], value: FlowValue): void {
    const object = evaluator.interview.flow.recordObject ?? '';
    const field = fieldName(path, object, evaluator.runtime.schema.object(object));
    evaluator.interview.setRecordField(field, plain(value));
}

function fieldName(
    path: readonly string[],
    object: string,
    describe: { field(name: string): { readonly name: string } | undefined } | undefined
): string {
    const field = path.length === 1 ? describe?.field(path[0] ?? '') : undefined;
    if (!field) throw new FlowError(`${object}.${path.join('.')} cannot be set.`);
    return field.name;
}

/** A value that a field can hold. */
export function plain(value: FlowValue): FieldValue {
    if (isCollection(value)) throw new FlowError('A collection cannot be put into a field.');
    return isRecord(value) ? (value.fields['Id'] ?? null) : value;
}

/** A value in the type of the place where it is put. */
export function coerce(value: FlowValue, to: FlowType, from?: FlowType): FlowValue {
    if (value === null || isRecord(value)) return value;
    if (isCollection(value)) return value.map((item) => coerce(item, { ...to, collection: false }, from));
    const source = from && formulaType({ ...from, collection: false });
    switch (to.base) {
        case 'text':
        case 'picklist':
        case 'multipicklist':
            return typeof value === 'string'
                ? value
                : toText(fromField(value, source ?? (typeof value as 'number' | 'boolean')));
        case 'number':
        case 'boolean':
        case 'time':
            return toField(fromField(value, to.base));
        case 'date':
            return String(value).slice(0, 10);
        case 'datetime':
            return toField(
                fromField(/^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? `${String(value)}T00:00:00Z` : value, 'datetime')
            );
        default:
            return value;
    }
}
