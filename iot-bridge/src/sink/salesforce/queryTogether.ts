import type { Connection } from 'jsforce';
import { z } from 'zod';
import { BridgeError, reasonOf } from '../../errors.ts';
import { isUnreachable } from './classify.ts';

/** The rows of a query, or why the org did not give them. */
export type Rows = readonly unknown[] | QueryRefused;

/** The org answered, and refused a query. */
export class QueryRefused extends BridgeError {
    /** Code of the REST API, such as INVALID_TYPE. */
    readonly refusal: string;

    constructor(soql: string, refusal: string, message: string) {
        super('ORG_REQUEST_REFUSED', { request: `the query of ${objectOf(soql)}`, reason: `${refusal}: ${message}` });
        this.refusal = refusal;
    }
}

const page = z.object({
    records: z.array(z.unknown()),
    nextRecordsUrl: z.string().optional()
});
const refusals = z.array(z.object({ errorCode: z.string(), message: z.string() }));
const compositeReply = z.object({
    compositeResponse: z.array(z.object({ httpStatusCode: z.number(), body: z.unknown() }))
});

/**
 * Asks at most five queries in one composite request, which counts once against the API requests of the day whatever is
 * in it (REST API Developer Guide, "Composite"; five is its limit of queries and collections). Further pages of a long answer are a request each. A refused query does not
 * keep the others from being answered. @throws BridgeError ORG_UNREACHABLE, ORG_REQUEST_REFUSED for the whole request
 */
export async function queryTogether(connection: Connection, queries: readonly string[]): Promise<Rows[]> {
    const base = `/services/data/v${connection.version}`;
    const compositeRequest = queries.map((soql, index) => ({
        method: 'GET',
        url: `${base}/query?q=${encodeURIComponent(soql)}`,
        referenceId: `query${index}`
    }));
    const reply = await send(connection, queries, {
        method: 'POST',
        url: `${base}/composite`,
        body: JSON.stringify({ allOrNone: false, compositeRequest }),
        headers: { 'content-type': 'application/json' }
    });
    const { compositeResponse } = compositeReply.parse(reply);
    const answers: Rows[] = [];
    for (const [index, soql] of queries.entries()) {
        const { httpStatusCode, body } = compositeResponse[index] ?? { httpStatusCode: 500, body: [] };
        answers.push(httpStatusCode < 300 ? await allPages(connection, soql, body) : refused(connection, soql, body));
    }
    return answers;
}

async function allPages(connection: Connection, soql: string, body: unknown): Promise<unknown[]> {
    const rows: unknown[] = [];
    let { records, nextRecordsUrl } = page.parse(body);
    rows.push(...records);
    while (nextRecordsUrl !== undefined) {
        ({ records, nextRecordsUrl } = page.parse(
            await send(connection, [soql], { method: 'GET', url: nextRecordsUrl })
        ));
        for (const record of records) rows.push(record);
    }
    return rows;
}

function refused(connection: Connection, soql: string, body: unknown): QueryRefused {
    const [first] = refusals.safeParse(body).data ?? [];
    const { errorCode, message } = first ?? { errorCode: 'SERVER_UNAVAILABLE', message: 'it gave no reason' };
    if (isUnreachable({ errorCode })) throw unreachable(connection, `${errorCode}: ${message}`);
    return new QueryRefused(soql, errorCode, message);
}

async function send(
    connection: Connection,
    queries: readonly string[],
    request: Parameters<Connection['request']>[0]
): Promise<unknown> {
    try {
        return await connection.request(request);
    } catch (cause) {
        if (isUnreachable(cause)) throw unreachable(connection, reasonOf(cause), cause);
        const request = `the query of ${queries.map(objectOf).join(', ')}`;
        throw new BridgeError('ORG_REQUEST_REFUSED', { request, reason: reasonOf(cause) }, cause);
    }
}

function unreachable(connection: Connection, reason: string, cause?: unknown): BridgeError {
    return new BridgeError('ORG_UNREACHABLE', { url: connection.instanceUrl, reason }, cause);
}

function objectOf(soql: string): string {
    return /FROM (\w+)/.exec(soql)?.[1] ?? 'records';
}
