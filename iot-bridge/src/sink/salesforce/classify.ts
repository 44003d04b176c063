import type { Outcome } from '../../pipeline/index.ts';
import { reasonOf } from '../../errors.ts';

/** An error of one record, as the REST API gives it. */
export interface RecordError {
    statusCode: string;
    message: string;
}

/** Errors of a record that pass by themselves, with the least wait in milliseconds. */
const passing: Readonly<Record<string, number>> = {
    UNABLE_TO_LOCK_ROW: 500,
    SERVER_UNAVAILABLE: 5_000,
    QUERY_TIMEOUT: 5_000,
    LIMIT_EXCEEDED: 60_000,
    REQUEST_LIMIT_EXCEEDED: 60_000,
    STORAGE_LIMIT_EXCEEDED: 60_000,
    CANNOT_EXECUTE_FLOW_TRIGGER: 2_000,
    PLATFORM_EVENT_PUBLISHING_UNAVAILABLE: 5_000,
    UNKNOWN_EXCEPTION: 2_000,
    // Another record of the same atomic group failed.
    PROCESSING_HALTED: 500,
    ALL_OR_NONE_OPERATION_ROLLED_BACK: 500
};

/** Whether the errors of a record pass by themselves or stay. Pure. */
export function classifyRecord(errors: readonly RecordError[]): Outcome {
    const [first] = errors;
    if (!first) return { kind: 'retry', cause: 'the org refused the record without a reason' };
    const cause = `${first.statusCode}: ${first.message}`;
    const afterMs = passing[first.statusCode];
    return afterMs === undefined ? { kind: 'reject', cause } : { kind: 'retry', afterMs, cause };
}

/**
 * Whether the text of a refusal means that the events of this hour are used up. The REST API has the code
 * LIMIT_EXCEEDED for it (Platform Events guide, error status codes); the Pub/Sub API only a text.
 */
export function isEventLimit(text: string): boolean {
    return /LIMIT_EXCEEDED|hourly (publish|alloc)|publish\w* (limit|allocation)/i.test(text);
}

/** The daily limit is gone for hours, the limit of concurrent long requests for seconds; both have one code. */
const dailyLimitWaitMs = 300_000;
const concurrentLimitWaitMs = 5_000;

/** A whole request failed: nothing is known about its records, and it is to be repeated after `retryAfterMs`. */
export class RequestFailure extends Error {
    readonly retryAfterMs: number;

    constructor(cause: unknown) {
        super(reasonOf(cause), { cause });
        this.name = 'RequestFailure';
        this.retryAfterMs = waitFor(codeOf(cause), this.message);
    }
}

function waitFor(code: string, message: string): number {
    if (code !== 'REQUEST_LIMIT_EXCEEDED') return 0;
    return /concurrent/i.test(message) ? concurrentLimitWaitMs : dailyLimitWaitMs;
}

/** Error code of the REST API or of the operating system, or an empty text. */
export function codeOf(error: unknown): string {
    if (typeof error !== 'object' || error === null) return '';
    if ('errorCode' in error && typeof error.errorCode === 'string') return error.errorCode;
    if ('code' in error && typeof error.code === 'string') return error.code;
    return 'cause' in error ? codeOf(error.cause) : '';
}

const networkCodes = new Set([
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
    'EPIPE',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_SOCKET'
]);

/** Whether an error means that the org was not reached, or is down, as opposed to that it answered no. */
export function isUnreachable(error: unknown): boolean {
    const code = codeOf(error);
    return networkCodes.has(code) || /^ERROR_HTTP_5\d\d$/.test(code) || code === 'SERVER_UNAVAILABLE';
}
