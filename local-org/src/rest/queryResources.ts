import { SalesforceError } from '../errors.ts';
import type { FieldDescribe, QueryResult } from '../platform.ts';
import { ok, type Resource, type ResourceCall, type ResourceReply } from './resource.ts';
import { versionBase } from './sobjectResources.ts';

/** Queries and their pages. */
export const queryResources: readonly Resource[] = [
    { method: 'GET', path: 'query', handle: (call) => query(call, false) },
    { method: 'GET', path: 'queryAll', handle: (call) => query(call, true) },
    { method: 'GET', path: 'query/:page', handle: queryMore },
    { method: 'GET', path: 'queryAll/:page', handle: queryMore }
];

function query(call: ResourceCall, includeDeleted: boolean): ResourceReply {
    const soql = call.query.get('q');
    if (!soql) throw new SalesforceError('MALFORMED_QUERY', 'A query string has to be specified');
    if (call.query.get('columns') === 'true') return ok(columns(call, soql));
    const batchSize = /batchSize\s*=\s*(\d+)/i.exec(call.header('sforce-query-options') ?? '')?.[1];
    const result = call.org.queries.query(call.execution, soql, {
        includeDeleted,
        uncounted: true,
        style: { attributesUrl: `${versionBase(call)}/sobjects` },
        ...(batchSize ? { batchSize: Number(batchSize) } : {})
    });
    return ok(restResult(call, result));
}

function queryMore(call: ResourceCall): ResourceReply {
    return ok(restResult(call, call.org.queries.queryMore(call.execution, call.params['page'] ?? '')));
}

function restResult(call: ResourceCall, result: QueryResult): Record<string, unknown> {
    const { totalSize, done, records, nextPage } = result;
    return {
        totalSize,
        done,
        ...(nextPage ? { nextRecordsUrl: `${versionBase(call)}/query/${nextPage}` } : {}),
        records
    };
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'double', 'currency', 'percent']);

/** What a query selects, as `columns=true` asks; the sf CLI builds its table from this. */
function columns(call: ResourceCall, soql: string): Record<string, unknown> {
    const { object, query: parsed, compiled } = call.org.queries.describe(call.execution, soql);
    const own = compiled.output.columns.map((column) => {
        const name = column.path.join('.');
        const field = column.path.length === 1 ? object.field(name) : undefined;
        return columnMetadata(name, column.type, field, compiled.output.idIndex === undefined, []);
    });
    const children = compiled.children.map((child) =>
        columnMetadata(child.relationshipName, 'reference', undefined, true, childColumns(child.query.fields ?? []))
    );
    return {
        columnMetadata: [...own, ...children],
        entityName: object.name,
        groupBy: parsed.groupBy !== undefined,
        idSelected: compiled.output.columns.some((column) => column.path.join('.') === 'Id'),
        keyPrefix: object.keyPrefix
    };
}

function childColumns(
    fields: readonly { readonly type: string; readonly field?: string; readonly relationships?: string[] }[]
): unknown[] {
    return fields.flatMap((item) =>
        item.field
            ? [columnMetadata([...(item.relationships ?? []), item.field].join('.'), 'string', undefined, false, [])]
            : []
    );
}

function columnMetadata(
    name: string,
    type: string,
    field: FieldDescribe | undefined,
    aggregate: boolean,
    joinColumns: readonly unknown[]
): Record<string, unknown> {
    return {
        aggregate: aggregate && joinColumns.length > 0 ? true : aggregate && field === undefined,
        apexType: APEX_TYPES[type] ?? 'String',
        booleanType: type === 'boolean',
        columnName: name,
        custom: field?.custom ?? false,
        displayName: name,
        foreignKeyName: field?.relationshipName ?? null,
        insertable: field?.createable ?? false,
        joinColumns,
        numberType: NUMBERS.has(type),
        textType: (APEX_TYPES[type] ?? 'String') === 'String',
        updatable: field?.updateable ?? false
    };
}

const APEX_TYPES: Readonly<Record<string, string>> = {
    id: 'Id',
    reference: 'Id',
    boolean: 'Boolean',
    int: 'Integer',
    double: 'Double',
    currency: 'Double',
    percent: 'Double',
    date: 'Date',
    datetime: 'Datetime',
    time: 'Time'
};
