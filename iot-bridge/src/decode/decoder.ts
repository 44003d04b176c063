import type { DecodeResult, Instant } from '../pipeline/index.ts';

/** Turns the bytes of one message into documents. `receivedAt` resolves times that are relative to now. */
export type Decoder = (payload: Uint8Array, topic: string, receivedAt: Instant) => DecodeResult;

/** The result for a payload that cannot be read at all. */
export function malformed(detail: string): DecodeResult {
    return { messages: [], problems: [{ reason: 'malformed-payload', detail }] };
}

/** A source time as ISO text, so that the unit of the route does not apply; out of range it stays a number. */
export function timeText(instant: Instant): string | number {
    const time = new Date(instant);
    return Number.isNaN(time.getTime()) ? instant : time.toISOString();
}
