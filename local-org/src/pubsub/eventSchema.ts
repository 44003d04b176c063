import { createHash } from 'node:crypto';
import avro, { type Schema as AvroSchema, type Type } from 'avsc';
import { componentId } from '../deploy/componentId.ts';
import type { FieldDescribe, FieldValue, ObjectDescribe, PlatformEvent, RecordData } from '../platform.ts';

type AvroPrimitive = 'string' | 'double' | 'boolean' | 'long';

/** Field types that events have, as Avro carries them. Dates are milliseconds since 1970. */
const carriedAs: Readonly<Record<string, readonly [AvroPrimitive, string]>> = {
    boolean: ['boolean', 'Boolean'],
    date: ['long', 'DateOnly'],
    datetime: ['long', 'DateTime'],
    double: ['double', 'Double'],
    int: ['double', 'Double']
};

/** Stands for a value that became required after the event was stored. */
const blank: Readonly<Record<AvroPrimitive, FieldValue>> = { string: '', double: 0, boolean: false, long: 0 };

/** The Avro schema of one event object as it is deployed now. */
export class EventSchema {
    readonly objectName: string;
    readonly id: string;
    readonly json: string;
    readonly #type: Type;
    readonly #fields: readonly FieldDescribe[];

    constructor(object: ObjectDescribe) {
        this.objectName = object.name;
        this.#fields = object.fields.filter((field) => field.custom);
        const schema = schemaOf(object.name, this.#fields);
        this.json = JSON.stringify(schema);
        this.id = createHash('sha256').update(this.json).digest('base64url').slice(0, 22);
        this.#type = avro.Type.forSchema(schema);
    }

    /** An event as Avro binary. */
    encode(event: PlatformEvent): Buffer {
        const values: Record<string, FieldValue> = {
            CreatedDate: Date.parse(event.createdDate),
            CreatedById: event.createdById
        };
        for (const field of this.#fields) values[field.name] = toAvro(field, event.payload[field.name] ?? null);
        return this.#type.toBuffer(values);
    }

    /** Custom fields of a published payload; creation date and user are the org's own. @throws Error for other bytes. */
    decode(payload: Buffer): RecordData {
        const values = this.#type.fromBuffer(payload) as Readonly<Record<string, FieldValue>>;
        const record: RecordData = {};
        for (const field of this.#fields) record[field.name] = fromAvro(field, values[field.name] ?? null);
        return record;
    }
}

function schemaOf(name: string, fields: readonly FieldDescribe[]): AvroSchema {
    return {
        type: 'record',
        name,
        namespace: 'com.sforce.eventbus',
        fields: [
            { name: 'CreatedDate', type: 'long', doc: 'CreatedDate:DateTime' },
            { name: 'CreatedById', type: 'string', doc: 'CreatedBy:EntityId' },
            ...fields.map((field) => avroField(name, field))
        ]
    };
}

function avroField(objectName: string, field: FieldDescribe): { name: string; type: AvroSchema; doc: string } {
    const [type, kind] = carried(field);
    const id = componentId({ type: 'CustomField', fullName: `${objectName}.${field.name}` });
    const doc = `Data:${kind}:${id}`;
    return required(field) ? { name: field.name, type, doc } : { name: field.name, type: ['null', type], doc, ...NONE };
}

const NONE = { default: null } as const;

/** A checkbox always has a value, but publishers may leave it out. */
function required(field: FieldDescribe): boolean {
    return !field.nillable && field.type !== 'boolean';
}

function carried(field: FieldDescribe): readonly [AvroPrimitive, string] {
    return carriedAs[field.type] ?? ['string', 'Text'];
}

function toAvro(field: FieldDescribe, value: FieldValue): FieldValue {
    const [type] = carried(field);
    if (value === null) return required(field) ? blank[type] : null;
    return type === 'long' ? Date.parse(String(value)) : value;
}

function fromAvro(field: FieldDescribe, value: FieldValue): FieldValue {
    if (value === null || carried(field)[0] !== 'long') return value;
    const text = new Date(Number(value)).toISOString();
    return field.type === 'date' ? text.slice(0, 10) : text;
}

/** Schemas of an org. Older ones stay known, because publishers may still use them. */
export class EventSchemas {
    readonly #byObject = new WeakMap<ObjectDescribe, EventSchema>();
    readonly #byId = new Map<string, EventSchema>();

    of(object: ObjectDescribe): EventSchema {
        const known = this.#byObject.get(object);
        if (known) return known;
        const made = new EventSchema(object);
        this.#byObject.set(object, made);
        this.#byId.set(made.id, made);
        return made;
    }

    byId(id: string): EventSchema | undefined {
        return this.#byId.get(id);
    }
}
