import type {
    CustomMetadata,
    CustomNotificationType,
    PermissionSet,
    Queue,
    RecordType
} from '@salesforce/types/metadata';
import type { MetadataComponent, Problem } from '../metadata/component.ts';
import { problemAt } from '../metadata/problem.ts';
import type { MetadataChange } from '../org.ts';
import type { FieldValue, ObjectDescribe, RecordData, Schema } from '../platform.ts';
import { isStored } from '../store/tables.ts';
import type { RecordsContext } from './context.ts';
import { convertValue } from './convertValue.ts';
import { RecordRefusal } from './saveError.ts';

/** Metadata that is also read as records: custom metadata, permission sets, queues, record types, notification types. */
type RowReader = (component: MetadataComponent) => {
    readonly object: string;
    /** Fields that find the row again. */
    readonly key: RecordData;
    readonly values: RecordData;
};

const READERS: Readonly<Record<string, RowReader>> = {
    PermissionSet: (component) => {
        const set = component.content as PermissionSet;
        const values = { Label: set.label, Description: set.description ?? null, IsCustom: true, Type: 'Regular' };
        return { object: 'PermissionSet', key: { Name: component.fullName }, values };
    },
    Queue: (component) => {
        const queue = component.content as Queue;
        const values = { Name: queue.name, Description: queue.description ?? null, Email: queue.email ?? null };
        return { object: 'Group', key: { DeveloperName: component.fullName, Type: 'Queue' }, values };
    },
    RecordType: (component) => {
        const type = component.content as RecordType;
        const [objectName = '', name = ''] = component.fullName.split('.');
        const values = { Name: type.label, Description: type.description ?? null, IsActive: type.active };
        return { object: 'RecordType', key: { SobjectType: objectName, DeveloperName: name }, values };
    },
    CustomNotificationType: (component) => {
        const type = component.content as CustomNotificationType;
        const label = type.masterLabel;
        const values = { MasterLabel: label, CustomNotifTypeName: label, Desktop: type.desktop, Mobile: type.mobile };
        return { object: 'CustomNotificationType', key: { DeveloperName: component.fullName }, values };
    }
};

/** Keeps the rows of deployed metadata in step with a change; runs inside the deployment's transaction. */
export class DeployedRows {
    readonly #context: RecordsContext;

    constructor(context: RecordsContext) {
        this.#context = context;
    }

    apply(change: MetadataChange): void {
        for (const name of change.deletions) this.#delete(name.type, name.fullName);
        for (const component of change.upserts) this.#put(component);
    }

    #put(component: MetadataComponent): void {
        if (component.type === 'CustomMetadata') return this.#putCustomMetadata(component);
        const reader = READERS[component.type];
        if (!reader) return;
        const { object, key, values } = reader(component);
        const id = this.#upsert(object, key, values);
        if (component.type === 'Queue') this.#linkQueue(id, component.content as Queue);
    }

    #putCustomMetadata(component: MetadataComponent): void {
        const { schema } = this.#context;
        const object = customMetadataObject(schema, component.fullName);
        if (!object) return;
        const name = component.fullName.slice(component.fullName.indexOf('.') + 1);
        const content = component.content as CustomMetadata;
        const label = content.label ?? name;
        this.#upsert(
            object.name,
            { DeveloperName: name },
            {
                ...customMetadataValues(object, content),
                MasterLabel: label,
                Label: label,
                QualifiedApiName: name,
                Language: 'en_US'
            }
        );
    }

    #linkQueue(queueId: string, queue: Queue): void {
        this.#context.database.run('DELETE FROM "QueueSobject" WHERE "QueueId" = ?', queueId);
        for (const link of queue.queueSobject)
            this.#insert('QueueSobject', { QueueId: queueId, SobjectType: link.sobjectType });
    }

    #upsert(objectName: string, key: RecordData, values: RecordData): string {
        const object = this.#object(objectName);
        const existing = this.#find(object, key);
        if (!existing) return this.#insert(objectName, { ...key, ...values });
        const now = this.#context.clock.now().toISOString();
        const stamped = Object.fromEntries(
            ['LastModifiedDate', 'SystemModstamp'].flatMap((name) => (object.field(name) ? [[name, now]] : []))
        );
        this.#context.rows.update(object, existing, { ...values, ...stamped });
        this.#context.changed(object.name, existing);
        return existing;
    }

    #insert(objectName: string, values: RecordData): string {
        const object = this.#object(objectName);
        const id = this.#context.sequences.nextId(object.keyPrefix);
        this.#context.rows.insert(object, { Id: id, ...values, ...auditValues(this.#context, object) });
        this.#context.changed(object.name, id);
        return id;
    }

    #delete(type: string, fullName: string): void {
        const name = fullName.slice(fullName.indexOf('.') + 1);
        const custom = type === 'CustomMetadata' ? customMetadataObject(this.#context.schema, fullName) : undefined;
        const found: { readonly object: ObjectDescribe; readonly key: RecordData } | undefined = custom
            ? { object: custom, key: { DeveloperName: name } }
            : type === 'PermissionSet'
              ? { object: this.#object(type), key: { Name: fullName } }
              : type === 'Queue'
                ? { object: this.#object('Group'), key: { DeveloperName: fullName, Type: 'Queue' } }
                : type === 'RecordType' || type === 'CustomNotificationType'
                  ? { object: this.#object(type), key: { DeveloperName: name } }
                  : undefined;
        const id = found && this.#find(found.object, found.key);
        if (!found || !id) return;
        this.#context.rows.delete(found.object, id, this.#context.clock.now().toISOString());
        this.#context.changed(found.object.name, id);
    }

    #find(object: ObjectDescribe, key: RecordData): string | undefined {
        const [[name, value] = ['', null], ...others] = Object.entries(key);
        const matches = this.#context.rows.byField(object, name, [value], (record) => String(record['Id']));
        for (const [id, record] of matches) if (others.every(([other, wanted]) => record[other] === wanted)) return id;
        return undefined;
    }

    #object(name: string): ObjectDescribe {
        const object = this.#context.schema.object(name);
        if (!object) throw new Error(`The schema has no object ${name}.`);
        return object;
    }
}

/** Who and when, for rows that the org writes itself. */
export function auditValues(
    context: Pick<RecordsContext, 'clock' | 'defaultOwnerId'>,
    object: ObjectDescribe
): RecordData {
    const now = context.clock.now().toISOString();
    const values: RecordData = {};
    for (const name of ['CreatedDate', 'LastModifiedDate', 'SystemModstamp'])
        if (object.field(name)) values[name] = now;
    for (const name of ['CreatedById', 'LastModifiedById', 'OwnerId'])
        if (object.field(name)) values[name] = context.defaultOwnerId;
    return values;
}

function customMetadataObject(schema: Schema, fullName: string): ObjectDescribe | undefined {
    return schema.object(`${fullName.slice(0, fullName.indexOf('.')).replace(/__mdt$/, '')}__mdt`);
}

/** What stands against custom metadata records in a schema. */
export function checkCustomMetadata(schema: Schema, components: readonly MetadataComponent[]): Problem[] {
    return components
        .filter((component) => component.type === 'CustomMetadata')
        .flatMap((component) => {
            const object = customMetadataObject(schema, component.fullName);
            if (!object) return [problemAt(component, `Custom metadata type of ${component.fullName} does not exist`)];
            try {
                customMetadataValues(object, component.content as CustomMetadata);
                return [];
            } catch (error) {
                if (error instanceof RecordRefusal) return [problemAt(component, error.message)];
                throw error;
            }
        });
}

/** @throws RecordRefusal for unknown fields, values that do not fit, and missing required values. */
function customMetadataValues(object: ObjectDescribe, content: CustomMetadata): RecordData {
    const values: RecordData = {};
    for (const { field: name, value } of content.values) {
        const field = object.field(name);
        if (!field) throw new RecordRefusal('INVALID_FIELD', `Field ${name} does not exist on ${object.name}`);
        values[field.name] = convertValue(field, plainValue(value));
    }
    for (const field of object.fields.filter((one) => one.custom && isStored(one))) {
        const blank = (values[field.name] ?? null) === null;
        if (blank && !(field.name in values) && field.defaultFormula !== null)
            values[field.name] = convertValue(field, field.defaultFormula);
        else if (blank && !field.nillable && field.type !== 'boolean')
            throw new RecordRefusal('REQUIRED_FIELD_MISSING', `Required fields are missing: [${field.name}]`);
    }
    return values;
}

/** A value as XML gives it: plain, or with its schema type beside it. */
function plainValue(value: unknown): FieldValue {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    return null;
}
