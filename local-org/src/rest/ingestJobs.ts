import type { LocalOrg } from '../createOrg.ts';
import { messageOf, refusals, SalesforceError } from '../errors.ts';
import type { SaveResult } from '../platform.ts';
import { csvOf, errorText, readCsv, recordOf, type CsvRow } from './ingestCsv.ts';
import { IngestStore } from './ingestStore.ts';

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

/** A job with its rows and the results so far. */
export interface IngestJob {
    readonly id: string;
    readonly request: IngestRequest;
    readonly userId: string;
    readonly createdDate: string;
    state: IngestState;
    errorMessage: string;
    rows: readonly CsvRow[];
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

/** Bulk API 2.0 ingest jobs: a CSV upload that is worked off in the background. Kept over a restart. */
export class IngestJobs {
    readonly #org: LocalOrg;
    readonly #jobs = new Map<string, IngestJob>();
    readonly #store: IngestStore;

    constructor(org: LocalOrg) {
        this.#org = org;
        this.#store = new IngestStore(org.database);
        for (const job of this.#store.load()) this.#jobs.set(job.id, job);
    }

    /** Goes on with the jobs that the end of the last process interrupted. */
    resume(): void {
        for (const job of this.#jobs.values())
            if (job.state === 'UploadComplete' || job.state === 'InProgress') setImmediate(() => this.#work(job));
    }

    /** @throws SalesforceError for an object or a key that cannot be loaded. */
    create(request: IngestRequest, userId: string): object {
        const object = this.#org.schema.object(request.object);
        if (!object) throw refusals.noObject(request.object);
        if (request.operation === 'upsert' && !object.field(request.externalIdFieldName ?? ''))
            throw new SalesforceError('INVALIDJOB', 'InvalidJob : An external id field is needed for upsert.');
        const now = this.#org.clock.now();
        const job: IngestJob = {
            id: this.#org.sequences.nextId('750'),
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
        this.#org.database.transaction(() => this.#store.keep(job));
        const [oldest] = this.#jobs.keys();
        if (this.#jobs.size > REMEMBERED && oldest !== undefined) this.delete(oldest);
        return this.#describe(job);
    }

    /** Takes the CSV. @throws SalesforceError when it is none, or the job has one already. */
    upload(id: string, csv: Buffer): void {
        const job = this.#find(id);
        if (job.state !== 'Open' || job.rows.length > 0)
            throw new SalesforceError('INVALIDJOBSTATE', 'Data was already uploaded, or the job is not open.');
        job.rows = readCsv(csv, DELIMITERS[job.request.columnDelimiter]);
        this.#store.keep(job);
    }

    setState(id: string, state: 'UploadComplete' | 'Aborted'): object {
        const job = this.#find(id);
        if (job.state !== 'Open') throw new SalesforceError('INVALIDJOBSTATE', `The job is ${job.state}.`);
        job.state = state;
        this.#store.keepState(job);
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
        const job = this.#find(id);
        this.#jobs.delete(job.id);
        this.#store.remove(job.id);
    }

    /** Rows with their outcome as CSV. */
    results(id: string, which: 'successful' | 'failed' | 'unprocessed'): string {
        const job = this.#find(id);
        const names = Object.keys(job.rows[0] ?? {});
        if (which === 'unprocessed') return csvOf(names, job.rows.slice(job.results.length));
        const wanted = job.rows.flatMap((row, index): CsvRow[] => {
            const result = job.results[index];
            if (result?.success !== (which === 'successful')) return [];
            if (result.success) return [{ sf__Id: result.id ?? '', sf__Created: String(result.created), ...row }];
            return [{ sf__Id: result.id ?? '', sf__Error: errorText(result), ...row }];
        });
        return csvOf(['sf__Id', which === 'successful' ? 'sf__Created' : 'sf__Error', ...names], wanted);
    }

    #find(id: string): IngestJob {
        const job = [...this.#jobs.values()].find((one) => one.id === id || one.id.slice(0, 15) === id);
        if (!job) throw refusals.notFound();
        return job;
    }

    /** Saves the next rows together with their results, so that a kill in between neither loses nor doubles any. */
    #work(job: IngestJob): void {
        if (!this.#jobs.has(job.id)) return;
        if (job.state === 'UploadComplete') job.state = 'InProgress';
        const done = job.results.length;
        const chunk = job.rows.slice(done, done + CHUNK);
        try {
            this.#org.database.transaction(() => {
                if (chunk.length > 0) job.results.push(...this.#save(job, chunk));
                job.endedAt = this.#org.clock.now().getTime();
                if (job.results.length >= job.rows.length) job.state = 'JobComplete';
                this.#store.addResults(job.id, done, job.results.slice(done));
                this.#store.keepState(job);
            });
        } catch (error) {
            job.results.length = done;
            job.state = 'Failed';
            job.errorMessage = messageOf(error);
            this.#store.keepState(job);
        }
        if (job.state === 'InProgress') setImmediate(() => this.#work(job));
    }

    #save(job: IngestJob, chunk: readonly CsvRow[]): SaveResult[] {
        const { operation, object, externalIdFieldName = 'Id' } = job.request;
        const execution = this.#org.userExecution(job.userId);
        const rows = chunk.map((row) => recordOf(row, operation === 'insert'));
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

    #describe(job: IngestJob): object {
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
