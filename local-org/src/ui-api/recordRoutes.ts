import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { refusals, SalesforceError } from '../errors.ts';
import type { Org } from '../org.ts';
import type { SaveResult } from '../platform.ts';
import { callerOf, type Caller } from './caller.ts';
import { readableObject } from './fieldSelection.ts';
import { objectOfId, readRecord, type FieldRequest } from './readRecords.ts';
import { RecordWriteError, withStatus } from './recordErrors.ts';
import type { RecordRepresentation } from './recordRepresentation.ts';

const list = z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) =>
        [value ?? []]
            .flat()
            .flatMap((text) => text.split(','))
            .map((text) => text.trim())
            .filter(Boolean)
    );

const fieldQuery = z.object({ fields: list, optionalFields: list, layoutTypes: list });
const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const createBody = z.object({ apiName: z.string(), fields: z.record(z.string(), fieldValue) });
const updateBody = z.object({ fields: z.record(z.string(), fieldValue) });
const maximumBatch = 200;

interface ById {
    Params: { id: string };
}

/** `/ui-api/records`: reading and writing single records in the caller's name. */
export function registerRecords(app: FastifyInstance, org: Org): void {
    app.get<ById>('/records/:id', (request, reply) => {
        const record = readRecord(callerOf(org, request), request.params.id, fieldQuery.parse(request.query));
        if (isUnchanged(record, request.headers['if-modified-since'])) return reply.code(304).send();
        return reply.header('etag', `"${record.eTag}"`).send(record);
    });
    app.get<{ Params: { ids: string } }>('/records/batch/:ids', (request) => {
        const fields = fieldQuery.parse(request.query);
        return readBatch(request.params.ids.split(','), (id) => readRecord(callerOf(org, request), id, fields));
    });
    app.post('/records', (request, reply) => {
        const caller = callerOf(org, request);
        return reply.code(201).send(create(caller, createBody.parse(request.body)));
    });
    app.patch<ById>('/records/:id', (request) => {
        const unmodifiedSince = request.headers['if-unmodified-since'];
        return update(callerOf(org, request), request.params.id, updateBody.parse(request.body), unmodifiedSince);
    });
    app.delete<ById>('/records/:id', (request, reply) => remove(callerOf(org, request), request.params.id, reply));
}

function readBatch(ids: readonly string[], read: (id: string) => RecordRepresentation): object {
    if (ids.length > maximumBatch) {
        throw new SalesforceError('BATCH_LIMIT_EXCEEDED', `A batch takes at most ${maximumBatch} records.`);
    }
    const results = ids.map((id) => withStatus(() => read(id)));
    return { hasErrors: results.some(({ statusCode }) => statusCode !== 200), results };
}

function create(caller: Caller, { apiName, fields }: z.infer<typeof createBody>): RecordRepresentation {
    const object = caller.org.schema.object(apiName);
    if (!object) throw refusals.noObject(apiName);
    const [result] = caller.org.records.insert(caller.execution, object.name, [fields]);
    const id = savedId(result);
    return readRecord(caller, id, written(object.name, Object.keys(fields)));
}

function update(
    caller: Caller,
    id: string,
    { fields }: z.infer<typeof updateBody>,
    unmodifiedSince: string | undefined
): RecordRepresentation {
    const object = objectOfId(caller, id);
    const request = written(object.name, Object.keys(fields));
    if (unmodifiedSince !== undefined) refuseConflict(readRecord(caller, id, request), unmodifiedSince);
    const [result] = caller.org.records.update(caller.execution, object.name, [{ ...fields, Id: id }]);
    savedId(result);
    return readRecord(caller, id, request);
}

function remove(caller: Caller, id: string, reply: FastifyReply): FastifyReply {
    const object = readableObject(caller, objectOfId(caller, id).name);
    const [result] = caller.org.records.delete(caller.execution, object.name, [id]);
    savedId(result);
    return reply.code(204).send();
}

/** The reply to a write holds what was written, as far as the caller may read it. */
const written = (object: string, fields: readonly string[]): FieldRequest => ({
    fields: [`${object}.Id`],
    optionalFields: fields.map((field) => `${object}.${field}`),
    layoutTypes: []
});

function savedId(result: SaveResult | undefined): string {
    if (!result) throw new SalesforceError('UNKNOWN_EXCEPTION', 'The record was not saved.', 500);
    if (!result.success || result.id === null) throw new RecordWriteError(result);
    return result.id;
}

/** HTTP dates have no milliseconds, so whole seconds are compared. */
function isUnchanged(record: RecordRepresentation, since: string | undefined): boolean {
    const limit = since === undefined ? Number.NaN : Date.parse(since);
    return !Number.isNaN(limit) && Math.floor(record.weakEtag / 1000) <= Math.floor(limit / 1000);
}

function refuseConflict(record: RecordRepresentation, since: string): void {
    const limit = Date.parse(since);
    if (Number.isNaN(limit)) throw new SalesforceError('INVALID_ARGUMENT', `If-Unmodified-Since is no date: ${since}`);
    const changed = Date.parse(record.lastModifiedDate ?? '');
    if (changed > limit && Math.floor(changed / 1000) > Math.floor(limit / 1000)) {
        throw new SalesforceError(
            'PRECONDITION_FAILED',
            'The record was modified by another user after it was read. Load it again and repeat the change.',
            412
        );
    }
}
