import type { MetadataComponent, MetadataRegistry } from '../metadata/component.ts';
import { sameComponent } from '../metadata/sameComponent.ts';
import { changedRegistry } from '../metadata/registry.ts';
import {
    MetadataRefusedError,
    type Candidate,
    type ComponentHistory,
    type MetadataChange,
    type MetadataHome
} from '../org.ts';
import type { Clock, MetadataConsumer, Schema } from '../platform.ts';
import { buildSchema } from '../schema/buildSchema.ts';
import type { StandardObjects } from '../schema/standardObjects.ts';
import type { ComponentStore } from '../store/componentStore.ts';
import type { Database } from '../store/database.ts';
import type { Sequences } from '../store/sequences.ts';
import { syncTables } from '../store/tables.ts';
import { createRegistry } from '../metadata/registry.ts';
import { fillSummaries } from './summaries.ts';
import { checkCustomMetadata, type DeployedRows } from './deployedRows.ts';

/** What the home of metadata needs. */
export interface MetadataHomeParts {
    readonly database: Database;
    readonly components: ComponentStore;
    readonly sequences: Sequences;
    readonly standard: StandardObjects;
    readonly clock: Clock;
}

/** Holds what has been deployed, and the schema that follows from it. */
export class StoredMetadata implements MetadataHome {
    readonly #parts: MetadataHomeParts;
    readonly #consumers: MetadataConsumer[] = [];
    #registry: MetadataRegistry;
    #schema: Schema;
    #rows: DeployedRows | undefined;
    #listener: () => void = () => undefined;

    constructor(parts: MetadataHomeParts) {
        this.#parts = parts;
        this.#registry = createRegistry(parts.components.all());
        this.#schema = buildSchema(parts.standard, this.#registry, parts.sequences).schema;
        parts.database.transaction(() => syncTables(parts.database, this.#schema));
    }

    get registry(): MetadataRegistry {
        return this.#registry;
    }

    get schema(): Schema {
        return this.#schema;
    }

    /** Sets who keeps rows in step, and who is told after every change of the schema. */
    connect(rows: DeployedRows, listener: () => void): void {
        this.#rows = rows;
        this.#listener = listener;
    }

    register(consumer: MetadataConsumer): void {
        this.#consumers.push(consumer);
        consumer.apply(this.#registry, this.#schema);
    }

    history(type: string, fullName: string): ComponentHistory | undefined {
        return this.#parts.components.history(type, fullName);
    }

    check(change: MetadataChange): Candidate {
        const registry = changedRegistry(this.#registry, change.upserts, change.deletions);
        const { schema, problems } = buildSchema(this.#parts.standard, registry, this.#parts.sequences);
        const found = [
            ...problems,
            ...checkCustomMetadata(schema, registry.list('CustomMetadata')),
            ...this.#consumers.flatMap((consumer) => consumer.check(registry, schema))
        ];
        return { registry, schema, problems: found };
    }

    apply(change: MetadataChange): void {
        const candidate = this.check(change);
        const errors = candidate.problems.filter((problem) => problem.severity === 'error');
        if (errors.length > 0) throw new MetadataRefusedError(errors);
        this.#parts.database.transaction(() => this.#take(change, candidate));
    }

    #take(change: MetadataChange, candidate: Candidate): void {
        const before = { registry: this.#registry, schema: this.#schema };
        this.#parts.database.afterRollback(() => this.#become(before));
        for (const { type, fullName } of change.deletions) this.#parts.components.delete(type, fullName);
        for (const component of change.upserts) this.#keep(component, change.userId ?? '');
        syncTables(this.#parts.database, candidate.schema);
        fillSummaries(this.#parts.database, before.schema, candidate.schema);
        this.#become(candidate);
        this.#rows?.apply(change);
    }

    /** A component that says what it said before has not changed. */
    #keep(component: MetadataComponent, userId: string): void {
        const { components, clock } = this.#parts;
        const before = this.#registry.get(component.type, component.fullName);
        if (before && sameComponent(before, component)) components.respell(component);
        else components.put(component, clock.now().toISOString(), userId);
    }

    #become(state: { readonly registry: MetadataRegistry; readonly schema: Schema }): void {
        this.#registry = state.registry;
        this.#schema = state.schema;
        for (const consumer of this.#consumers) consumer.apply(state.registry, state.schema);
        this.#listener();
    }
}
