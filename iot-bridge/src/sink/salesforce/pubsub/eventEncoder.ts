import avro from 'avsc';
import type { Schema, Type } from 'avsc';
import { z } from 'zod';
import type { AlarmEventFields } from '../../../pipeline/index.ts';

const schemaShape = z.looseObject({
    fields: z.array(z.looseObject({ name: z.string(), type: z.unknown(), doc: z.string().optional() }))
});

/** Who publishes, as the fields that every event has besides its own. */
export interface Creation {
    CreatedDate: number;
    CreatedById: string;
}

/** Makes Avro binary of alarm events, by the schema of the topic. */
export class EventEncoder {
    readonly schemaId: string;
    private readonly type: Type;
    private readonly fields: ReadonlySet<string>;
    /** Fields that Avro carries as milliseconds. */
    private readonly instants: ReadonlySet<string>;

    /** @param schemaJson Avro schema of the Pub/Sub API: a record whose optional fields are unions with null */
    constructor(schemaId: string, schemaJson: string) {
        const schema: unknown = JSON.parse(schemaJson);
        const { fields } = schemaShape.parse(schema);
        this.schemaId = schemaId;
        this.type = avro.Type.forSchema(schema as Schema);
        this.fields = new Set(fields.map(({ name }) => name));
        this.instants = new Set(fields.filter(({ type }) => isLong(type)).map(({ name }) => name));
    }

    /**
     * The payload of one event.
     * @throws Error for a value that does not fit, or a field the org does not have: dropping it would be a silent loss
     */
    encode(event: AlarmEventFields, creation: Creation): Buffer {
        const values: Record<string, string | number | null> = { ...creation };
        for (const field of this.fields) if (!(field in values)) values[field] = null;
        for (const [name, value] of Object.entries(event)) {
            if (this.fields.has(name)) values[name] = this.instants.has(name) ? instantOf(value) : value;
            else if (value !== null) throw new TypeError(`INVALID_FIELD: the event of the org has no field ${name}`);
        }
        return this.type.toBuffer(values);
    }
}

function isLong(type: unknown): boolean {
    return Array.isArray(type) ? type.some(isLong) : type === 'long';
}

function instantOf(value: string | number | null): number | null {
    return typeof value === 'string' ? Date.parse(value) : value;
}
