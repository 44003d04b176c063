import type { Connection } from 'jsforce';
import { z } from 'zod';
import type { OutboxRecord, Outcome, Sink } from '../../pipeline/index.ts';
import { classifyRecord, codeOf, RequestFailure } from './classify.ts';
import type { RecordError } from './classify.ts';
import { collectionCalls, compositeGroups, signalKey } from './requests.ts';
import type { CollectionCall } from './requests.ts';

const recordError = z.object({ statusCode: z.string(), message: z.string() });
const saveResults = z.array(z.object({ success: z.boolean(), errors: z.array(recordError).default([]) }));
const requestErrors = z.array(z.object({ errorCode: z.string(), message: z.string() }));
const compositeReply = z.object({
    compositeResponse: z.array(z.object({ httpStatusCode: z.number(), body: z.unknown() }))
});

type Reply = { results: z.infer<typeof saveResults> } | { errors: z.infer<typeof requestErrors> };

/** The parent of an existing detail row was named; the next attempt leaves it out. */
const parentRefused = 'INVALID_FIELD_FOR_INSERT_UPDATE';
/** The row was deleted in the org; the next attempt names its parent again. */
const parentMissing = 'REQUIRED_FIELD_MISSING';

/** Writes records through sObject Collections, several collections in one composite request. */
export class SalesforceSink implements Sink {
    private readonly connection: Connection;
    private readonly timeoutMs: number;
    private readonly knownSignals = new Set<string>();

    constructor(connection: Connection, timeoutSeconds: number) {
        this.connection = connection;
        this.timeoutMs = timeoutSeconds * 1000;
    }

    /** Rows that exist in the org already. */
    know(signalKeys: Iterable<string>): void {
        for (const key of signalKeys) this.knownSignals.add(key);
    }

    async write(records: readonly OutboxRecord[]): Promise<Outcome[]> {
        const outcomes: Outcome[] = [];
        for (const group of compositeGroups(collectionCalls(records, (key) => this.knownSignals.has(key)))) {
            const replies = await this.send(group);
            for (const [position, call] of group.entries()) this.settle(call, replies[position], outcomes);
        }
        return outcomes;
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
            if (codeOf(error) !== 'JSON_PARSER_ERROR') throw error;
            const { message } = error as Error;
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
            outcomes[index] = this.outcomeOf(record, named, result?.success ?? false, result?.errors ?? []);
        }
    }

    /** @param named whether this request named the parent; what is known may have changed while it was under way */
    private outcomeOf(record: OutboxRecord, named: boolean, success: boolean, errors: readonly RecordError[]): Outcome {
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

/** One result per record, also where the whole collection was refused. */
function resultsOf(reply: Reply | undefined, count: number): z.infer<typeof saveResults> {
    if (reply && 'results' in reply) return reply.results;
    const errors = (reply?.errors ?? []).map(({ errorCode, message }) => ({ statusCode: errorCode, message }));
    return Array.from({ length: count }, () => ({ success: false, errors }));
}
