import { refusals, SalesforceError, UnsupportedError } from '../errors.ts';
import type {
    Execution,
    ObjectDescribe,
    QueryResult,
    RecordData,
    Records,
    SaveOptions,
    SaveResult
} from '../platform.ts';
import type { QueryEngine } from '../query/queryEngine.ts';
import { toId18 } from '../schema/recordId.ts';
import type { RecordsContext } from './context.ts';
import { deleteRecord } from './deleteRecords.ts';
import { guard, resultOf, type Draft } from './draft.ts';
import { FormulaFields } from './formulaFields.ts';
import { loadInput, type RecordInput } from './loadInput.ts';
import { publishEvent } from './publishEvents.ts';
import { saveDrafts } from './saveDrafts.ts';
import { failure, RecordRefusal } from './saveError.ts';

const ROLLED_BACK = {
    statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
    fields: []
} as const;

/** Leaves an all-or-none save that failed, with its results. */
class AllOrNone extends Error {
    readonly results: SaveResult[];

    constructor(results: SaveResult[]) {
        super('all or none');
        this.results = results;
    }
}

/** Records with the whole order of execution. Rows may name parents by external id, as REST clients do. */
export class RecordsService implements Records {
    readonly #context: RecordsContext;
    readonly #queries: QueryEngine;

    constructor(context: RecordsContext, queries: QueryEngine) {
        this.#context = context;
        this.#queries = queries;
    }

    query(execution: Execution, soql: string): QueryResult {
        return this.#queries.query(execution, soql);
    }

    queryMore(execution: Execution, nextPage: string): QueryResult {
        return this.#queries.queryMore(execution, nextPage);
    }

    retrieve(execution: Execution, objectName: string, id: string): RecordData | undefined {
        const object = this.#object(execution, objectName, 'read');
        const full = toId18(id);
        const record = full ? this.#context.rows.get(object, full) : undefined;
        if (!record) return undefined;
        const complete = new FormulaFields(this.#context).complete(object, record, execution.userId);
        if (execution.mode === 'system') return complete;
        const { access } = this.#context;
        const readable = Object.entries(complete).filter(
            ([name]) => access.field(execution.userId, object.name, name).read
        );
        return Object.fromEntries(readable);
    }

    insert(
        execution: Execution,
        objectName: string,
        rows: readonly RecordInput[],
        options?: SaveOptions
    ): SaveResult[] {
        const object = this.#object(execution, objectName, 'create');
        count(execution, rows.length);
        if (object.kind === 'platformEvent')
            return rows.map((row) => publishEvent(this.#context, execution, object, row));
        return this.#inOneTransaction(options, () => {
            const drafts = rows.map((row, index) => this.#insertDraft(execution, object, row, index));
            saveDrafts(this.#context, execution, object, drafts);
            return drafts.map(resultOf);
        });
    }

    update(
        execution: Execution,
        objectName: string,
        rows: readonly RecordInput[],
        options?: SaveOptions
    ): SaveResult[] {
        const object = this.#object(execution, objectName, 'edit');
        count(execution, rows.length);
        return this.#inOneTransaction(options, () => {
            const ids = rows.map((row) => toId18(String(row['Id'] ?? row['id'] ?? '')));
            const priors = this.#context.rows.byIds(
                object,
                ids.filter((id) => id !== undefined)
            );
            const seen = new Set<string>();
            const drafts = rows.map((row, index) => {
                const id = ids[index];
                const draft = this.#updateDraft(execution, object, row, index, id ? priors.get(id) : undefined);
                if (id && seen.has(id)) refuse(draft, 'DUPLICATE_VALUE', `Duplicate id in list: ${id}`);
                if (id) seen.add(id);
                return draft;
            });
            saveDrafts(this.#context, execution, object, drafts);
            return drafts.map(resultOf);
        });
    }

    upsert(
        execution: Execution,
        objectName: string,
        externalIdField: string,
        rows: readonly RecordInput[],
        options?: SaveOptions
    ): SaveResult[] {
        const object = this.#object(execution, objectName, 'read');
        const key = object.field(externalIdField);
        if (!key) throw refusals.noField(externalIdField, object.name);
        if (!key.externalId && key.type !== 'id')
            throw new SalesforceError('INVALID_FIELD', `${key.name} is not an External ID field for ${object.name}`);
        count(execution, rows.length);
        return this.#inOneTransaction(options, () => {
            const drafts = this.#upsertDrafts(execution, object, key.name, rows);
            for (const group of [drafts.filter((draft) => draft.isNew), drafts.filter((draft) => !draft.isNew)])
                if (group.length > 0) saveDrafts(this.#context, execution, object, group);
            return drafts.map(resultOf);
        });
    }

    delete(execution: Execution, objectName: string, ids: readonly string[], options?: SaveOptions): SaveResult[] {
        const object = this.#object(execution, objectName, 'delete');
        count(execution, ids.length);
        return this.#inOneTransaction(options, () =>
            ids.map((id) => deleteRecord(this.#context, execution, object, id))
        );
    }

    transaction<Result>(work: () => Result): Result {
        return this.#context.database.transaction(work);
    }

    #inOneTransaction(options: SaveOptions | undefined, work: () => SaveResult[]): SaveResult[] {
        try {
            return this.#context.database.transaction(() => {
                const results = work();
                if (options?.allOrNone && results.some((result) => !result.success)) throw new AllOrNone(results);
                return results;
            });
        } catch (error) {
            if (!(error instanceof AllOrNone)) throw error;
            return error.results.map((result) =>
                result.success ? failure([ROLLED_BACK], result.created ? null : result.id) : result
            );
        }
    }

    #object(execution: Execution, name: string, need: 'read' | 'create' | 'edit' | 'delete'): ObjectDescribe {
        const object = this.#context.schema.object(name);
        if (!object) throw refusals.noObject(name);
        if (object.kind === 'externalObject') throw new UnsupportedError(`reading the external object ${object.name}`);
        if (need !== 'read' && object.kind === 'customMetadataType')
            throw new SalesforceError(
                'INVALID_TYPE_FOR_OPERATION',
                `entity type ${object.name} does not support ${need}`
            );
        if (object.kind === 'platformEvent' && need !== 'create')
            throw new SalesforceError(
                'INVALID_TYPE_FOR_OPERATION',
                `entity type ${object.name} does not support ${need}`
            );
        if (execution.mode === 'system') return object;
        const rights = this.#context.access.object(execution.userId, object.name);
        if (need === 'create' ? rights.create : rights.read) {
            if (need === 'read' || rights[need]) return object;
            throw new SalesforceError(
                'INSUFFICIENT_ACCESS_OR_READONLY',
                'insufficient access rights on object id',
                403
            );
        }
        if (need === 'create' && rights.read)
            throw new SalesforceError(
                'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
                `entity type cannot be inserted: ${object.label}`
            );
        throw refusals.noObject(name);
    }

    #insertDraft(execution: Execution, object: ObjectDescribe, row: RecordInput, index: number): Draft {
        const draft = newDraft(index, undefined);
        guard(draft, () => Object.assign(draft.changes, loadInput(this.#context, execution, object, row, 'insert')));
        if (row['Id'] ?? row['id'])
            refuse(draft, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
        return draft;
    }

    #updateDraft(
        execution: Execution,
        object: ObjectDescribe,
        row: RecordInput,
        index: number,
        prior: RecordData | undefined
    ): Draft {
        const draft = newDraft(index, prior ?? {});
        if (!prior) {
            const id = row['Id'] ?? row['id'];
            if (!id) refuse(draft, 'MISSING_ARGUMENT', 'Id not specified in an update call');
            else refuse(draft, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
            return draft;
        }
        draft.id = String(prior['Id']);
        guard(draft, () => Object.assign(draft.changes, loadInput(this.#context, execution, object, row, 'update')));
        return draft;
    }

    #upsertDrafts(
        execution: Execution,
        object: ObjectDescribe,
        keyName: string,
        rows: readonly RecordInput[]
    ): Draft[] {
        const { access, rows: store } = this.#context;
        const key = object.field(keyName);
        if (!key) throw refusals.noField(keyName, object.name);
        const normal = (value: unknown): string => (key.caseSensitive ? String(value) : String(value).toLowerCase());
        const given = rows.map((row) => row[keyName] ?? row[keyName.toLowerCase()] ?? null);
        const found = new Map<string, RecordData[]>();
        const wanted = given.filter((value) => value !== null).map((value) => String(value));
        for (const record of store.byField(object, keyName, wanted, (one) => String(one['Id'])).values()) {
            const value = normal(record[keyName]);
            found.set(value, [...(found.get(value) ?? []), record]);
        }
        const rights = execution.mode === 'system' ? undefined : access.object(execution.userId, object.name);
        const seen = new Set<string>();
        return rows.map((row, index) => {
            const value = given[index];
            const matches = value === null ? [] : (found.get(normal(value)) ?? []);
            const { [keyName]: _key, ...others } = row;
            const draft = matches[0]
                ? this.#updateDraft(execution, object, others, index, matches[0])
                : this.#insertDraft(execution, object, key.type === 'id' ? others : row, index);
            if (value === null && key.type !== 'id')
                refuse(draft, 'MISSING_ARGUMENT', `${keyName} not specified`, [keyName]);
            if (value !== null && seen.has(normal(value)))
                refuse(draft, 'DUPLICATE_VALUE', `Duplicate external id specified: ${String(value)}`, [keyName]);
            if (value !== null) seen.add(normal(value));
            if (matches.length > 1)
                refuse(
                    draft,
                    'DUPLICATE_EXTERNAL_ID',
                    `${keyName}: more than one record found for external id field: [${matches.map((one) => one['Id']).join(', ')}]`,
                    [keyName]
                );
            if (rights && !(draft.isNew ? rights.create : rights.edit))
                refuse(draft, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
            return draft;
        });
    }
}

function newDraft(index: number, prior: RecordData | undefined): Draft {
    return { index, isNew: prior === undefined, changes: {}, prior, record: {}, id: null, errors: [] };
}

function refuse(draft: Draft, statusCode: string, message: string, fields: readonly string[] = []): void {
    draft.errors.push(new RecordRefusal(statusCode, message, fields).error);
}

function count(execution: Execution, rows: number): void {
    execution.limits.count('DmlStatements');
    execution.limits.count('DmlRows', rows);
}
