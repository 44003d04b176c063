import type { SQLInputValue } from 'node:sqlite';
import type { Access } from '../org.ts';
import type { Execution, FieldDescribe, FieldType, ObjectDescribe, Schema } from '../platform.ts';
import { PARENT_PATH } from '../records/formulaFields.ts';
import { coordinateNames } from '../schema/location.ts';
import { quoted } from '../store/database.ts';
import { isStored } from '../store/tables.ts';
import type { QueryErrors } from './queryError.ts';

/** What compiling one query needs; `parameters` are bound by number. */
export interface QueryContext {
    readonly schema: Schema;
    readonly access: Access;
    readonly execution: Execution;
    readonly errors: QueryErrors;
    readonly now: Date;
    readonly parameters: SQLInputValue[];
    /** Gives every table of the statement its own name. */
    nextAlias(): string;
}

/** Binds a value and answers its place in the SQL text. */
export function bind(context: QueryContext, value: SQLInputValue): string {
    context.parameters.push(value);
    return `?${context.parameters.length}`;
}

/** A compiled expression with what is known of its values. */
export interface Expression {
    readonly sql: string;
    readonly type: FieldType;
    readonly field: FieldDescribe | undefined;
}

/** Fields that a parent of several possible objects has, as SOQL's `Name` object. */
const NAME_FIELDS: readonly string[] = [
    'Id',
    'Name',
    'Alias',
    'Email',
    'FirstName',
    'LastName',
    'Phone',
    'Title',
    'Username',
    'IsActive',
    'ProfileId',
    'UserRoleId'
];

interface Table {
    readonly alias: string;
    /** Undefined for a parent that may be of several objects. */
    readonly object: ObjectDescribe | undefined;
}

/** The tables of one FROM: the object and the parents that its fields are reached through. */
export class Scope {
    readonly object: ObjectDescribe;
    readonly alias: string;
    readonly #context: QueryContext;
    readonly #userAlias: string | undefined;
    readonly #joins = new Map<string, { readonly sql: string; readonly table: Table }>();

    constructor(context: QueryContext, object: ObjectDescribe, userAlias: string | undefined) {
        this.#context = context;
        this.object = object;
        this.alias = context.nextAlias();
        this.#userAlias = userAlias?.toLowerCase();
    }

    /** The FROM part with its joins; complete only when every expression has been compiled. */
    from(): string {
        return [`${quoted(this.object.name)} ${this.alias}`, ...[...this.#joins.values()].map((join) => join.sql)].join(
            ' '
        );
    }

    /** A field by its path from the object, like `Account.Owner.Name`. */
    field(path: string): Expression {
        const parts = this.#withoutPrefix(path.split('.'));
        return this.#resolve({ alias: this.alias, object: this.object }, parts, '', true);
    }

    /** The path with its names spelt as in the schema. */
    spell(path: string): string[] {
        let object: ObjectDescribe | undefined = this.object;
        return this.#withoutPrefix(path.split('.')).map((name, index, all) => {
            if (index === all.length - 1) return object?.field(name)?.name ?? nameField(name) ?? name;
            const link: FieldDescribe | undefined = object?.relationship(name);
            object =
                link?.referenceTo.length === 1 ? this.#context.schema.object(link.referenceTo[0] ?? '') : undefined;
            return link?.relationshipName ?? name;
        });
    }

    /** Type of the field at a path of spelt names, where its parents are of one object each. */
    typeOf(path: readonly string[]): FieldType | undefined {
        let object: ObjectDescribe | undefined = this.object;
        for (const name of path.slice(0, -1)) {
            const targets: readonly string[] = object?.relationship(name)?.referenceTo ?? [];
            object = targets.length === 1 ? this.#context.schema.object(targets[0] ?? '') : undefined;
        }
        return object?.field(path.at(-1) ?? '')?.type;
    }

    /** Latitude and longitude of a geolocation field, or of an address; undefined for every other field. */
    coordinates(path: string): { readonly latitude: Expression; readonly longitude: Expression } | undefined {
        const spelt = this.spell(path);
        const type = this.typeOf(spelt);
        if (type !== 'location' && type !== 'address') return undefined;
        const name = spelt.at(-1) ?? '';
        const stem = name.replace(/Address$/, '');
        const names =
            type === 'location'
                ? coordinateNames(name)
                : { latitude: `${stem}Latitude`, longitude: `${stem}Longitude` };
        const part = (field: string): Expression => this.field([...spelt.slice(0, -1), field].join('.'));
        return { latitude: part(names.latitude), longitude: part(names.longitude) };
    }

    /** The id of a parent by relationship path, to tell whether there is one. */
    parentId(relationships: readonly string[]): Expression {
        return this.field([...relationships, 'Id'].join('.'));
    }

    #withoutPrefix(parts: string[]): string[] {
        const first = parts[0]?.toLowerCase();
        if (parts.length < 2 || (first !== this.#userAlias && this.object.relationship(parts[0] ?? ''))) return parts;
        return first === this.#userAlias || first === this.object.name.toLowerCase() ? parts.slice(1) : parts;
    }

    #resolve(table: Table, parts: readonly string[], joined: string, checked: boolean): Expression {
        const [name = '', ...rest] = parts;
        if (rest.length > 0) {
            const { key, parent } = this.#join(table, name, joined, checked);
            return this.#resolve(parent, rest, key, checked);
        }
        if (!table.object) return this.#nameField(table, name);
        const field = table.object.field(name);
        if (!field || (checked && !this.#mayRead(table.object, field)))
            throw this.#context.errors.noField(name, table.object.name);
        if (field.type === 'address' || field.type === 'location')
            throw this.#context.errors.unsupported(`compound field ${field.name} in this place`);
        if (isStored(field)) return { sql: `${table.alias}.${quoted(field.name)}`, type: field.type, field };
        const formula = field.formula ?? '';
        if (PARENT_PATH.test(formula)) {
            const { sql } = this.#resolve(table, formula.split('.'), joined, false);
            return { sql, type: field.type, field };
        }
        return { sql: this.#formula(table.alias, table.object, field), type: field.type, field };
    }

    #mayRead(object: ObjectDescribe, field: FieldDescribe): boolean {
        const { access, execution } = this.#context;
        return execution.mode === 'system' || access.field(execution.userId, object.name, field.name).read;
    }

    #nameField(table: Table, name: string): Expression {
        const known = nameField(name);
        if (!known) throw this.#context.errors.noField(name, 'Name');
        return { sql: `${table.alias}.${quoted(known)}`, type: known === 'Id' ? 'id' : 'string', field: undefined };
    }

    #join(table: Table, name: string, joined: string, checked: boolean): { key: string; parent: Table } {
        const key = `${joined}.${name.toLowerCase()}`;
        const known = this.#joins.get(key);
        if (known) return { key, parent: known.table };
        const link = table.object?.relationship(name);
        if (!link || !table.object || (checked && !this.#mayRead(table.object, link)))
            throw this.#context.errors.noRelationship(name);
        const alias = this.#context.nextAlias();
        const [target = ''] = link.referenceTo;
        const object = link.referenceTo.length === 1 ? this.#context.schema.object(target) : undefined;
        const source = object ? quoted(object.name) : this.#nameView(link);
        const sql = `LEFT JOIN ${source} ${alias} ON ${alias}."Id" = ${table.alias}.${quoted(link.name)}`;
        const parent = { alias, object };
        this.#joins.set(key, { sql, table: parent });
        return { key, parent };
    }

    /** The possible parents of a lookup to several objects, reduced to what they have in common. */
    #nameView(link: FieldDescribe): string {
        const selects = link.referenceTo.flatMap((name) => {
            const object = this.#context.schema.object(name);
            if (!object) return [];
            const shown = object.fields.find((field) => field.nameField && isStored(field))?.name;
            const columns = NAME_FIELDS.map((column) => {
                const source = column === 'Name' ? shown : object.field(column)?.name;
                return `${source && isStored(object.field(source) ?? link) ? quoted(source) : 'NULL'} AS ${quoted(column)}`;
            });
            const shownType = name === 'Group' ? 'Queue' : name;
            return `SELECT ${columns.join(', ')}, '${shownType}' AS "Type" FROM ${quoted(name)}`;
        });
        return `(${selects.join(' UNION ALL ')})`;
    }

    /** Calculated by the formula engine from the fields that the formula names. */
    #formula(alias: string, object: ObjectDescribe, field: FieldDescribe): string {
        const names = formulaInputs(object, field);
        const pairs = names.map((name) => `'${name}', ${alias}.${quoted(name)}`);
        return `formula_value('${object.name}', '${field.name}', json_object(${pairs.join(', ')}))`;
    }
}

function nameField(name: string): string | undefined {
    return [...NAME_FIELDS, 'Type'].find((known) => known.toLowerCase() === name.toLowerCase());
}

/** Stored fields whose names, or whose relationship names, occur in a formula or in the formulas that it uses. */
function formulaInputs(object: ObjectDescribe, field: FieldDescribe, seen = new Set<string>()): string[] {
    const names = new Set(['Id']);
    seen.add(field.name);
    for (const word of field.formula?.match(/[A-Za-z]\w*/g) ?? []) {
        const used = object.field(word) ?? object.relationship(word);
        if (!used) continue;
        if (isStored(used)) names.add(used.name);
        else if (used.type === 'location')
            for (const name of Object.values(coordinateNames(used.name))) names.add(name);
        else if (!seen.has(used.name)) for (const name of formulaInputs(object, used, seen)) names.add(name);
    }
    return [...names];
}
