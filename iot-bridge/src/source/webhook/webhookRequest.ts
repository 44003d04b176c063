/** What the webhook reads of a request. */
export interface WebhookRequest {
    method: string;
    headers: Readonly<Record<string, string | string[] | undefined>>;
    /** Parameters of the query. */
    query: Readonly<Record<string, unknown>>;
    /** The path below that of the webhook. */
    rest: string;
    body: Uint8Array;
}

/** What became of a request; every one is counted. */
export type WebhookResult =
    | 'accepted'
    | 'left-out'
    | 'handshake'
    | 'handshake-refused'
    | 'confirmation-failed'
    | 'unauthorized'
    | 'no-topic'
    | 'too-large'
    | 'not-durable'
    | 'failed';

/** The answer to a request. */
export interface WebhookReply {
    code: number;
    result: WebhookResult;
    body: object;
    headers?: Readonly<Record<string, string>>;
}

/** A header as one text; empty when it is missing or given twice. */
export function headerOf({ headers }: Pick<WebhookRequest, 'headers'>, name: string): string {
    const value = headers[name.toLowerCase()];
    return typeof value === 'string' ? value : '';
}

/** A parameter of the query as one text; empty when it is missing or given twice. */
export function parameterOf({ query }: Pick<WebhookRequest, 'query'>, name: string): string {
    const value = query[name];
    return typeof value === 'string' ? value : '';
}
