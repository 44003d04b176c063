import type { SQLInputValue } from 'node:sqlite';
import type { FieldFunctionExpression } from '@jetstreamapp/soql-parser-js';
import type { FieldType, ObjectDescribe } from '../platform.ts';
import type { Expression, QueryContext, Scope } from './scope.ts';

/** One value of a row, and where it goes in the answer. */
export interface OutputColumn {
    /** Keys from the row down: `['Account', 'Owner', 'Name']`. */
    readonly path: readonly string[];
    readonly type: FieldType;
    /** Column of the statement. */
    readonly index: number;
}

/** A parent or a geolocation that the answer nests; its id, or a coordinate, tells whether there is one. */
export interface OutputParent {
    readonly path: readonly string[];
    readonly idIndex: number;
}

/** How rows of the statement become rows of the answer. */
export interface Output {
    readonly object: ObjectDescribe;
    readonly columns: readonly OutputColumn[];
    readonly parents: readonly OutputParent[];
    /** Column with the record's id; undefined for aggregate rows. */
    readonly idIndex: number | undefined;
    /** Column with the parent's id, in child queries. */
    readonly parentIndex: number | undefined;
}

const GEOCODE = ['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy'];

/** Collects what a query selects, with the hidden ids that nesting needs. */
export class Selection {
    readonly #context: QueryContext;
    readonly #scope: Scope;
    readonly #sql: string[] = [];
    readonly #columns: OutputColumn[] = [];
    readonly #parents = new Map<string, OutputParent>();
    readonly #aliases = new Map<string, Expression>();
    #idIndex: number | undefined;
    #hiddenIndex: number | undefined;
    #unnamed = 0;

    constructor(context: QueryContext, scope: Scope) {
        this.#context = context;
        this.#scope = scope;
    }

    addField(path: string, alias: string | undefined, grouped: boolean): void {
        if (alias && !grouped)
            throw this.#context.errors.malformed(`only aggregate expressions use field aliasing: ${alias}`);
        const spelt = this.#scope.spell(path);
        const name = spelt.at(-1) ?? path;
        if (!grouped && (this.#addAddress(spelt) || this.#addLocation(path, spelt))) return;
        const expression = this.#scope.field(path);
        if (grouped) {
            this.#add([alias ?? name], expression);
            if (alias) this.#aliases.set(alias.toLowerCase(), expression);
            return;
        }
        for (let depth = 1; depth < spelt.length; depth++) this.#addParent(spelt.slice(0, depth));
        this.#add(spelt, expression);
    }

    addFunction(expression: Expression, call: FieldFunctionExpression): void {
        const label = call.functionName.toLowerCase() === 'tolabel' ? String(call.parameters[0]) : undefined;
        const name = call.alias ?? label ?? `expr${this.#unnamed++}`;
        this.#add(name === label ? this.#scope.spell(label) : [name], expression);
        if (call.alias) this.#aliases.set(call.alias.toLowerCase(), expression);
    }

    /** The record's own id, for its address. */
    addIdentity(): void {
        this.#idIndex = this.#push(`${this.#scope.alias}."Id"`);
    }

    /** A column that only the engine reads. */
    addHidden(expression: Expression): void {
        this.#hiddenIndex = this.#push(expression.sql);
    }

    aliases(): ReadonlyMap<string, Expression> {
        return this.#aliases;
    }

    columns(): string {
        return this.#sql.map((sql, index) => `${sql} AS "c${index}"`).join(', ');
    }

    columnNames(): string[] {
        return this.#sql.map((_sql, index) => `"c${index}"`);
    }

    output(grouped: boolean): Output {
        return {
            object: this.#scope.object,
            columns: this.#columns,
            parents: [...this.#parents.values()].sort((one, other) => one.path.length - other.path.length),
            idIndex: grouped ? undefined : this.#idIndex,
            parentIndex: this.#hiddenIndex
        };
    }

    #add(path: readonly string[], expression: Expression): void {
        const key = path.join('.').toLowerCase();
        if (this.#columns.some((column) => column.path.join('.').toLowerCase() === key))
            throw this.#context.errors.malformed(`duplicate field selected: ${path.join('.')}`);
        this.#columns.push({ path, type: expression.type, index: this.#push(expression.sql) });
    }

    #addParent(path: readonly string[]): void {
        const key = path.join('.');
        if (!this.#parents.has(key))
            this.#parents.set(key, { path, idIndex: this.#push(this.#scope.parentId(path).sql) });
    }

    /** A compound address is answered as an object of its parts. */
    #addAddress(path: readonly string[]): boolean {
        const name = path.at(-1) ?? '';
        if (!name.endsWith('Address') || this.#scope.typeOf(path) !== 'address') return false;
        for (let depth = 1; depth < path.length; depth++) this.#addParent(path.slice(0, depth));
        const prefix = [...path.slice(0, -1), name.replace(/Address$/, '')].join('.');
        for (const part of GEOCODE) {
            const expression = this.#scope.field(prefix + part);
            const key = (part[0] ?? '').toLowerCase() + part.slice(1);
            this.#columns.push({ path: [...path, key], type: expression.type, index: this.#push(expression.sql) });
        }
        return true;
    }

    /** A geolocation is answered as an object of its coordinates, and as null when both are blank. */
    #addLocation(path: string, spelt: readonly string[]): boolean {
        const place = this.#scope.typeOf(spelt) === 'location' ? this.#scope.coordinates(path) : undefined;
        if (!place) return false;
        const key = spelt.join('.');
        if (this.#parents.has(key)) throw this.#context.errors.malformed(`duplicate field selected: ${key}`);
        for (let depth = 1; depth < spelt.length; depth++) this.#addParent(spelt.slice(0, depth));
        const { latitude, longitude } = place;
        this.#parents.set(key, { path: spelt, idIndex: this.#push(`COALESCE(${latitude.sql}, ${longitude.sql})`) });
        this.#columns.push(
            { path: [...spelt, 'latitude'], type: 'double', index: this.#push(latitude.sql) },
            { path: [...spelt, 'longitude'], type: 'double', index: this.#push(longitude.sql) }
        );
        return true;
    }

    #push(sql: string): number {
        return this.#sql.push(sql) - 1;
    }
}

/** A value of a statement's row. */
export function valueAt(row: readonly SQLInputValue[], index: number): SQLInputValue {
    return row[index] ?? null;
}
