import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { LocalOrg } from '../createOrg.ts';
import { messageOf, refusals, SalesforceError } from '../errors.ts';
import type { SaveResult } from '../platform.ts';
import type { RecordInput } from '../records/loadInput.ts';
import { makeId } from '../schema/recordId.ts';

/** What a client asks of a new job. */
export interface IngestRequest {
    readonly object: string;
    readonly operation: 'insert' | 'update' | 'upsert' | 'delete';
    readonly externalIdFieldName?: string | undefined;
    readonly lineEnding: 'LF' | 'CRLF';
    readonly columnDelimiter: 'COMMA' | 'SEMICOLON' | 'TAB' | 'PIPE' | 'CARET' | 'BACKQUOTE';
}

/** States of a job, "Understanding job states" in the Bulk API 2.0 guide. */
export type IngestState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

interface Job {
    readonly id: string;
    readonly request: IngestRequest;
    readonly userId: string;
    readonly createdDate: string;
    state: IngestState;
    errorMessage: string;
    rows: readonly Record<string, string>[];
    readonly results: SaveResult[];
    startedAt: number;
    endedAt: number;
}

const DELIMITERS: Readonly<Record<IngestRequest['columnDelimiter'], string>> = {
    COMMA: ',',
    SEMICOLON: ';',
    TAB: '\t',
    PIPE: '|',
    CARET: '^',
    BACKQUOTE: '`'
};

/** Rows that are saved before other work of the process gets its turn. */
const CHUNK = 200;
const REMEMBERED = 200;

/** Bulk API 2.0 ingest jobs: a CSV upload that is worked off in the background. Kept in memory. */
export class IngestJobs {
    readonly #org: LocalOrg;
    readonly #jobs = new Map<string, Job>();
    #count = 0;

    constructor(org: LocalOrg) {
        this.#org = org;
    }

    /** @throws SalesforceError for an object or a key that cannot be loaded. */
    create(request: IngestRequest, userId: string): object {
        const object = this.#org.schema.object(request.object);
        if (!object) throw refusals.noObject(request.object);
        if (request.operation === 'upsert' && !object.field(request.externalIdFieldName ?? ''))
            throw new SalesforceError('INVALIDJOB', 'InvalidJob : An external id field is needed for upsert.');
        const now = this.#org.clock.now();
        const job: Job = {
            id: makeId('750', ++this.#count),
            request,
            userId,
            createdDate: now.toISOString(),
            state: 'Open',
            errorMessage: '',
            rows: [],
            results: [],
            startedAt: now.getTime(),
            endedAt: now.getTime()
        };
        this.#jobs.set(job.id, job);
        const [oldest] = this.#jobs.keys();
        if (this.#jobs.size > REMEMBERED && oldest !== undefined) this.#jobs.delete(oldest);
        return this.#describe(job);
    }

    /** Takes the CSV. @throws SalesforceError when it is none, or the job has one already. */
    upload(id: string, csv: Buffer): void {
        const job = this.#find(id);
        if (job.state !== 'Open' || job.rows.length > 0)
            throw new SalesforceError('INVALIDJOBSTATE', 'Data was already uploaded, or the job is not open.');
        job.rows = readCsv(csv, DELIMITERS[job.request.columnDelimiter]);
    }

    setState(id: string, state: 'UploadComplete' | 'Aborted'): object {
        const job = this.#find(id);
        if (job.state !== 'Open') throw new SalesforceError('INVALIDJOBSTATE', `The job is ${job.state}.`);
        job.state = state;
        if (state === 'UploadComplete') setImmediate(() => this.#work(job));
        return this.#describe(job);
    }

    describe(id: string): object {
        return this.#describe(this.#find(id));
    }

    list(): object[] {
        return [...this.#jobs.values()].map((job) => this.#describe(job));
    }

    delete(id: string): void {
        this.#jobs.delete(this.#find(id).id);
    }

    /** Rows with their outcome as CSV. */
    results(id: string, which: 'successful' | 'failed' | 'unprocessed'): string {
        const job = this.#find(id);
        const names = Object.keys(job.rows[0] ?? {});
        if (which === 'unprocessed') return csvOf(names, job.rows.slice(job.results.length));
        const wanted = job.rows.flatMap((row, index): Record<string, string>[] => {
            const result = job.results[index];
            if (result?.success !== (which === 'successful')) return [];
            if (result.success) return [{ sf__Id: result.id ?? '', sf__Created: String(result.created), ...row }];
            return [{ sf__Id: result.id ?? '', sf__Error: errorText(result), ...row }];
        });
        return csvOf(['sf__Id', which === 'successful' ? 'sf__Created' : 'sf__Error', ...names], wanted);
    }

    #find(id: string): Job {
        const job = [...this.#jobs.values()].find((one) => one.id === id || one.id.slice(0, 15) === id);
        if (!job) throw refusals.notFound();
        return job;
    }

    #work(job: Job): void {
        if (job.state === 'UploadComplete') job.state = 'InProgress';
        const chunk = job.rows.slice(job.results.length, job.results.length + CHUNK);
        try {
            if (chunk.length > 0) job.results.push(...this.#save(job, chunk));
        } catch (error) {
            job.state = 'Failed';
            job.errorMessage = messageOf(error);
        }
        job.endedAt = this.#org.clock.now().getTime();
        if (job.state !== 'InProgress') return;
        if (job.results.length >= job.rows.length) job.state = 'JobComplete';
        else setImmediate(() => this.#work(job));
    }

    #save(job: Job, chunk: readonly Record<string, string>[]): SaveResult[] {
        const { operation, object, externalIdFieldName = 'Id' } = job.request;
        const execution = this.#org.userExecution(job.userId);
        const rows = chunk.map((row) => recordOf(row, operation));
        const { records } = this.#org;
        switch (operation) {
            case 'insert':
                return records.insert(execution, object, rows);
            case 'update':
                return records.update(execution, object, rows);
            case 'upsert':
                return records.upsert(execution, object, externalIdFieldName, rows);
            case 'delete':
                return records.delete(
                    execution,
                    object,
                    chunk.map((row) => row['Id'] ?? '')
                );
        }
    }

    #describe(job: Job): object {
        const failed = job.results.filter((result) => !result.success).length;
        const { request } = job;
        return {
            id: job.id,
            operation: request.operation,
            object: request.object,
            createdById: job.userId,
            createdDate: job.createdDate.replace(/Z$/, '+0000'),
            systemModstamp: new Date(job.endedAt).toISOString().replace(/Z$/, '+0000'),
            state: job.state,
            ...(request.externalIdFieldName ? { externalIdFieldName: request.externalIdFieldName } : {}),
            concurrencyMode: 'Parallel',
            contentType: 'CSV',
            apiVersion: Number(this.#org.settings.apiVersion),
            contentUrl: `services/data/v${this.#org.settings.apiVersion}/jobs/ingest/${job.id}/batches`,
            lineEnding: request.lineEnding,
            columnDelimiter: request.columnDelimiter,
            jobType: 'V2Ingest',
            retries: 0,
            totalProcessingTime: job.endedAt - job.startedAt,
            numberRecordsProcessed: job.results.length,
            numberRecordsFailed: failed,
            ...(job.errorMessage ? { errorMessage: job.errorMessage } : {})
        };
    }
}

function readCsv(csv: Buffer, delimiter: string): Record<string, string>[] {
    try {
        const options = { columns: true, delimiter, bom: true, skip_empty_lines: true } as const;
        return parse<Record<string, string>>(csv, options);
    } catch (error) {
        throw new SalesforceError('INVALIDBATCH', `The CSV cannot be read: ${messageOf(error)}`);
    }
}

/** `#N/A` clears a field, an empty cell leaves it as it is; `Account.Key__c` names a parent by external id. */
function recordOf(row: Readonly<Record<string, string>>, operation: IngestRequest['operation']): RecordInput {
    const record: Record<string, unknown> = {};
    for (const [name, text] of Object.entries(row)) {
        if (text === '' || (operation === 'insert' && name === 'Id')) continue;
        const value = text === '#N/A' ? null : text;
        const [relationship = '', key] = name.split('.');
        if (key === undefined) record[name] = value;
        else record[relationship] = value === null ? null : { [key]: value };
    }
    return record;
}

function errorText(result: SaveResult): string {
    return result.errors.map((error) => `${error.statusCode}:${error.message}:${error.fields.join(' ')} --`).join(' ');
}

function csvOf(columns: readonly string[], rows: readonly object[]): string {
    return stringify([...rows], { header: true, columns: [...columns], quoted: true });
}
