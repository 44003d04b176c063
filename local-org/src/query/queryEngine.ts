import type { Query, Subquery } from '@jetstreamapp/soql-parser-js';
import type { SQLInputValue } from 'node:sqlite';
import { SalesforceError } from '../errors.ts';
import type { Execution, ObjectDescribe, QueryResult, QueryRow, RecordData } from '../platform.ts';
import type { RecordsContext } from '../records/context.ts';
import { FormulaFields } from '../records/formulaFields.ts';
import { fromSql, toSql } from '../store/rows.ts';
import { compileQuery, queriedObject, type CompiledChild, type CompiledQuery } from './compile.ts';
import { Cursors, type Cursor } from './cursors.ts';
import { DISTANCE_FUNCTION, distanceBetween } from './distance.ts';
import { QueryErrors } from './queryError.ts';
import { parseSoql } from './parseSoql.ts';
import { plainStyle, renderRow, type RowStyle } from './render.ts';
import { bind, type QueryContext } from './scope.ts';
import { valueAt } from './selection.ts';

/** How a query is answered. */
export interface QueryOptions {
    /** Rows per page, 200 to 2,000. */
    readonly batchSize?: number;
    /** Whether deleted records are found too (`queryAll`). */
    readonly includeDeleted?: boolean;
    readonly style?: RowStyle;
    /** A client's own query: it pages instead of counting against a transaction's limits. */
    readonly uncounted?: boolean;
}

const DEFAULT_PAGE = 2_000;
const MAX_PARSED = 500;

/** Answers SOQL: parsed, compiled to SQL with bound values, run, and paged. */
export class QueryEngine {
    readonly #context: RecordsContext;
    readonly #cursors: Cursors;
    readonly #parsed = new Map<string, Query>();
    #userId = '';

    constructor(context: RecordsContext) {
        this.#context = context;
        this.#cursors = new Cursors(context.clock);
        context.database.function('formula_value', (object, field, json) =>
            this.#formula(String(object), String(field), String(json))
        );
        context.database.function(DISTANCE_FUNCTION, distanceBetween);
    }

    /** @throws SalesforceError for anything the query may not ask or this org cannot answer. */
    query(execution: Execution, soql: string, options: QueryOptions = {}): QueryResult {
        const parsed = this.#parse(soql);
        if (!options.uncounted) execution.limits.count('Queries');
        this.#userId = execution.userId;
        const context = this.#queryContext(execution, soql);
        const object = queriedObject(context, parsed.sObject ?? '');
        const compiled = compileQuery(context, parsed, object, { includeDeleted: options.includeDeleted ?? false });
        const rows = this.#run(compiled.sql, context.parameters);
        if (compiled.countOnly)
            return {
                totalSize: Number(valueAt(rows[0] ?? [], compiled.output.parentIndex ?? 0)),
                done: true,
                records: []
            };
        if (!options.uncounted) execution.limits.count('QueryRows', rows.length);
        const cursor: Cursor = {
            soql,
            uncounted: options.uncounted ?? false,
            userId: execution.userId,
            compiled,
            rows,
            pageSize: Math.min(2_000, Math.max(200, options.batchSize ?? DEFAULT_PAGE)),
            style: options.style ?? plainStyle
        };
        return this.#page(execution, cursor, undefined, 0);
    }

    /** The next page. @throws SalesforceError when the cursor is unknown or too old. */
    queryMore(execution: Execution, nextPage: string): QueryResult {
        const { cursor, key, offset } = this.#cursors.find(nextPage, execution.userId);
        this.#userId = execution.userId;
        return this.#page(execution, cursor, key, offset);
    }

    /** What a query selects, without running it; for `columns=true`. */
    describe(
        execution: Execution,
        soql: string
    ): { readonly object: ObjectDescribe; readonly query: Query; readonly compiled: CompiledQuery } {
        const query = this.#parse(soql);
        const context = this.#queryContext(execution, soql);
        const object = queriedObject(context, query.sObject ?? '');
        return { object, query, compiled: compileQuery(context, query, object, { includeDeleted: false }) };
    }

    #page(execution: Execution, cursor: Cursor, key: string | undefined, offset: number): QueryResult {
        const rows = cursor.rows.slice(offset, offset + cursor.pageSize);
        const records = this.#render(execution, cursor, rows);
        const end = offset + rows.length;
        const done = end >= cursor.rows.length;
        const page = { totalSize: cursor.rows.length, done, records };
        return done ? page : { ...page, nextPage: this.#cursors.keep(cursor, key, end) };
    }

    #render(execution: Execution, cursor: Cursor, rows: readonly SQLInputValue[][]): QueryRow[] {
        const { output, children } = cursor.compiled;
        const ids = rows.map((row) => String(valueAt(row, output.idIndex ?? 0)));
        const byChild = children.map(
            (child) => [child.relationshipName, this.#childRows(execution, cursor, child, ids)] as const
        );
        return rows.map((row, index) => {
            const own = byChild.map(([name, results]) => [name, results.get(ids[index] ?? '') ?? null] as const);
            return renderRow(this.#context.schema, output, row, cursor.style, new Map(own));
        });
    }

    #childRows(
        execution: Execution,
        cursor: Cursor,
        child: CompiledChild,
        parentIds: readonly string[]
    ): Map<string, QueryResult> {
        const context = this.#queryContext(execution, cursor.soql);
        const object = queriedObject(context, child.relationship.childObject);
        const parents = { field: child.relationship.field, idsParameter: bind(context, JSON.stringify(parentIds)) };
        refuseDeeper(context, child.query);
        const compiled = compileQuery(context, child.query, object, { includeDeleted: false, parents });
        const rows = this.#run(compiled.sql, context.parameters);
        if (!cursor.uncounted) execution.limits.count('QueryRows', rows.length);
        const groups = new Map<string, QueryRow[]>();
        for (const row of rows) {
            const parent = String(valueAt(row, compiled.output.parentIndex ?? 0));
            const record = renderRow(this.#context.schema, compiled.output, row, cursor.style, new Map());
            groups.set(parent, [...(groups.get(parent) ?? []), record]);
        }
        return new Map([...groups].map(([id, records]) => [id, { totalSize: records.length, done: true, records }]));
    }

    #run(sql: string, parameters: readonly SQLInputValue[]): SQLInputValue[][] {
        return this.#context.database.arrays(sql, parameters);
    }

    #queryContext(execution: Execution, soql: string): QueryContext {
        let tables = 0;
        const { schema, access, clock } = this.#context;
        return {
            schema,
            access,
            execution,
            errors: new QueryErrors(soql),
            now: clock.now(),
            parameters: [],
            nextAlias: () => `t${tables++}`
        };
    }

    #parse(soql: string): Query {
        const known = this.#parsed.get(soql);
        if (known) return known;
        const { query, refusal } = parseSoql(soql);
        if (refusal !== undefined) throw new SalesforceError('MALFORMED_QUERY', refusal);
        if (this.#parsed.size >= MAX_PARSED) this.#parsed.clear();
        this.#parsed.set(soql, query);
        return query;
    }

    /** Called by SQL for each row of a calculated field. */
    #formula(objectName: string, fieldName: string, json: string): SQLInputValue {
        const object = this.#context.schema.object(objectName);
        const field = object?.field(fieldName);
        if (!object || !field) return null;
        const record: RecordData = {};
        for (const [name, value] of Object.entries(JSON.parse(json) as Record<string, SQLInputValue>)) {
            const stored = object.field(name);
            if (stored) record[name] = fromSql(value, stored);
        }
        return toSql(new FormulaFields(this.#context).value(object, field, record, this.#userId));
    }
}

function refuseDeeper(context: QueryContext, query: Subquery): void {
    if ((query.fields ?? []).some((field) => field.type === 'FieldSubquery'))
        throw context.errors.unsupported('sub-queries below a sub-query');
}
