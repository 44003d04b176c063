import { z } from 'zod';
import { SalesforceError } from '../errors.ts';
import type { SaveResult } from '../platform.ts';
import type { RecordInput } from '../records/loadInput.ts';
import { ok, type Resource, type ResourceCall, type ResourceReply } from './resource.ts';
import { collectionResult, restRecord } from './restRecord.ts';
import { objectOf, versionBase } from './sobjectResources.ts';

/** Records that one call may carry. */
const MAX_RECORDS = 200;

/** sObject Collections: up to 200 records in one call, each with its own result. */
export const collectionResources: readonly Resource[] = [
    { method: 'POST', path: 'composite/sobjects', handle: (call) => save(call, 'insert') },
    { method: 'PATCH', path: 'composite/sobjects', handle: (call) => save(call, 'update') },
    { method: 'DELETE', path: 'composite/sobjects', handle: remove },
    { method: 'GET', path: 'composite/sobjects/:object', handle: retrieve },
    { method: 'POST', path: 'composite/sobjects/:object', handle: retrieve },
    { method: 'PATCH', path: 'composite/sobjects/:object/:field', handle: upsert }
];

const saveBody = z.object({
    allOrNone: z.boolean().default(false),
    records: z.array(z.looseObject({ attributes: z.looseObject({ type: z.string() }) }))
});

function readBody(call: ResourceCall): z.infer<typeof saveBody> {
    const parsed = saveBody.safeParse(call.body);
    if (!parsed.success)
        throw new SalesforceError(
            'INVALID_INPUT',
            `The request body is not a collection of records: ${parsed.error.issues[0]?.message}`
        );
    if (parsed.data.records.length > MAX_RECORDS) throw tooMany();
    return parsed.data;
}

function tooMany(): SalesforceError {
    return new SalesforceError(
        'EXCEEDED_ID_LIMIT',
        `record limit reached. cannot submit more than ${MAX_RECORDS} records in this request`
    );
}

function save(call: ResourceCall, operation: 'insert' | 'update'): ResourceReply {
    const { allOrNone, records } = readBody(call);
    const results = new Array<SaveResult>(records.length);
    const byType = new Map<string, number[]>();
    for (const [index, record] of records.entries())
        byType.set(record.attributes.type, [...(byType.get(record.attributes.type) ?? []), index]);
    const work = (): void => {
        for (const [type, indexes] of byType) {
            const rows: RecordInput[] = indexes.map((index) => records[index] ?? {});
            const saved = saveOfType(call, operation, type, rows, allOrNone);
            for (const [place, index] of indexes.entries())
                results[index] = saved[place] ?? refusedResult('UNKNOWN_EXCEPTION', 'The record was not saved.');
        }
    };
    // Records of several objects are still one transaction when all of them are wanted or none.
    if (allOrNone && byType.size > 1) allOrNoneAcross(call, results, work);
    else work();
    return ok(results.map(collectionResult));
}

class RollBack extends Error {}

function allOrNoneAcross(call: ResourceCall, results: SaveResult[], work: () => void): void {
    try {
        call.org.records.transaction(() => {
            work();
            if (results.some((result) => !result.success)) throw new RollBack();
        });
    } catch (error) {
        if (!(error instanceof RollBack)) throw error;
        for (const [index, result] of results.entries())
            if (result.success)
                results[index] = refusedResult(
                    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
                    'Record rolled back because not all records were valid and the request was using AllOrNone header'
                );
    }
}

function saveOfType(
    call: ResourceCall,
    operation: 'insert' | 'update',
    type: string,
    rows: readonly RecordInput[],
    allOrNone: boolean
): SaveResult[] {
    try {
        return call.org.records[operation](call.execution, type, rows, { allOrNone });
    } catch (error) {
        if (!(error instanceof SalesforceError)) throw error;
        return rows.map(() => refusedResult(error.errorCode, error.message));
    }
}

function refusedResult(statusCode: string, message: string): SaveResult {
    return { id: null, success: false, created: false, errors: [{ statusCode, message, fields: [] }] };
}

function upsert(call: ResourceCall): ResourceReply {
    const { allOrNone, records } = readBody(call);
    const object = objectOf(call);
    if (records.some((record) => record.attributes.type.toLowerCase() !== object.name.toLowerCase()))
        throw new SalesforceError('INVALID_INPUT', `All records of this request must be of type ${object.name}.`);
    const results = call.org.records.upsert(call.execution, object.name, call.params['field'] ?? '', records, {
        allOrNone
    });
    return ok(results.map((result) => ({ ...collectionResult(result), created: result.created })));
}

function remove(call: ResourceCall): ResourceReply {
    const ids = idList(call.query.get('ids')?.split(',') ?? []);
    const allOrNone = call.query.get('allOrNone') === 'true';
    const results: SaveResult[] = [];
    const work = (): void => {
        for (const id of ids) results.push(removeOne(call, id));
    };
    if (allOrNone) allOrNoneAcross(call, results, work);
    else work();
    return ok(results.map(collectionResult));
}

function removeOne(call: ResourceCall, id: string): SaveResult {
    const object = call.org.schema.objectByKeyPrefix(id.slice(0, 3));
    if (!object) return refusedResult('MALFORMED_ID', `malformed id ${id}`);
    const [result] = call.org.records.delete(call.execution, object.name, [id]);
    return result ?? refusedResult('UNKNOWN_EXCEPTION', 'The record was not deleted.');
}

function idList(ids: readonly string[]): readonly string[] {
    if (ids.length > MAX_RECORDS) throw tooMany();
    return ids.map((id) => id.trim()).filter((id) => id !== '');
}

const retrieveBody = z.object({ ids: z.array(z.string()), fields: z.array(z.string()) });

function retrieve(call: ResourceCall): ResourceReply {
    const object = objectOf(call);
    const asked = retrieveBody.safeParse(
        call.body ?? {
            ids: call.query.get('ids')?.split(',') ?? [],
            fields: call.query.get('fields')?.split(',') ?? []
        }
    );
    if (!asked.success) throw new SalesforceError('INVALID_INPUT', 'ids and fields are required.');
    return ok(
        idList(asked.data.ids).map((id) => {
            const record = call.org.records.retrieve(call.execution, object.name, id);
            return record ? restRecord(object, record, versionBase(call), asked.data.fields) : null;
        })
    );
}
