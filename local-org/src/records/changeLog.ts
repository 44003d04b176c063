import type { Database } from '../store/database.ts';

type ChangeListener = (changed: ReadonlyMap<string, ReadonlySet<string>>) => void;

/** Collects what a transaction changed and tells it after the commit. */
export class ChangeLog {
    readonly #listeners: ChangeListener[] = [];
    #changed = new Map<string, Set<string>>();

    listen(listener: ChangeListener): void {
        this.#listeners.push(listener);
    }

    note(database: Database, objectName: string, id: string): void {
        if (this.#changed.size === 0) database.afterEnd(() => this.#tell());
        this.#changed.set(objectName, (this.#changed.get(objectName) ?? new Set()).add(id));
    }

    /** After a rollback this tells of records that did not change: listeners only read again. */
    #tell(): void {
        const changed = this.#changed;
        this.#changed = new Map();
        for (const listener of this.#listeners) listener(changed);
    }
}
