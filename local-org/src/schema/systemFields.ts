import type { FieldDescribe } from '../platform.ts';
import { makeField } from './describe.ts';

const readOnly = { createable: false, updateable: false } as const;

/** The record id. */
export const idField: FieldDescribe = makeField({
    name: 'Id',
    label: 'Record ID',
    type: 'id',
    length: 18,
    nillable: false,
    ...readOnly
});

const user = (name: string, label: string): FieldDescribe =>
    makeField({
        name,
        label,
        type: 'reference',
        length: 18,
        referenceTo: ['User'],
        relationshipName: name.replace(/Id$/, ''),
        nillable: false,
        ...readOnly
    });

const moment = (name: string, label: string): FieldDescribe =>
    makeField({ name, label, type: 'datetime', nillable: false, ...readOnly });

/** Who and when, on every record. */
export const auditFields: readonly FieldDescribe[] = [
    makeField({ name: 'IsDeleted', label: 'Deleted', type: 'boolean', nillable: false, ...readOnly }),
    moment('CreatedDate', 'Created Date'),
    user('CreatedById', 'Created By ID'),
    moment('LastModifiedDate', 'Last Modified Date'),
    user('LastModifiedById', 'Last Modified By ID'),
    moment('SystemModstamp', 'System Modstamp')
];

/** The owner of a custom object's record: a user or a queue. */
export const ownerField: FieldDescribe = makeField({
    name: 'OwnerId',
    label: 'Owner ID',
    type: 'reference',
    length: 18,
    referenceTo: ['Group', 'User'],
    relationshipName: 'Owner',
    nillable: false
});

/** The record type, on objects that have some. */
export const recordTypeField: FieldDescribe = makeField({
    name: 'RecordTypeId',
    label: 'Record Type ID',
    type: 'reference',
    length: 18,
    referenceTo: ['RecordType'],
    relationshipName: 'RecordType'
});

/** Names of the fields that only the org writes, on any object. */
export const systemFieldNames: ReadonlySet<string> = new Set([
    idField.name,
    ...auditFields.map((field) => field.name),
    'LastViewedDate',
    'LastReferencedDate',
    'LastActivityDate'
]);
