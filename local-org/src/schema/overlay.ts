import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const fieldTypes = [
    'string',
    'textarea',
    'picklist',
    'multipicklist',
    'boolean',
    'int',
    'double',
    'currency',
    'percent',
    'date',
    'datetime',
    'time',
    'reference',
    'phone',
    'email',
    'url'
] as const;

const fieldOverlay = z.strictObject({
    type: z.enum(fieldTypes).optional(),
    label: z.string().optional(),
    length: z.int().positive().optional(),
    precision: z.int().positive().optional(),
    scale: z.int().nonnegative().optional(),
    /** A value must be given; the org has no default for it. */
    required: z.boolean().optional(),
    /** Set by the org alone. */
    readOnly: z.boolean().optional(),
    /** Can be given when the record is created, never changed. */
    createOnly: z.boolean().optional(),
    unique: z.boolean().optional(),
    externalId: z.boolean().optional(),
    /** Display format of an auto-number, like `{00000000}`. */
    autoNumber: z.string().optional(),
    /** Path to the parent's field that this one shows, or a formula. */
    formula: z.string().optional(),
    /** Values; a leading `*` marks the default. */
    picklist: z.array(z.string()).optional(),
    restricted: z.boolean().optional(),
    /** Name of the StandardValueSet that may replace the values. */
    valueSet: z.string().optional(),
    defaultValue: z.string().optional(),
    referenceTo: z.array(z.string()).optional(),
    relationship: z.string().optional(),
    /** Name of the child relationship on the parent. */
    children: z.string().optional(),
    onDelete: z.enum(['SetNull', 'Restrict', 'Cascade']).optional(),
    nameField: z.boolean().optional()
});

const objectOverlay = z.strictObject({
    label: z.string(),
    plural: z.string(),
    prefix: z.string().length(3),
    fields: z.record(z.string(), fieldOverlay)
});

const overlay = z.strictObject({
    /** Fields of features that are off in this org (currencies, divisions, person accounts), by pattern. */
    absent: z.array(z.string()),
    objects: z.record(z.string(), objectOverlay)
});

const extract = z.record(
    z.string(),
    z.object({
        fields: z.record(z.string(), z.string()),
        parents: z.record(z.string(), z.string()),
        children: z.record(z.string(), z.string())
    })
);

export type FieldOverlay = z.infer<typeof fieldOverlay>;
export type ObjectOverlay = z.infer<typeof objectOverlay>;
export type Overlay = z.infer<typeof overlay>;
export type StandardExtract = z.infer<typeof extract>;

/** What we know of the standard objects beyond names: lengths, picklists, required fields, relationship names. */
export function readOverlay(): Overlay {
    return overlay.parse(readData('standard-overlay.json'));
}

/** Names and value types of the fields of the standard objects. */
export function readExtract(): StandardExtract {
    return extract.parse(readData('sobjects-65.json'));
}

function readData(name: string): unknown {
    return JSON.parse(readFileSync(fileURLToPath(new URL(`../../data/${name}`, import.meta.url)), 'utf8'));
}
