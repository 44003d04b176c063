/** Records that are just complete enough to be saved. */
import type {
    Flow,
    FlowRecordCreate,
    FlowRecordDelete,
    FlowRecordLookup,
    FlowRecordUpdate,
    FlowVariable
} from '@salesforce/types/metadata';
import type { FlowInputs, FlowValue } from '../src/flow/index.ts';
import { list } from '../src/flow/metadata.ts';
import type { LocalOrg } from '../src/createOrg.ts';
import type { FieldDescribe, FieldValue, ObjectDescribe, RecordData, Schema } from '../src/platform.ts';

/** Parents of parents end here; a chain of required lookups is seldom longer. */
const MAX_DEPTH = 4;

/** Makes sample records in one org; texts are numbered, so that unique fields stay unique. */
export class SampleRecords {
    readonly #org: LocalOrg;
    #number = 0;

    constructor(org: LocalOrg) {
        this.#org = org;
    }

    /** Required fields of an object, and what `wanted` adds. */
    row(objectName: string, wanted: RecordData = {}, depth = 0): RecordData {
        const object = this.#org.schema.object(objectName);
        if (!object) return wanted;
        const required = object.fields.filter((field) => isRequired(object, field));
        const values = required.map((field) => [field.name, this.value(field, depth)] as const);
        return { ...Object.fromEntries(values), ...wanted };
    }

    /** Saves a sample record without running into a failure; null when the org refuses it or has no such object. */
    create(objectName: string, wanted: RecordData = {}, depth = 0): string | null {
        if (depth > MAX_DEPTH || !this.#org.schema.object(objectName)) return null;
        const { records } = this.#org;
        const [saved] = records.insert(this.#org.systemExecution(), objectName, [this.row(objectName, wanted, depth)]);
        return saved?.id ?? null;
    }

    /** A value that a field takes. */
    value(field: FieldDescribe, depth = 0): FieldValue {
        this.#number += 1;
        switch (field.type) {
            case 'boolean':
                return true;
            case 'int':
            case 'double':
            case 'currency':
            case 'percent':
                return this.#number % 9;
            case 'date':
                return this.#org.clock.now().toISOString().slice(0, 10);
            case 'datetime':
                return this.#org.clock.now().toISOString();
            case 'time':
                return '10:00:00.000Z';
            case 'picklist':
            case 'multipicklist':
                return field.picklistValues.find(({ active }) => active)?.value ?? `Sample ${this.#number}`;
            case 'reference':
                return this.#parent(field, depth);
            case 'email':
                return `sample${this.#number}@example.com`;
            case 'url':
                return `https://example.com/${this.#number}`;
            default:
                return `Sample ${this.#number}`.slice(-Math.max(field.length, 1));
        }
    }

    #parent(field: FieldDescribe, depth: number): FieldValue {
        const [target = ''] = field.referenceTo;
        return target === 'User' ? this.#org.users.admin : this.create(target, {}, depth + 1);
    }

    /** Inputs for every input variable of a flow that is called. */
    inputs(flow: Flow): FlowInputs {
        const inputs = list(flow.variables).filter(({ isInput }) => isInput === true);
        return Object.fromEntries(inputs.map((variable) => [variable.name ?? '', this.#input(flow, variable)]));
    }

    #input(flow: Flow, variable: FlowVariable): FlowValue {
        const one = this.#single(flow, variable);
        if (variable.isCollection !== true) return one;
        return one === null ? [] : [one];
    }

    #single(flow: Flow, { name = '', dataType, objectType }: FlowVariable): FlowValue {
        if (dataType === 'SObject') return this.#stored(objectType ?? '');
        if (dataType === 'Number' || dataType === 'Currency') return 1;
        if (dataType === 'Boolean') return true;
        if (dataType === 'Date') return this.#org.clock.now().toISOString().slice(0, 10);
        if (dataType === 'DateTime') return this.#org.clock.now().toISOString();
        const use = fieldOf(flow, name, this.#org.schema);
        if (use?.field.type === 'id') return this.create(use.object);
        if (use?.field.type === 'reference') return this.#parent(use.field, 0);
        return use?.field.restrictedPicklist === true ? this.value(use.field) : `Sample ${++this.#number}`;
    }

    #stored(objectName: string): FlowValue {
        const { records, schema } = this.#org;
        const object = schema.object(objectName);
        if (object?.kind === 'platformEvent') return { object: objectName, fields: this.row(objectName) };
        const id = object ? this.create(objectName) : null;
        const fields = id === null ? undefined : records.retrieve(this.#org.systemExecution(), objectName, id);
        return fields ? { object: objectName, fields } : null;
    }
}

function isRequired(object: ObjectDescribe, field: FieldDescribe): boolean {
    if (field.name === 'OwnerId') return false;
    if (object.name === 'Asset' && field.name === 'AccountId') return true;
    const hasValue = field.type === 'boolean' || field.picklistValues.some((value) => value.isDefault);
    return !field.nillable && field.createable && !field.autoNumber && !hasValue && field.defaultFormula === null;
}

/** The field to which some element gives a variable, or by whose value it filters. */
function fieldOf(flow: Flow, variable: string, schema: Schema): FieldUse | undefined {
    const uses = [
        ...list(flow.recordLookups),
        ...list(flow.recordUpdates),
        ...list(flow.recordDeletes),
        ...list(flow.recordCreates)
    ].flatMap((element) => usesOf(element, variable));
    return uses.flatMap(({ object, field }) => {
        const found = schema.object(object)?.field(field);
        return found ? [{ object, field: found }] : [];
    })[0];
}

interface FieldUse {
    readonly object: string;
    readonly field: FieldDescribe;
}

type DataElement = FlowRecordLookup | FlowRecordUpdate | FlowRecordDelete | FlowRecordCreate;

function usesOf(element: DataElement, variable: string): { readonly object: string; readonly field: string }[] {
    const assignments = 'inputAssignments' in element ? element.inputAssignments : [];
    const filters = 'filters' in element ? element.filters : [];
    return [...list(assignments), ...list(filters)]
        .filter(({ value }) => value?.elementReference === variable)
        .map(({ field = '' }) => ({ object: element.object ?? '', field }));
}
