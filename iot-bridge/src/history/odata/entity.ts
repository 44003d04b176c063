import type { Instant } from '../../pipeline/index.ts';
import type { HistoryStore } from '../model.ts';
import type { Bounds } from './bounds.ts';

/** Types of properties (OData CSDL 4.01, 3.3). */
export type EdmType = 'Edm.String' | 'Edm.Int32' | 'Edm.Double' | 'Edm.DateTimeOffset';

/** A property of an entity type. */
export interface Property {
    name: string;
    type: EdmType;
    nullable: boolean;
    /** Of texts. */
    maxLength?: number;
    description: string;
}

/** An entity; times are ms since 1970 until it is written. */
export type Entity = Record<string, number | string | null>;

/** Where an entity stands in the natural order of its set. */
export interface Position {
    device: string;
    signal?: string | undefined;
    at?: Instant | undefined;
}

/** A set of entities and how it is read. */
export interface EntitySet {
    name: string;
    type: string;
    description: string;
    /** The first one, `Id`, is the key. */
    properties: readonly Property[];
    /** Properties in whose order entities are read, and by which a reader can leave others out. */
    natural: readonly [device: 'Device', ...rest: ('Signal' | 'Start' | 'Time')[]];
    /** Entities within bounds in natural order, from the one with the key `after` on, without it. */
    read(store: HistoryStore, bounds: Bounds, after?: string): AsyncGenerator<Entity>;
    /** Number of entities within bounds; without it they are read and counted. */
    count?(store: HistoryStore, bounds: Bounds): Promise<number>;
}

/** Shorthand for a property that is always there. */
export function required(name: string, type: EdmType, description: string, maxLength?: number): Property {
    return { name, type, nullable: false, description, ...(maxLength !== undefined && { maxLength }) };
}

/** Shorthand for a property that may be null. */
export function optional(name: string, type: EdmType, description: string, maxLength?: number): Property {
    return { ...required(name, type, description, maxLength), nullable: true };
}

/** The key of an entity: one text, because Salesforce takes it as External ID. `~` stands in no part of it. */
export function idOf({ device, signal, at }: Position, last?: string): string {
    const time = at === undefined ? undefined : isoTime(at);
    return [device, signal, time, last]
        .filter((part) => part !== undefined)
        .map((part) => encodeURIComponent(part).replaceAll('~', '%7E').replaceAll('%3A', ':'))
        .join('~');
}

/** Parts of a key; undefined when it is none. */
export function partsOf(id: string): string[] | undefined {
    try {
        return id.split('~').map(decodeURIComponent);
    } catch {
        return undefined;
    }
}

/** An instant as OData writes it. */
export function isoTime(at: Instant): string {
    return new Date(at).toISOString();
}
