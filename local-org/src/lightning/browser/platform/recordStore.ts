import { freeze } from './http.ts';

/** One field of a record in UI API shape. */
export interface FieldEntry {
    readonly displayValue: string | null;
    readonly value: unknown;
}

/** A record in UI API shape. */
export interface RecordEntry {
    readonly apiName: string;
    readonly id: string;
    readonly weakEtag: number;
    readonly fields: Readonly<Record<string, FieldEntry>>;
    readonly [other: string]: unknown;
}

/** Field names below a record; a parent's fields are nested below its relationship. */
export type FieldTree = { readonly [field: string]: FieldTree };

interface Reference {
    readonly recordReference: string;
}

/** Lightning Data Service serves a record from its cache for 30 seconds ("Data Caching" in the LWC guide). */
const freshForMilliseconds = 30_000;

/** The records that the page knows: one copy of each, shared by all components. */
class RecordStore {
    readonly #records = new Map<string, RecordEntry>();
    readonly #readAt = new Map<string, number>();
    readonly #listeners = new Set<(changed: ReadonlySet<string>) => void>();

    /** Takes records over and tells the listeners which ids have changed. */
    ingest(record: RecordEntry): void {
        const changed = new Set<string>();
        this.#merge(record, changed);
        if (changed.size > 0) this.#tell(changed);
    }

    /** The record with just these fields, or undefined when not all of them are known. */
    select(id: string, tree: FieldTree): RecordEntry | undefined {
        const record = this.#records.get(id);
        if (!record) return undefined;
        const fields: Record<string, FieldEntry> = {};
        for (const [name, below] of Object.entries(tree)) {
            const entry = record.fields[name];
            const value = entry && this.#selectValue(entry, below);
            if (!entry || value === undefined) return undefined;
            fields[name] = { displayValue: entry.displayValue, value };
        }
        return freeze({ ...record, fields });
    }

    /** Qualified names of all fields that some component has asked for, parents' fields included. */
    knownFields(id: string): readonly string[] {
        const record = this.#records.get(id);
        return record ? this.#paths(record, 5).map((path) => `${record.apiName}.${path}`) : [];
    }

    /** Whether the record was read so lately that it need not be asked for again. */
    isFresh(id: string): boolean {
        return Date.now() - (this.#readAt.get(id) ?? 0) < freshForMilliseconds;
    }

    forget(id: string): void {
        this.#records.delete(id);
    }

    /** Calls `listener` with the ids of records that have changed; the result ends it. */
    watch(listener: (changed: ReadonlySet<string>) => void): () => void {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }

    #paths(record: RecordEntry, levels: number): string[] {
        return Object.entries(record.fields).flatMap(([name, { value }]) => {
            if (!isReference(value)) return [name];
            const parent = levels > 0 ? this.#records.get(value.recordReference) : undefined;
            return parent ? this.#paths(parent, levels - 1).map((path) => `${name}.${path}`) : [];
        });
    }

    #selectValue(entry: FieldEntry, below: FieldTree): unknown {
        return isReference(entry.value) ? this.select(entry.value.recordReference, below) : entry.value;
    }

    #merge(record: RecordEntry, changed: Set<string>): void {
        const known = this.#records.get(record.id);
        if (known && record.weakEtag > 0 && known.weakEtag > record.weakEtag) return;
        const fields: Record<string, FieldEntry> = { ...known?.fields };
        for (const [name, entry] of Object.entries(record.fields)) {
            if (isRecord(entry.value)) this.#merge(entry.value, changed);
            const value = isRecord(entry.value) ? { recordReference: entry.value.id } : entry.value;
            fields[name] = { displayValue: entry.displayValue, value };
        }
        const merged = { ...known, ...record, weakEtag: Math.max(known?.weakEtag ?? 0, record.weakEtag), fields };
        if (JSON.stringify(merged) !== JSON.stringify(known)) changed.add(record.id);
        this.#records.set(record.id, merged);
        this.#readAt.set(record.id, Date.now());
    }

    #tell(changed: ReadonlySet<string>): void {
        for (const listener of [...this.#listeners]) listener(changed);
    }
}

const isRecord = (value: unknown): value is RecordEntry =>
    typeof value === 'object' && value !== null && 'apiName' in value && 'fields' in value;

const isReference = (value: unknown): value is Reference =>
    typeof value === 'object' && value !== null && 'recordReference' in value;

/** The page's only record store. */
export const recordStore = new RecordStore();

/** Asked of components that show data which is no single record: lists, query results. */
class Invalidations {
    readonly #listeners = new Set<(ids: ReadonlySet<string>) => void>();

    /** Tells that these records have been written. */
    announce(ids: readonly string[]): void {
        const changed = new Set(ids);
        for (const listener of [...this.#listeners]) listener(changed);
    }

    watch(listener: (ids: ReadonlySet<string>) => void): () => void {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }
}

/** Tells lists and query results which records have been written from this page. */
export const invalidations = new Invalidations();

/** Runs `refresh` when one of the records inside `current` is written. */
export function refreshWhenWritten(refresh: () => void, current: () => unknown): () => void {
    return invalidations.watch((ids) => {
        const text = JSON.stringify(current() ?? null);
        if ([...ids].some((id) => text.includes(id))) refresh();
    });
}
