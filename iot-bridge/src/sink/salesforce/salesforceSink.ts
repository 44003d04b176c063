import type { Connection } from 'jsforce';
import { z } from 'zod';
import type { AlarmDefinitionRow } from '../../contract/index.ts';
import type { OutboxRecord, Outcome, Sink } from '../../pipeline/index.ts';
import { classifyRecord, codeOf, isEventLimit, RequestFailure } from './classify.ts';
import { collectionCalls, compositeGroups, isAlarm, signalKey } from './requests.ts';
import type { CollectionCall } from './requests.ts';

const recordError = z.object({ statusCode: z.string(), message: z.string() });
const saveResults = z.array(
    z.object({ id: z.string().nullish(), success: z.boolean(), errors: z.array(recordError).default([]) })
);
const requestErrors = z.array(z.object({ errorCode: z.string(), message: z.string() }));
const compositeReply = z.object({
    compositeResponse: z.array(z.object({ httpStatusCode: z.number(), body: z.unknown() }))
});

type SaveResult = z.infer<typeof saveResults>[number];
type Reply = { results: z.infer<typeof saveResults> } | { errors: z.infer<typeof requestErrors> };

const eventLimit = 'LIMIT_EXCEEDED';
/** The parent of an existing detail row was named; the next attempt leaves it out. */
const parentRefused = 'INVALID_FIELD_FOR_INSERT_UPDATE';
/** The row was deleted in the org; the next attempt names its parent again. */
const parentMissing = 'REQUIRED_FIELD_MISSING';

/** Writes records through sObject Collections, several collections in one composite request. */
export class SalesforceSink implements Sink {
    private readonly connection: Connection;
    private readonly timeoutMs: number;
    private readonly knownSignals = new Set<string>();
    private definitions = new Map<string, AlarmDefinitionRow>();

    constructor(connection: Connection, timeoutSeconds: number) {
        this.connection = connection;
        this.timeoutMs = timeoutSeconds * 1000;
    }

    /** Rows that exist in the org already. */
    know(signalKeys: Iterable<string>): void {
        for (const key of signalKeys) this.knownSignals.add(key);
    }

    /** Definitions whose texts belong on alarms that are written as records. */
    define(alarms: readonly AlarmDefinitionRow[]): void {
        this.definitions = new Map(alarms.map((row) => [row.DeveloperName, row]));
    }

    async write(records: readonly OutboxRecord[]): Promise<Outcome[]> {
        const outcomes: Outcome[] = [];
        const context = {
            hasParent: (key: string) => this.knownSignals.has(key),
            alarmDefinition: (name: string) => this.definitions.get(name)
        };
        for (const group of compositeGroups(collectionCalls(records, context))) {
            const replies = await this.send(group);
            for (const [position, call] of group.entries()) this.settle(call, replies[position], outcomes);
        }
        return outcomes;
    }

    /** Upserts at most 200 records by an external id; resolves with the reasons of those that were refused. */
    async upsert(object: string, key: string, rows: readonly object[]): Promise<string[]> {
        const reasons = await this.save('PATCH', `/composite/sobjects/${object}/${key}`, object, rows);
        return reasons.filter((reason) => reason !== undefined);
    }

    /** Inserts at most 200 records; by index, why one was refused. */
    insert(object: string, rows: readonly object[]): Promise<(string | undefined)[]> {
        return this.save('POST', '/composite/sobjects', object, rows);
    }

    private async save(
        method: 'PATCH' | 'POST',
        path: string,
        object: string,
        rows: readonly object[]
    ): Promise<(string | undefined)[]> {
        const records = rows.map((row) => ({ attributes: { type: object }, ...row }));
        const results = saveResults.parse(await this.request(method, path, { allOrNone: false, records }));
        return results.map(({ success, errors: [error] }) =>
            success ? undefined : error ? `${error.statusCode}: ${error.message}` : 'refused without a reason'
        );
    }

    private async send(group: readonly CollectionCall[]): Promise<Reply[]> {
        try {
            const [only] = group;
            return only && group.length === 1 ? await this.sendOne(only) : await this.sendComposite(group);
        } catch (cause) {
            throw new RequestFailure(cause);
        }
    }

    /** A body the org cannot read is halved until the bad record stands alone, so that it does not stop the others. */
    private async sendOne(call: CollectionCall): Promise<Reply[]> {
        try {
            const reply = await this.request(call.method, call.path, { allOrNone: false, records: call.records });
            return [{ results: saveResults.parse(reply) }];
        } catch (error) {
            const { message } = error as Error;
            const [record] = call.placed.map((placed) => placed.record);
            // The events of the hour are used up: told for the whole request as well as for single records.
            if (codeOf(error) === eventLimit && record && isAlarm(record)) {
                return [{ errors: [{ errorCode: eventLimit, message }] }];
            }
            if (codeOf(error) !== 'JSON_PARSER_ERROR') throw error;
            if (call.records.length <= 1) return [{ errors: [{ errorCode: 'JSON_PARSER_ERROR', message }] }];
            return [{ results: await this.sendHalves(call) }];
        }
    }

    private async sendHalves(call: CollectionCall): Promise<z.infer<typeof saveResults>> {
        const middle = Math.ceil(call.records.length / 2);
        const results: z.infer<typeof saveResults> = [];
        for (const [from, to] of [[0, middle] as const, [middle, call.records.length] as const]) {
            const half = { ...call, records: call.records.slice(from, to), placed: call.placed.slice(from, to) };
            const [reply] = await this.sendOne(half);
            results.push(...resultsOf(reply, to - from));
        }
        return results;
    }

    private async sendComposite(group: readonly CollectionCall[]): Promise<Reply[]> {
        const compositeRequest = group.map(({ method, path, records }, index) => ({
            method,
            url: `/services/data/v${this.connection.version}${path}`,
            referenceId: `collection${index}`,
            body: { allOrNone: false, records }
        }));
        const reply = await this.request('POST', '/composite', { allOrNone: false, compositeRequest });
        return compositeReply
            .parse(reply)
            .compositeResponse.map(({ httpStatusCode, body }) =>
                httpStatusCode < 300 ? { results: saveResults.parse(body) } : { errors: requestErrors.parse(body) }
            );
    }

    private async request(method: 'POST' | 'PATCH', path: string, body: object): Promise<unknown> {
        return this.connection.request(
            {
                method,
                url: `/services/data/v${this.connection.version}${path}`,
                body: JSON.stringify(body),
                headers: { 'content-type': 'application/json' }
            },
            { timeout: this.timeoutMs }
        );
    }

    private settle(call: CollectionCall, reply: Reply | undefined, outcomes: Outcome[]): void {
        const results = resultsOf(reply, call.records.length);
        for (const [position, { index, record }] of call.placed.entries()) {
            const result = results[position];
            const named = 'Asset__r' in (call.records[position] ?? {});
            outcomes[index] = this.outcomeOf(record, named, result ?? unanswered);
        }
    }

    /** @param named whether this request named the parent; what is known may have changed while it was under way */
    private outcomeOf(record: OutboxRecord, named: boolean, result: SaveResult): Outcome {
        if (isAlarm(record)) return alarmOutcome(record.via, result);
        const { success, errors } = result;
        const key = record.kind === 'signal' ? signalKey(record.device, record.signal) : undefined;
        if (success) {
            if (key !== undefined) this.knownSignals.add(key);
            return { kind: 'accepted' };
        }
        const code = errors[0]?.statusCode;
        if (key !== undefined && code === parentRefused && named) {
            this.knownSignals.add(key);
            return { kind: 'retry', afterMs: 0, cause: 'the row exists already' };
        }
        if (key !== undefined && code === parentMissing && !named) {
            this.knownSignals.delete(key);
            return { kind: 'retry', afterMs: 0, cause: 'the row was deleted in the org' };
        }
        return classifyRecord(errors);
    }
}

const unanswered: SaveResult = { success: false, errors: [] };

/**
 * A published event comes back with an id, or with OPERATION_ENQUEUED and its EventUuid as the message (Platform Events
 * guide, publishing with REST); one with neither is not confirmed.
 */
function alarmOutcome(via: 'record' | undefined, { id, success, errors }: SaveResult): Outcome {
    const uuid = errors.find(({ statusCode }) => statusCode === 'OPERATION_ENQUEUED')?.message;
    if (success && (id || uuid)) return { kind: 'accepted' };
    if (success) return { kind: 'retry', cause: 'the org confirmed neither an id nor an EventUuid' };
    const outcome = classifyRecord(errors);
    const used = via === undefined && outcome.kind === 'retry' && isEventLimit(outcome.cause);
    return used ? { kind: 'retry', cause: outcome.cause, limit: 'event-publishing' } : outcome;
}

/** One result per record, also where the whole collection was refused. */
function resultsOf(reply: Reply | undefined, count: number): z.infer<typeof saveResults> {
    if (reply && 'results' in reply) return reply.results;
    const errors = (reply?.errors ?? []).map(({ errorCode, message }) => ({ statusCode: errorCode, message }));
    return Array.from({ length: count }, () => ({ success: false, errors }));
}
