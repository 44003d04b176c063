import type {
    FieldType as SelectItem,
    GroupByClause,
    OrderByClause,
    Query,
    QueryBase,
    Subquery
} from '@jetstreamapp/soql-parser-js';
import type { ChildRelationship, ObjectDescribe } from '../platform.ts';
import { quoted } from '../store/database.ts';
import { compileConditions, limitClause } from './conditions.ts';
import { compileDistance, isDistance } from './distance.ts';
import { compileFunction, isAggregate, type FunctionCall } from './functions.ts';
import { Selection, type Output } from './selection.ts';
import { Scope, type Expression, type QueryContext } from './scope.ts';

/** A compiled query; its values are in the context's parameters. */
export interface CompiledQuery {
    readonly sql: string;
    readonly object: ObjectDescribe;
    readonly output: Output;
    readonly children: readonly CompiledChild[];
    /** `SELECT COUNT()`: the only answer is the number of rows. */
    readonly countOnly: boolean;
}

/** A query for the children of a page of parents. */
export interface CompiledChild {
    readonly relationshipName: string;
    readonly relationship: ChildRelationship;
    readonly query: Subquery;
}

/** Compiles the query of an object. `onlyParents` limits child rows to parents whose ids are bound as JSON. */
export function compileQuery(
    context: QueryContext,
    query: QueryBase,
    object: ObjectDescribe,
    options: {
        readonly includeDeleted: boolean;
        readonly parents?: { readonly field: string; readonly idsParameter: string };
    }
): CompiledQuery {
    refuseUnsupported(context, query);
    const scope = new Scope(context, object, query.sObjectAlias);
    const selection = new Selection(context, scope);
    const items = (query.fields ?? []).flatMap((item) => expandFields(context, object, item, query));
    const grouped = isGrouped(query, items);
    const children = items.flatMap((item) =>
        item.type === 'FieldSubquery' ? [childOf(context, object, item.subquery)] : []
    );
    for (const item of items) if (item.type !== 'FieldSubquery') addItem(context, scope, selection, item, grouped);
    if (!grouped) selection.addIdentity();
    if (options.parents) selection.addHidden(scope.field(options.parents.field));
    const where = whereClause(context, scope, query, options);
    const groups = asList(query.groupBy).map((group) => groupExpression(context, scope, group));
    const having = query.having
        ? ` HAVING ${compileConditions(context, scope, query.having, refuseInner(context), selection.aliases())}`
        : '';
    const order = orderBy(context, scope, asList(query.orderBy), grouped, selection.aliases());
    const tail = `${where}${groups.length > 0 ? ` GROUP BY ${groups.map((group) => group.sql).join(', ')}` : ''}${having}`;
    const sql = options.parents
        ? limitPerParent(selection, scope, tail, order, query, options.parents.field)
        : `SELECT ${selection.columns()} FROM ${scope.from()}${tail}${order}${limitClause(context, query.limit, query.offset)}`;
    const countOnly = items.length === 1 && isPlainCount(items[0]);
    return { sql, object, output: selection.output(grouped), children, countOnly };
}

function refuseUnsupported(context: QueryContext, query: QueryBase): void {
    const unsupported: readonly (readonly [string, unknown])[] = [
        ['USING SCOPE', query.usingScope],
        ['WITH DATA CATEGORY', query.withDataCategory],
        ['FOR UPDATE', query.for === 'UPDATE'],
        ['UPDATE clause', query.update]
    ];
    for (const [name, present] of unsupported) if (present) throw context.errors.unsupported(name);
}

/** `FIELDS(ALL)` stands for many fields. */
function expandFields(context: QueryContext, object: ObjectDescribe, item: SelectItem, query: QueryBase): SelectItem[] {
    if (item.type === 'FieldTypeof') throw context.errors.unsupported('TYPEOF');
    if (item.type !== 'FieldFunctionExpression' || item.functionName.toUpperCase() !== 'FIELDS') return [item];
    const set = String(item.parameters[0]).toUpperCase();
    if (set !== 'STANDARD' && (query.limit === undefined || query.limit > 200))
        throw context.errors.malformed('The SOQL FIELDS function must have a LIMIT of at most 200');
    const { access, execution } = context;
    return object.fields
        .filter((field) => (set === 'ALL' || (set === 'CUSTOM') === field.custom) && field.type !== 'address')
        .filter((field) => execution.mode === 'system' || access.field(execution.userId, object.name, field.name).read)
        .map((field) => ({ type: 'Field', field: field.name }));
}

function isGrouped(query: QueryBase, items: readonly SelectItem[]): boolean {
    return (
        asList(query.groupBy).length > 0 ||
        items.some((item) => item.type === 'FieldFunctionExpression' && isAggregate(item) && !isPlainCount(item))
    );
}

function isPlainCount(item: SelectItem | undefined): boolean {
    return (
        item?.type === 'FieldFunctionExpression' &&
        item.functionName.toUpperCase() === 'COUNT' &&
        item.parameters.length === 0
    );
}

function addItem(context: QueryContext, scope: Scope, selection: Selection, item: SelectItem, grouped: boolean): void {
    switch (item.type) {
        case 'Field':
            selection.addField(item.field, item.alias, grouped);
            return;
        case 'FieldRelationship':
            selection.addField(
                [...item.relationships, item.field].join('.'),
                'alias' in item ? item.alias : undefined,
                grouped
            );
            return;
        case 'FieldFunctionExpression':
            if (isPlainCount(item)) selection.addHidden(compileFunction(context, scope, item));
            else selection.addFunction(compileFunction(context, scope, item), item);
            return;
        default:
            throw context.errors.unsupported(item.type);
    }
}

function childOf(context: QueryContext, object: ObjectDescribe, query: Subquery): CompiledChild {
    const relationship = object.childRelationships.find(
        (child) => child.relationshipName?.toLowerCase() === query.relationshipName.toLowerCase()
    );
    if (!relationship?.relationshipName) throw context.errors.noChildRelationship(query.relationshipName);
    return { relationshipName: relationship.relationshipName, relationship, query };
}

function whereClause(
    context: QueryContext,
    scope: Scope,
    query: QueryBase,
    options: {
        readonly includeDeleted: boolean;
        readonly parents?: { readonly field: string; readonly idsParameter: string };
    }
): string {
    const { object, alias } = scope;
    const conditions = [
        ...(object.field('IsDeleted') && !options.includeDeleted ? [`${alias}."IsDeleted" = 0`] : []),
        ...(options.parents
            ? [
                  `${alias}.${quoted(options.parents.field)} IN (SELECT value FROM json_each(${options.parents.idsParameter}))`
              ]
            : []),
        ...(query.where
            ? [`(${compileConditions(context, scope, query.where, (inner) => compileInner(context, inner))})`]
            : [])
    ];
    return conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
}

/** The query inside `IN (…)`: one id or lookup field, blanks left out. */
function compileInner(context: QueryContext, query: Query): string {
    const object = queriedObject(context, query.sObject ?? '');
    const scope = new Scope(context, object, query.sObjectAlias);
    const [item, more] = query.fields ?? [];
    if (!item || more || (item.type !== 'Field' && item.type !== 'FieldRelationship'))
        throw context.errors.malformed('A semi-join sub-select must select exactly one field');
    const path = item.type === 'Field' ? item.field : [...item.relationships, item.field].join('.');
    const field = scope.field(path);
    if (field.type !== 'id' && field.type !== 'reference')
        throw context.errors.malformed(`The inner select field '${path}' must be an ID or reference field`);
    const where = whereClause(context, scope, query, { includeDeleted: false });
    const limit = limitClause(context, query.limit, query.offset);
    return `SELECT ${field.sql} FROM ${scope.from()}${where}${where ? ' AND' : ' WHERE'} ${field.sql} IS NOT NULL${limit}`;
}

function refuseInner(context: QueryContext): () => string {
    return () => {
        throw context.errors.malformed('A sub-select is not allowed in HAVING');
    };
}

/** An object that may be queried by this user. */
export function queriedObject(context: QueryContext, name: string): ObjectDescribe {
    const object = context.schema.object(name);
    const { access, execution } = context;
    const readable = object && (execution.mode === 'system' || access.object(execution.userId, object.name).read);
    if (!object || !readable || object.kind === 'platformEvent') throw context.errors.noObject(name);
    if (object.kind === 'externalObject') throw context.errors.unsupported(`reading the external object ${name}`);
    return object;
}

function groupExpression(context: QueryContext, scope: Scope, group: GroupByClause): Expression {
    if ('field' in group) return scope.field(group.field);
    if (/^(ROLLUP|CUBE)$/i.test(group.fn.functionName ?? ''))
        throw context.errors.unsupported(`GROUP BY ${group.fn.functionName}`);
    return compileFunction(context, scope, group.fn);
}

function orderBy(
    context: QueryContext,
    scope: Scope,
    clauses: readonly OrderByClause[],
    grouped: boolean,
    aliases: ReadonlyMap<string, Expression>
): string {
    const parts = clauses.map((clause) => {
        const expression =
            'fn' in clause
                ? ordering(context, scope, clause.fn, grouped)
                : (aliases.get(clause.field.toLowerCase()) ?? scope.field(clause.field));
        return `${expression.sql} ${clause.order ?? 'ASC'} NULLS ${clause.nulls ?? 'FIRST'}`;
    });
    if (parts.length === 0) return '';
    // Equal rows keep one order, so that pages neither repeat nor miss a record.
    return ` ORDER BY ${[...parts, ...(grouped ? [] : [`${scope.alias}."Id"`])].join(', ')}`;
}

/** Rows are ordered by distance, groups have none. */
function ordering(context: QueryContext, scope: Scope, call: FunctionCall, grouped: boolean): Expression {
    return isDistance(call) && !grouped ? compileDistance(context, scope, call) : compileFunction(context, scope, call);
}

/** LIMIT of a child query counts per parent. */
function limitPerParent(
    selection: Selection,
    scope: Scope,
    tail: string,
    order: string,
    query: QueryBase,
    parentField: string
): string {
    if (query.limit === undefined && query.offset === undefined)
        return `SELECT ${selection.columns()} FROM ${scope.from()}${tail}${order}`;
    const number = `ROW_NUMBER() OVER (PARTITION BY ${scope.alias}.${quoted(parentField)}${order || ` ORDER BY ${scope.alias}."Id"`})`;
    const offset = query.offset ?? 0;
    const names = selection.columnNames();
    return `SELECT ${names.join(', ')} FROM (SELECT ${selection.columns()}, ${number} AS "place" FROM ${scope.from()}${tail})
        WHERE "place" > ${offset} AND "place" <= ${offset + (query.limit ?? Number.MAX_SAFE_INTEGER)} ORDER BY "place"`;
}

function asList<Item>(value: Item | Item[] | undefined): Item[] {
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
