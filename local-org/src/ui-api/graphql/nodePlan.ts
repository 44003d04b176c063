import type { FieldDescribe, ObjectDescribe } from '../../platform.ts';
import type { Caller } from '../caller.ts';
import { canRead, isCompound, parentOf } from '../fieldSelection.ts';
import { connectionRest, readConnection, type Connection } from './connection.ts';
import { GraphqlRequestError, undefinedField, unsupported } from './graphqlError.ts';
import type { SelectedField } from './selections.ts';

/** What has to be read and answered for the nodes of one object. */
export interface NodePlan {
    readonly object: ObjectDescribe;
    readonly entries: readonly PlanEntry[];
}

/** One field of a node. */
export type PlanEntry =
    | { readonly kind: 'plain'; readonly key: string; readonly name: 'Id' | 'ApiName' | '__typename' | 'WeakEtag' }
    | {
          readonly kind: 'field';
          readonly key: string;
          readonly field: FieldDescribe;
          readonly parts: readonly SelectedField[];
      }
    | { readonly kind: 'parent'; readonly key: string; readonly relationship: string; readonly plan: NodePlan }
    | {
          readonly kind: 'children';
          readonly key: string;
          readonly relationship: string;
          readonly connection: Connection;
      };

const plainNames = ['Id', 'ApiName', '__typename', 'WeakEtag'] as const;
const maximumLevels = 5;

/** Checks the selected fields of a node against the schema and the caller's permissions. */
export function planNode(
    caller: Caller,
    object: ObjectDescribe,
    fields: readonly SelectedField[],
    level = 0
): NodePlan {
    if (level > maximumLevels) throw unsupported(`more than ${maximumLevels} levels of parents`, fields[0]?.node);
    return { object, entries: fields.flatMap((field) => planEntry(caller, object, field, level) ?? []) };
}

function planEntry(
    caller: Caller,
    object: ObjectDescribe,
    selected: SelectedField,
    level: number
): PlanEntry | undefined {
    const { name, key } = selected;
    const plain = plainNames.find((candidate) => candidate === name);
    if (plain) return { kind: 'plain', key, name: plain };
    const field = object.field(name);
    if (field?.name === name && !isCompound(field)) {
        if (canRead(caller, object, field)) return { kind: 'field', key, field, parts: valueParts(field, selected) };
    } else {
        const related = planParent(caller, object, selected, level) ?? planChildren(caller, object, selected, level);
        if (related) return related;
    }
    if (selected.optional) return undefined;
    throw undefinedField(name, object.name, selected.node);
}

const valueNames = ['value', 'displayValue', 'label', '__typename'];

function valueParts(field: FieldDescribe, { fields, node }: SelectedField): readonly SelectedField[] {
    const unknown = fields.find(({ name }) => !valueNames.includes(name));
    if (unknown) throw undefinedField(unknown.name, `${field.type} value`, unknown.node);
    if (fields.length > 0) return fields;
    throw new GraphqlRequestError(
        'ValidationError',
        `Validation error (SubselectionRequired) : Subselection required for field '${field.name}'`,
        node
    );
}

function planParent(
    caller: Caller,
    object: ObjectDescribe,
    selected: SelectedField,
    level: number
): PlanEntry | undefined {
    const lookup = object.relationship(selected.name);
    const asked = selected.fields.find(({ onType }) => onType !== undefined)?.onType;
    const parent = caller.org.schema.object(asked ?? '') ?? parentOf(caller, object, selected.name);
    if (lookup?.relationshipName !== selected.name || !parent || !canRead(caller, object, lookup)) return undefined;
    return {
        kind: 'parent',
        key: selected.key,
        relationship: selected.name,
        plan: planNode(caller, parent, selected.fields, level + 1)
    };
}

/** Child relationships are one level deep, as in SOQL. */
function planChildren(
    caller: Caller,
    object: ObjectDescribe,
    selected: SelectedField,
    level: number
): PlanEntry | undefined {
    const found = object.childRelationships.find(({ relationshipName }) => relationshipName === selected.name);
    const child = found && caller.org.schema.object(found.childObject);
    if (!child || level > 0) return undefined;
    if (!caller.org.access.object(caller.execution.userId, child.name).read) return undefined;
    const connection = readConnection(caller, child, selected, 1);
    if (connection.offset > 0) throw unsupported(`after in the child relationship ${selected.name}`, selected.node);
    return { kind: 'children', key: selected.key, relationship: selected.name, connection };
}

/** The field list of the query that reads a plan. */
export function planColumns(plan: NodePlan, prefix = ''): string[] {
    const own = plan.entries.some((entry) => entry.kind === 'plain' && entry.name === 'WeakEtag')
        ? [`${prefix}Id`, `${prefix}SystemModstamp`]
        : [`${prefix}Id`];
    return plan.entries.reduce((columns, entry) => {
        switch (entry.kind) {
            case 'plain':
                return columns;
            case 'field':
                return columns.concat(prefix + entry.field.name);
            case 'parent':
                return columns.concat(planColumns(entry.plan, `${prefix}${entry.relationship}.`));
            case 'children':
                return columns.concat(childQuery(entry.relationship, entry.connection));
        }
    }, own);
}

function childQuery(relationship: string, connection: Connection): string {
    const columns = [...new Set(planColumns(connection.plan))].join(', ');
    return `(SELECT ${columns} FROM ${relationship}${connectionRest(connection)} LIMIT ${connection.first + 1})`;
}
