import { FormulaEvaluationError } from '../formula/index.ts';
import type { FieldDescribe, FieldValue, FormulaScope, ObjectDescribe, RecordData } from '../platform.ts';
import { locationText } from '../schema/location.ts';
import type { RecordsContext } from './context.ts';

/** A formula that only shows a field of a parent: `Product2.ProductCode`. */
export const PARENT_PATH = /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/;

/** Reads calculated fields and parent fields of records. Parents are read once per instance: use one per batch. */
export class FormulaFields {
    readonly #context: RecordsContext;
    readonly #parents = new Map<string, RecordData | undefined>();

    constructor(context: RecordsContext) {
        this.#context = context;
    }

    /** The record with the values of its calculated fields. */
    complete(object: ObjectDescribe, record: RecordData, userId: string): RecordData {
        const complete = { ...record };
        this.refresh(object, complete, userId);
        return complete;
    }

    /** Writes the values of the calculated fields into the record. */
    refresh(object: ObjectDescribe, record: RecordData, userId: string): void {
        for (const field of object.fields)
            if (field.formula !== null) record[field.name] = this.value(object, field, record, userId);
    }

    value(object: ObjectDescribe, field: FieldDescribe, record: RecordData, userId: string): FieldValue {
        const formula = field.formula ?? '';
        if (PARENT_PATH.test(formula)) return this.lookup(object, record, formula.split('.'), userId);
        const value = this.#evaluated(formula, {
            ...this.scope(object, record, undefined, false, userId),
            blanksAs: field.formulaBlanksAs,
            resultType: field.type
        });
        return field.type === 'boolean' ? value === true : value;
    }

    /** Pages show "#Error!" for a field whose formula divides by zero or the like; for clients it is blank. */
    #evaluated(formula: string, scope: FormulaScope): FieldValue {
        try {
            return this.#context.formula.evaluate(formula, scope);
        } catch (error) {
            if (error instanceof FormulaEvaluationError) return null;
            throw error;
        }
    }

    scope(
        object: ObjectDescribe,
        record: RecordData,
        prior: RecordData | undefined,
        isNew: boolean,
        userId: string
    ): FormulaScope {
        return {
            schema: this.#context.schema,
            objectName: object.name,
            record,
            prior,
            isNew,
            now: this.#context.clock.now(),
            userId,
            lookup: (path) => this.lookup(object, record, path, userId),
            global: (path) => this.#context.global(path, userId)
        };
    }

    /** A field through relationships; blank when a link is blank. */
    lookup(object: ObjectDescribe, record: RecordData, path: readonly string[], userId: string): FieldValue {
        const [name = '', ...rest] = path;
        if (rest.length === 0) {
            const field = object.field(name);
            if (!field) return null;
            if (field.type === 'location') return locationText(field, record);
            if (field.formula === null || field.name in record) return record[field.name] ?? null;
            return this.value(object, field, record, userId);
        }
        const id = record[object.relationship(name)?.name ?? ''];
        const parentObject =
            typeof id === 'string' ? this.#context.schema.objectByKeyPrefix(id.slice(0, 3)) : undefined;
        if (typeof id !== 'string' || !parentObject) return null;
        const parent = this.#parent(parentObject, id);
        return parent ? this.lookup(parentObject, parent, rest, userId) : null;
    }

    #parent(object: ObjectDescribe, id: string): RecordData | undefined {
        if (!this.#parents.has(id)) this.#parents.set(id, this.#context.rows.get(object, id));
        return this.#parents.get(id);
    }
}
