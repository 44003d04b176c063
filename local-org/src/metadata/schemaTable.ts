/** The Metadata API's types, as generated into `data/metadata-schema.json`. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** One element that a type may have. */
export interface SchemaProperty {
    readonly name: string;
    /** Name of a complex type, an enumeration, or one of `string`, `number`, `boolean`, `Date`, `ID`, `any`. */
    readonly type: string;
    readonly repeatable: boolean;
    readonly required: boolean;
}

/** Look-ups in the table of types. */
export interface SchemaTable {
    isType(name: string): boolean;
    /** Elements of a complex type, those of its base types first; undefined for anything else. */
    properties(type: string): ReadonlyMap<string, SchemaProperty> | undefined;
    /** Values of a closed enumeration; undefined for anything else. */
    enumeration(name: string): readonly string[] | undefined;
}

const tableFile = z.object({
    enumerations: z.record(z.string(), z.array(z.string())),
    types: z.record(z.string(), z.object({ base: z.string().optional(), properties: z.record(z.string(), z.string()) }))
});

type TableFile = z.infer<typeof tableFile>;

/** Loads the generated table (release 66.0 of the Metadata API). */
export function loadSchemaTable(): SchemaTable {
    const path = fileURLToPath(new URL('../../data/metadata-schema.json', import.meta.url));
    return schemaTable(tableFile.parse(JSON.parse(readFileSync(path, 'utf8'))));
}

function schemaTable(file: TableFile): SchemaTable {
    const cache = new Map<string, ReadonlyMap<string, SchemaProperty>>();
    const properties = (name: string): ReadonlyMap<string, SchemaProperty> | undefined => {
        const known = cache.get(name);
        if (known) return known;
        const type = Object.hasOwn(file.types, name) ? file.types[name] : undefined;
        if (!type) return undefined;
        const inherited = type.base ? properties(type.base) : undefined;
        const own = Object.entries(type.properties).map(([key, text]) => [key, schemaProperty(key, text)] as const);
        const all = new Map([...(inherited ?? []), ...own]);
        cache.set(name, all);
        return all;
    };
    return {
        isType: (name) => Object.hasOwn(file.types, name),
        properties,
        enumeration: (name) => (Object.hasOwn(file.enumerations, name) ? file.enumerations[name] : undefined)
    };
}

function schemaProperty(name: string, text: string): SchemaProperty {
    const repeatable = text.endsWith('[]');
    const optional = text.endsWith('?');
    const type = repeatable ? text.slice(0, -2) : optional ? text.slice(0, -1) : text;
    return { name, type, repeatable, required: !repeatable && !optional };
}
