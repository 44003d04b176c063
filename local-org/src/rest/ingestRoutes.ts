import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { LocalOrg } from '../createOrg.ts';
import { SalesforceError } from '../errors.ts';
import { IngestJobs } from './ingestJobs.ts';
import { executionOf } from './session.ts';

/** Largest CSV of a job, by the Bulk API 2.0 limits. */
const MAX_CSV_BYTES = 150 * 1_048_576;

const jobBody = z.looseObject({
    object: z.string(),
    operation: z.enum(['insert', 'update', 'upsert', 'delete']),
    externalIdFieldName: z.string().optional(),
    contentType: z.literal('CSV').default('CSV'),
    lineEnding: z.enum(['LF', 'CRLF']).default('LF'),
    columnDelimiter: z.enum(['COMMA', 'SEMICOLON', 'TAB', 'PIPE', 'CARET', 'BACKQUOTE']).default('COMMA')
});
const stateBody = z.looseObject({ state: z.enum(['UploadComplete', 'Aborted']) });

interface OfJob {
    Params: { version: string; id: string };
}

/** Bulk API 2.0 ingest below `/services/data/vNN.N/jobs/ingest`. */
export function ingestRoutes(org: LocalOrg): FastifyPluginAsync {
    const jobs = new IngestJobs(org);
    const base = '/services/data/:version/jobs/ingest';
    return async (app) => {
        app.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: MAX_CSV_BYTES }, (_request, body, done) =>
            done(null, body)
        );
        app.addHook('preHandler', async (request) => {
            executionOf(org, request);
            await Promise.resolve();
        });
        app.addHook('onListen', async () => {
            jobs.resume();
            await Promise.resolve();
        });
        app.post(base, (request) => jobs.create(readBody(jobBody, request), executionOf(org, request).userId));
        app.get(base, () => ({ done: true, records: jobs.list(), nextRecordsUrl: null }));
        app.get<OfJob>(`${base}/:id`, (request) => jobs.describe(request.params.id));
        app.put<OfJob>(`${base}/:id/batches`, { bodyLimit: MAX_CSV_BYTES }, (request, reply) => {
            if (!Buffer.isBuffer(request.body))
                throw new SalesforceError('INVALIDBATCH', 'The content type must be text/csv.');
            jobs.upload(request.params.id, request.body);
            return reply.code(201).send();
        });
        app.patch<OfJob>(`${base}/:id`, (request) =>
            jobs.setState(request.params.id, readBody(stateBody, request).state)
        );
        app.delete<OfJob>(`${base}/:id`, (request, reply) => {
            jobs.delete(request.params.id);
            return reply.code(204).send();
        });
        for (const [path, which] of [
            ['successfulResults', 'successful'],
            ['failedResults', 'failed'],
            ['unprocessedrecords', 'unprocessed']
        ] as const)
            app.get<OfJob>(`${base}/:id/${path}`, (request, reply) =>
                reply.type('text/csv').send(jobs.results(request.params.id, which))
            );
        await Promise.resolve();
    };
}

function readBody<Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.infer<Schema> {
    const parsed = schema.safeParse(request.body);
    if (parsed.success) return parsed.data;
    throw new SalesforceError('INVALIDJOB', `InvalidJob : ${z.prettifyError(parsed.error)}`);
}
