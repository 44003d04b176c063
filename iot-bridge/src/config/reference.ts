import { z } from 'zod';
import type { Reload } from './meta.ts';
import { configSchema } from './schema.ts';

/** A key of the configuration as the references need it. */
export interface KeyReference {
    name: string;
    /** Dotted path; `[]` marks an element of a list. */
    path: string;
    type: string;
    description: string;
    unit?: string | undefined;
    reload: Reload;
    required: boolean;
    default?: unknown;
    example?: unknown;
    children: KeyReference[];
    list: boolean;
}

interface JsonSchema {
    type?: string;
    description?: string;
    unit?: string;
    reload?: Reload;
    example?: unknown;
    default?: unknown;
    enum?: unknown[];
    const?: string | number | boolean;
    anyOf?: JsonSchema[];
    oneOf?: JsonSchema[];
    properties?: Record<string, JsonSchema>;
    required?: string[];
    items?: JsonSchema;
    minimum?: number;
    maximum?: number;
}

/** All keys, in the order of the schema, nested. Rendered documents and hints come from here only. */
export function configurationKeys(): KeyReference[] {
    const schema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
    return keysOf(schema, '', 'restart');
}

/** Names of the keys allowed below a place in a configuration document. */
export function keysAt(place: readonly PropertyKey[]): string[] {
    let keys = configurationKeys();
    for (const part of place) {
        if (typeof part === 'number') continue;
        keys = keys.find((entry) => entry.name === part)?.children ?? [];
    }
    return keys.map((entry) => entry.name);
}

function keysOf(schema: JsonSchema, parent: string, inherited: Reload): KeyReference[] {
    return Object.entries(schema.properties ?? {}).map(([name, property]) => {
        const list = property.type === 'array';
        const path = `${parent}${name}${list ? '[]' : ''}`;
        const reload = property.reload ?? inherited;
        return {
            name,
            path,
            type: typeOf(property),
            description: property.description ?? '',
            unit: property.unit,
            reload,
            required: schema.required?.includes(name) ?? false,
            default: property.default,
            example: property.example ?? property.const,
            children: childrenOf(property, `${path}.`, reload),
            list
        };
    });
}

/** Keys of a union are those of all variants, each once; only the first variant's are required in a sample. */
function childrenOf(property: JsonSchema, parent: string, inherited: Reload): KeyReference[] {
    const variants = property.oneOf ?? property.anyOf ?? [property.items ?? property];
    const [first = [], ...others] = variants.map((variant) => keysOf(variant, parent, inherited));
    const keys = first.map((entry) => withVariants(entry, others.flat()));
    const names = new Set(keys.map((entry) => entry.name));
    const more = others.flat().filter((entry) => !names.has(entry.name));
    const alternatives = more.map((entry) => ({ ...entry, required: false }));
    return [...keys, ...alternatives.filter((entry, index) => indexOfName(alternatives, entry) === index)];
}

/** The key that tells the variants apart has the constants of all of them. */
function withVariants(entry: KeyReference, others: KeyReference[]): KeyReference {
    const types = others.filter((other) => other.name === entry.name && other.type !== entry.type);
    if (types.length === 0) return entry;
    return { ...entry, type: [entry.type, ...types.map((other) => other.type)].join(', ') };
}

function indexOfName(keys: KeyReference[], wanted: KeyReference): number {
    return keys.findIndex((entry) => entry.name === wanted.name);
}

function typeOf(property: JsonSchema): string {
    if (property.enum) return property.enum.map((value) => `\`${String(value)}\``).join(', ');
    if (property.const !== undefined) return `\`${String(property.const)}\``;
    const variants = property.anyOf ?? property.oneOf;
    if (variants)
        return variants.every((entry) => entry.type === 'object') ? 'object' : variants.map(typeOf).join(' or ');
    if (property.type === 'array') return `list of ${property.items ? typeOf(property.items) : 'values'}`;
    return `${property.type ?? 'value'}${rangeOf(property)}`;
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
    const low = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
    const high = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
    if (low !== undefined && high !== undefined) return ` ${low} to ${high}`;
    if (low !== undefined) return ` from ${low}`;
    return high === undefined ? '' : ` up to ${high}`;
}
