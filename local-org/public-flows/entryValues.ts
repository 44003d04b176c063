/** Values that meet the conditions under which a record starts a flow. */
import type { FlowElementReferenceOrValue, FlowRecordFilter, FlowStart } from '@salesforce/types/metadata';
import { list } from '../src/flow/metadata.ts';
import type { FieldDescribe, FieldValue, ObjectDescribe, RecordData } from '../src/platform.ts';
import type { SampleRecords } from './sampleRecords.ts';

/** Field values by the filters and, where it compares with plain values, the formula of a start. */
export function entryValues(start: FlowStart, object: ObjectDescribe, samples: SampleRecords): RecordData {
    const values: RecordData = formulaValues(start.filterFormula ?? '', object);
    for (const filter of list(start.filters)) {
        const field = object.field(filter.field ?? '');
        if (field?.createable !== true || field.name in values) continue;
        const value = wanted(filter, field, samples);
        if (value !== undefined) values[field.name] = value;
    }
    return values;
}

function wanted(filter: FlowRecordFilter, field: FieldDescribe, samples: SampleRecords): FieldValue | undefined {
    const value = literal(filter.value);
    switch (filter.operator) {
        case 'EqualTo':
        case 'GreaterThanOrEqualTo':
        case 'LessThanOrEqualTo':
        case 'Contains':
        case 'StartsWith':
        case 'EndsWith':
            return value;
        case 'GreaterThan':
            return typeof value === 'number' ? value + 1 : value;
        case 'LessThan':
            return typeof value === 'number' ? value - 1 : value;
        case 'IsNull':
            return value === true ? null : samples.value(field);
        case 'NotEqualTo':
            return otherThan(value, field, samples);
        default:
            return samples.value(field);
    }
}

function otherThan(value: FieldValue | undefined, field: FieldDescribe, samples: SampleRecords): FieldValue {
    if (typeof value === 'boolean') return !value;
    return field.picklistValues.find((one) => one.value !== value)?.value ?? samples.value(field);
}

function literal(value: FlowElementReferenceOrValue | undefined): FieldValue | undefined {
    if (!value) return undefined;
    if (value.elementReference !== undefined) return constants[value.elementReference];
    return value.stringValue ?? value.numberValue ?? value.booleanValue ?? undefined;
}

const constants: Readonly<Record<string, FieldValue>> = {
    '$GlobalConstant.True': true,
    '$GlobalConstant.False': false
};

/** `ISPICKVAL({!$Record.F}, "x")`, `{!$Record.F} = "x"` and `{!$Record.F} = true`, wherever they stand. */
function formulaValues(formula: string, object: ObjectDescribe): RecordData {
    const values: RecordData = {};
    const pattern = /\{!\$Record\.(\w+)\}\s*(?:,|=+)\s*(?:["']([^"']*)["']|(true|false))/gi;
    for (const [, name = '', text, flag] of formula.matchAll(pattern)) {
        const field = object.field(name);
        if (field?.createable === true && !(field.name in values))
            values[field.name] = text ?? flag?.toLowerCase() === 'true';
    }
    return values;
}
