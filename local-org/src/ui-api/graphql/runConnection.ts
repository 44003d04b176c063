import type { QueryResult, QueryRow } from '../../platform.ts';
import type { Caller } from '../caller.ts';
import { displayValue, type DisplayFormat } from '../displayValue.ts';
import { checkParts, connectionRest, cursorAt, type Connection } from './connection.ts';
import { planColumns, type NodePlan, type PlanEntry } from './nodePlan.ts';
import type { SelectedField } from './selections.ts';

/** Parts of a reply, by name. */
export type Reply = Record<string, unknown>;

/** Rows of one page, and whether more follow. */
interface Page {
    readonly rows: readonly QueryRow[];
    readonly offset: number;
    readonly hasMore: boolean;
    readonly total: () => number;
}

/** Reads the records of a connection and answers what was selected. */
export function runConnection(caller: Caller, connection: Connection, format: DisplayFormat): Reply {
    const { object, first, offset, upperBound } = connection;
    const columns = [...new Set(planColumns(connection.plan))].join(', ');
    const bound = upperBound ?? Number.POSITIVE_INFINITY;
    const wanted = Math.max(0, Math.min(first, bound - offset));
    const limit = Math.min(offset + first + 1, bound);
    const soql = `SELECT ${columns} FROM ${object.name}${connectionRest(connection)} LIMIT ${limit}`;
    const rows = readAll(caller, soql).slice(offset);
    return answer(connection, format, {
        rows: rows.slice(0, wanted),
        offset,
        hasMore: rows.length > wanted,
        total: () => Math.min(bound, countRows(caller, connection))
    });
}

function readAll(caller: Caller, soql: string): QueryRow[] {
    const { records } = caller.org;
    let result = records.query(caller.execution, soql);
    const rows = [...result.records];
    while (!result.done && result.nextPage !== undefined) {
        result = records.queryMore(caller.execution, result.nextPage);
        rows.push(...result.records);
    }
    return rows;
}

function countRows(caller: Caller, { object, where }: Connection): number {
    const soql = `SELECT COUNT() FROM ${object.name}${where && ` WHERE ${where}`}`;
    return caller.org.records.query(caller.execution, soql).totalSize;
}

const connectionParts = ['edges', 'pageInfo', 'totalCount', 'pageResultCount', '__typename'];

function answer({ object, plan, selected }: Connection, format: DisplayFormat, page: Page): Reply {
    checkParts(selected.fields, connectionParts, `${object.name}Connection`);
    return Object.fromEntries(
        selected.fields.map((part) => [part.key, connectionPart(part, plan, format, page, object.name)])
    );
}

function connectionPart(part: SelectedField, plan: NodePlan, format: DisplayFormat, page: Page, type: string): unknown {
    switch (part.name) {
        case 'edges':
            checkParts(part.fields, ['node', 'cursor', '__typename'], `${type}Edge`);
            return page.rows.map((row, index) => edge(part, plan, format, row, page.offset + index + 1));
        case 'pageInfo':
            return pageInfo(part, page);
        case 'totalCount':
            return page.total();
        case 'pageResultCount':
            return page.rows.length;
        default:
            return `${type}Connection`;
    }
}

function edge(part: SelectedField, plan: NodePlan, format: DisplayFormat, row: QueryRow, position: number): Reply {
    return Object.fromEntries(
        part.fields.map(({ name, key }) => [
            key,
            name === 'node'
                ? nodeReply(plan, row, format)
                : name === 'cursor'
                  ? cursorAt(position)
                  : `${plan.object.name}Edge`
        ])
    );
}

const pageInfoParts = ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor', '__typename'];

function pageInfo({ fields }: SelectedField, { rows, offset, hasMore }: Page): Reply {
    checkParts(fields, pageInfoParts, 'PageInfo');
    const isEmpty = rows.length === 0;
    const values: Reply = {
        hasNextPage: hasMore,
        hasPreviousPage: offset > 0,
        startCursor: isEmpty ? null : cursorAt(offset + 1),
        endCursor: isEmpty ? null : cursorAt(offset + rows.length),
        __typename: 'PageInfo'
    };
    return Object.fromEntries(fields.map(({ name, key }) => [key, values[name]]));
}

function nodeReply(plan: NodePlan, row: QueryRow, format: DisplayFormat): Reply {
    return Object.fromEntries(plan.entries.map((entry) => [entry.key, entryReply(plan, entry, row, format)]));
}

function entryReply(plan: NodePlan, entry: PlanEntry, row: QueryRow, format: DisplayFormat): unknown {
    switch (entry.kind) {
        case 'plain':
            return plainReply(plan, entry.name, row);
        case 'field':
            return valueReply(entry, row, format);
        case 'parent': {
            const parent = row[entry.relationship] ?? null;
            return typeof parent === 'object' && parent !== null
                ? nodeReply(entry.plan, parent as QueryRow, format)
                : null;
        }
        case 'children':
            return childrenReply(entry.connection, row[entry.relationship] ?? null, format);
    }
}

function plainReply({ object }: NodePlan, name: string, row: QueryRow): unknown {
    if (name === 'Id') return row.Id ?? null;
    if (name === 'WeakEtag') return typeof row.SystemModstamp === 'string' ? Date.parse(row.SystemModstamp) : 0;
    return object.name;
}

function valueReply(entry: PlanEntry & { kind: 'field' }, row: QueryRow, format: DisplayFormat): Reply {
    const found = row[entry.field.name] ?? null;
    const value = typeof found === 'object' ? null : found;
    const text = displayValue(value, entry.field, format);
    const values: Reply = { value, displayValue: text, label: text, __typename: entry.field.type };
    return Object.fromEntries(entry.parts.map(({ name, key }) => [key, values[name]]));
}

function childrenReply(connection: Connection, found: QueryRow[string], format: DisplayFormat): Reply {
    const rows = typeof found === 'object' && found !== null ? (found as QueryResult).records : [];
    return answer(connection, format, {
        rows: rows.slice(0, connection.first),
        offset: 0,
        hasMore: rows.length > connection.first,
        total: () => rows.length
    });
}
