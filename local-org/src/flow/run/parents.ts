import type { FieldValue, ObjectDescribe, RecordData } from '../../platform.ts';
import { sameName } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import type { FlowRecord } from '../value.ts';
import { rowsOf } from './rows.ts';
import type { Runtime } from './runtime.ts';
import { selectByIds } from './soql.ts';

/**
 * Reads parents of records, such as the asset of `$Record.Asset__r.Name`. The parents of all interviews
 * that run together are read with one query.
 */
export class Parents {
    readonly #runtime: Runtime;
    readonly #known = new Map<string, RecordData | null>();

    constructor(runtime: Runtime) {
        this.#runtime = runtime;
    }

    /** Forgets everything, because records have been written. */
    clear(): void {
        this.#known.clear();
    }

    /** A field below a record, through relationships; blank when a parent is missing. */
    read(record: FlowRecord, path: readonly string[]): FieldValue {
        const object = this.#object(record.object);
        const [name = '', ...rest] = path;
        if (rest.length === 0) return this.#field(object, record, name);
        const lookup = object.relationship(name.split(':')[0] ?? '');
        if (!lookup) throw new FlowError(`${object.name} has no relationship ${name}.`);
        const id = record.fields[lookup.name];
        if (typeof id !== 'string' || id === '') return null;
        const parentObject = this.#target(lookup.referenceTo, id);
        const parent = parentObject && this.#parent(parentObject, id, this.#siblings(record.object, lookup.name));
        return parent ? this.read({ object: parentObject.name, fields: parent }, rest) : null;
    }

    #field(object: ObjectDescribe, record: FlowRecord, name: string): FieldValue {
        const field = object.field(name);
        const known = record.fields[field?.name ?? name];
        const formula = field?.formula ?? null;
        if (known !== undefined || formula === null) return known ?? null;
        const { services, execution, schema, globals } = this.#runtime.parts;
        return services.formulas.evaluate(formula, {
            schema,
            objectName: object.name,
            record: record.fields,
            prior: undefined,
            isNew: false,
            now: this.#runtime.now(),
            userId: execution.userId,
            resultType: field?.type,
            blanksAs: field?.formulaBlanksAs ?? 'zero',
            lookup: (path) => this.read(record, path),
            global: (path) => globals(path, execution)
        });
    }

    #target(referenceTo: readonly string[], id: string): ObjectDescribe | undefined {
        const { schema } = this.#runtime;
        const [only] = referenceTo;
        return referenceTo.length === 1 ? schema.object(only ?? '') : schema.objectByKeyPrefix(id.slice(0, 3));
    }

    /** The same lookup in the triggering records of the other interviews. */
    #siblings(objectName: string, field: string): string[] {
        return this.#runtime.interviews.flatMap(({ record }) => {
            const id = record && sameName(record.object, objectName) ? record.fields[field] : undefined;
            return typeof id === 'string' && id !== '' ? [id] : [];
        });
    }

    #parent(object: ObjectDescribe, id: string, more: readonly string[]): RecordData | null {
        const key = (one: string): string => `${object.name}:${one.slice(0, 15)}`;
        if (!this.#known.has(key(id))) {
            const wanted = [...new Set([id, ...more])].filter((one) => !this.#known.has(key(one)));
            for (const one of wanted) this.#known.set(key(one), null);
            const soql = selectByIds(object, wanted);
            for (const row of rowsOf(this.#runtime, soql)) this.#known.set(key(String(row['Id'])), row);
        }
        return this.#known.get(key(id)) ?? null;
    }

    #object(name: string): ObjectDescribe {
        const object = this.#runtime.schema.object(name);
        if (!object) throw new FlowError(`There is no object ${name}.`);
        return object;
    }
}
