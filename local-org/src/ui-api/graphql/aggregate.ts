import { z } from 'zod';
import type { ObjectDescribe, QueryRow } from '../../platform.ts';
import type { Caller } from '../caller.ts';
import { displayValue, type DisplayFormat } from '../displayValue.ts';
import { canRead } from '../fieldSelection.ts';
import { checkParts, nodeFields } from './connection.ts';
import { undefinedField, unsupported } from './graphqlError.ts';
import type { Reply } from './runConnection.ts';
import type { SelectedField } from './selections.ts';
import { whereClause } from './whereClause.ts';

/** Functions of an aggregated field and their names in SOQL. */
const functions: Readonly<Record<string, string>> = {
    count: 'COUNT',
    countDistinct: 'COUNT_DISTINCT',
    avg: 'AVG',
    sum: 'SUM',
    min: 'MIN',
    max: 'MAX'
};

const known = ['where', 'groupBy', 'first'];
const groupInput = z.record(z.string(), z.strictObject({ group: z.boolean() }));
const maximumGroups = 2000;

/** One column of the query: an aggregate function of a field, with its name in the result. */
interface Column {
    readonly alias: string;
    readonly expression: string;
}

/** Answers `aggregate { Object(groupBy: …) { edges { node { aggregate { Field { count { value } } } } } } }`. */
export function runAggregate(
    caller: Caller,
    object: ObjectDescribe,
    selected: SelectedField,
    format: DisplayFormat
): Reply {
    const unknown = Object.keys(selected.arguments).find((name) => !known.includes(name));
    if (unknown) throw unsupported(`argument ${unknown} of aggregate ${selected.name}`, selected.node);
    const groups = groupFields(caller, object, selected);
    const fields = nodeFields(selected).flatMap((part) => (part.name === 'aggregate' ? part.fields : []));
    const columns = fields.flatMap((field) => columnsOf(caller, object, field));
    const list = [...groups, ...columns.map(({ alias, expression }) => `${expression} ${alias}`)];
    const where = whereClause(caller, object, selected.arguments.where);
    const soql = [
        `SELECT ${list.length > 0 ? list.join(', ') : 'COUNT(Id) total'} FROM ${object.name}`,
        where && `WHERE ${where}`,
        groups.length > 0 &&
            `GROUP BY ${groups.join(', ')} LIMIT ${Math.min(Number(selected.arguments.first ?? 10), maximumGroups)}`
    ];
    const { records } = caller.org.records.query(caller.execution, soql.filter(Boolean).join(' '));
    return answer(object, selected, records, format);
}

function groupFields(
    caller: Caller,
    object: ObjectDescribe,
    { arguments: { groupBy }, node }: SelectedField
): string[] {
    const parsed = groupInput.safeParse(groupBy ?? {});
    if (!parsed.success) throw unsupported(`groupBy ${JSON.stringify(groupBy)}`, node);
    return Object.entries(parsed.data)
        .filter(([, { group }]) => group)
        .map(([name]) => {
            const field = object.field(name);
            if (field?.name !== name || !canRead(caller, object, field))
                throw undefinedField(name, `${object.name}_GroupBy`, node);
            return name;
        });
}

function columnsOf(caller: Caller, object: ObjectDescribe, selected: SelectedField): Column[] {
    const field = object.field(selected.name);
    if (field?.name !== selected.name || !canRead(caller, object, field)) {
        throw undefinedField(selected.name, `${object.name}Aggregate`, selected.node);
    }
    return selected.fields.flatMap(({ name, node }) => {
        if (name === 'value' || name === 'displayValue' || name === '__typename') return [];
        const call = functions[name];
        if (!call) throw undefinedField(name, `${object.name}Aggregate.${selected.name}`, node);
        return [{ alias: aliasOf(selected.name, name), expression: `${call}(${field.name})` }];
    });
}

const aliasOf = (field: string, name: string): string => `${name}_${field.replace(/__/g, '_')}`;

function answer(
    object: ObjectDescribe,
    selected: SelectedField,
    rows: readonly QueryRow[],
    format: DisplayFormat
): Reply {
    checkParts(selected.fields, ['edges', 'totalCount', '__typename'], `${object.name}AggregateConnection`);
    const edge = (part: SelectedField, row: QueryRow): Reply =>
        below(part, 'node', (node) => below(node, 'aggregate', (all) => groupReply(object, all, row, format)));
    const reply: Reply = {};
    for (const part of selected.fields) {
        if (part.name === 'edges') reply[part.key] = rows.map((row) => edge(part, row));
        else reply[part.key] = part.name === 'totalCount' ? rows.length : object.name;
    }
    return reply;
}

/** Answers the part of this name and leaves out others. */
function below(parent: SelectedField, name: string, reply: (part: SelectedField) => Reply): Reply {
    checkParts(parent.fields, [name, '__typename', 'cursor'], parent.name);
    const parts = parent.fields.filter((part) => part.name === name);
    return Object.fromEntries(parts.map((part) => [part.key, reply(part)]));
}

function groupReply(object: ObjectDescribe, { fields }: SelectedField, row: QueryRow, format: DisplayFormat): Reply {
    return Object.fromEntries(
        fields.map((selected) => {
            const field = object.field(selected.name);
            const found = row[selected.name] ?? null;
            const value = typeof found === 'object' ? null : found;
            const own: Reply = { value, displayValue: field ? displayValue(value, field, format) : null };
            const parts = selected.fields.map(({ name, key, fields: inner }) => {
                if (!Object.hasOwn(functions, name)) return [key, own[name]] as const;
                const result: Reply = { value: row[aliasOf(selected.name, name)] ?? null, displayValue: null };
                return [key, Object.fromEntries(inner.map((part) => [part.key, result[part.name] ?? null]))] as const;
            });
            return [selected.key, Object.fromEntries(parts)];
        })
    );
}
