import { refusals, SalesforceError } from '../errors.ts';
import type { ObjectDescribe } from '../platform.ts';
import { toId18 } from '../schema/recordId.ts';
import { translatedObject } from '../translation/index.ts';
import { describeObject, summarize } from './describeObject.ts';
import { ok, type Resource, type ResourceCall, type ResourceReply } from './resource.ts';
import { recordBody, restRecord, savedOrThrow, SaveFailedError } from './restRecord.ts';

/** Single records and descriptions. */
export const sobjectResources: readonly Resource[] = [
    { method: 'GET', path: 'sobjects', handle: globalDescribe },
    { method: 'GET', path: 'sobjects/:object', handle: basicInfo },
    { method: 'POST', path: 'sobjects/:object', handle: create },
    { method: 'GET', path: 'sobjects/:object/describe', handle: describe },
    { method: 'GET', path: 'sobjects/:object/:id', handle: retrieve },
    { method: 'PATCH', path: 'sobjects/:object/:id', handle: update },
    { method: 'DELETE', path: 'sobjects/:object/:id', handle: remove },
    { method: 'GET', path: 'sobjects/:object/:field/:value', handle: retrieveByKey },
    { method: 'PATCH', path: 'sobjects/:object/:field/:value', handle: upsert },
    { method: 'DELETE', path: 'sobjects/:object/:field/:value', handle: removeByKey }
];

/** Start of the version's resources, as in records' addresses. */
export function versionBase(call: ResourceCall): string {
    return `/services/data/${call.version}`;
}

/** The object a call names, when the caller may see it. */
export function objectOf(call: ResourceCall, name = call.params['object'] ?? ''): ObjectDescribe {
    const object = call.org.schema.object(name);
    const rights = object && call.org.access.object(call.execution.userId, object.name);
    if (!object || !(rights?.read || rights?.create)) throw refusals.notFound();
    return object;
}

function globalDescribe(call: ResourceCall): ResourceReply {
    const { schema, access } = call.org;
    const { userId } = call.execution;
    const visible = schema
        .objects()
        .filter((object) => access.object(userId, object.name).read || access.object(userId, object.name).create);
    return ok({
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: visible.map((object) =>
            summarize(translatedObject(call.org, userId, object), access, userId, versionBase(call))
        )
    });
}

function basicInfo(call: ResourceCall): ResourceReply {
    const object = translatedObject(call.org, call.execution.userId, objectOf(call));
    return ok({
        objectDescribe: summarize(object, call.org.access, call.execution.userId, versionBase(call)),
        recentItems: []
    });
}

function describe(call: ResourceCall): ResourceReply {
    const object = translatedObject(call.org, call.execution.userId, objectOf(call));
    return ok(describeObject(object, call.org.access, call.execution.userId, versionBase(call)));
}

function create(call: ResourceCall): ResourceReply {
    const object = objectOf(call);
    const [result] = call.org.records.insert(call.execution, object.name, [recordBody(call.body)]);
    const { id, errors } = savedOrThrow(result);
    return {
        status: 201,
        body: { id, success: true, errors },
        headers: { location: `${versionBase(call)}/sobjects/${object.name}/${id}` }
    };
}

function retrieve(call: ResourceCall): ResourceReply {
    return record(call, objectOf(call), call.params['id'] ?? '');
}

function record(call: ResourceCall, object: ObjectDescribe, id: string): ResourceReply {
    const found = call.org.records.retrieve(call.execution, object.name, id);
    if (!found) throw refusals.notFound();
    const names = call.query.get('fields')?.split(',');
    return ok(restRecord(object, found, versionBase(call), names));
}

function update(call: ResourceCall): ResourceReply {
    const object = objectOf(call);
    const id = call.params['id'] ?? '';
    if (!toId18(id)) throw refusals.notFound();
    const [result] = call.org.records.update(call.execution, object.name, [{ ...recordBody(call.body), Id: id }]);
    if (result?.errors[0]?.message === 'invalid cross reference id' && result.errors[0].fields.length === 0)
        throw refusals.notFound();
    savedOrThrow(result);
    return { status: 204 };
}

function remove(call: ResourceCall): ResourceReply {
    const [result] = call.org.records.delete(call.execution, objectOf(call).name, [call.params['id'] ?? '']);
    savedOrThrow(result);
    return { status: 204 };
}

/** Ids of the records with the key of the address; 300 with their addresses when there are several. */
function idsByKey(call: ResourceCall, object: ObjectDescribe): string[] {
    const field = object.field(call.params['field'] ?? '');
    if (!field) throw refusals.notFound();
    if (!field.externalId && field.type !== 'id')
        throw new SalesforceError(
            'NOT_FOUND',
            `Provided external ID field does not exist or is not accessible: ${call.params['field']}`,
            404
        );
    const soql = `SELECT Id FROM ${object.name} WHERE ${field.name} = ${literal(field.type, call.params['value'] ?? '')}`;
    return call.org.queries.query(call.execution, soql).records.map((row) => String(row['Id']));
}

function literal(type: string, value: string): string {
    if (type === 'double' || type === 'int') return String(Number(value));
    return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

function oneByKey(call: ResourceCall, object: ObjectDescribe): string {
    const [id, more] = idsByKey(call, object);
    if (id === undefined) throw refusals.notFound();
    if (more !== undefined)
        throw new SalesforceError('MULTIPLE_CHOICES', 'The external ID value exists in more than one record.', 300);
    return id;
}

function retrieveByKey(call: ResourceCall): ResourceReply {
    const object = objectOf(call);
    return record(call, object, oneByKey(call, object));
}

function removeByKey(call: ResourceCall): ResourceReply {
    const object = objectOf(call);
    savedOrThrow(call.org.records.delete(call.execution, object.name, [oneByKey(call, object)])[0]);
    return { status: 204 };
}

function upsert(call: ResourceCall): ResourceReply {
    const object = objectOf(call);
    const fieldName = call.params['field'] ?? '';
    const field = object.field(fieldName);
    if (!field || (!field.externalId && field.type !== 'id'))
        throw new SalesforceError(
            'NOT_FOUND',
            `Provided external ID field does not exist or is not accessible: ${fieldName}`,
            404
        );
    const body = recordBody(call.body);
    if (Object.keys(body).some((name) => name.toLowerCase() === field.name.toLowerCase()))
        throw new SaveFailedError([
            {
                statusCode: 'INVALID_FIELD',
                message: `The ${field.name} field should not be specified in the sobject data.`,
                fields: [field.name]
            }
        ]);
    const [result] = call.org.records.upsert(call.execution, object.name, field.name, [
        { ...body, [field.name]: call.params['value'] ?? '' }
    ]);
    const { id, created, errors } = savedOrThrow(result);
    return { status: created ? 201 : 200, body: { id, success: true, errors, created } };
}
