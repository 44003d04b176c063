import type { ErrorBody, ErrorDetail } from 'lightning/uiRecordApi';

/** Error codes by which the platform says that the user may not see or change something. */
const ACCESS_CODES = ['INSUFFICIENT_ACCESS', 'INSUFFICIENT_ACCESS_OR_READONLY', 'INVALID_FIELD_FOR_INSERT_UPDATE'];

/**
 * Sentences that explain an error of the Lightning Data Service, GraphQL, Apex or plain JavaScript, each
 * once, in the order the platform gave them. Undefined and null give an empty list.
 */
export function reduceErrors(errors: unknown): string[] {
    const messages = asList(errors).flatMap(messagesOf);
    return [...new Set(messages.filter((message) => message.trim() !== ''))];
}

/** Whether the platform refused because the user lacks a permission. */
export function isAccessError(error: unknown): boolean {
    return asList(error).some((one) => {
        if (!isObject(one)) return false;
        const details = [one, ...asList(one.body)].filter(isObject);
        return one.status === 403 || details.some(({ errorCode }) => ACCESS_CODES.includes(String(errorCode)));
    });
}

function asList(value: unknown): unknown[] {
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null;
}

function messagesOf(error: unknown): string[] {
    if (typeof error === 'string') return [error];
    if (!isObject(error)) return [];
    const fromBody = Array.isArray(error.body) ? error.body.flatMap(messagesOf) : bodyMessages(error.body);
    if (fromBody.length > 0) return fromBody;
    if (typeof error.message === 'string') return [error.message];
    return typeof error.statusText === 'string' ? [error.statusText] : [];
}

/** Field and page errors say more than the general message, so they replace it. */
function bodyMessages(body: unknown): string[] {
    if (typeof body === 'string') return [body];
    if (!isObject(body)) return [];
    const { output, message } = body as ErrorBody;
    const fields: (readonly ErrorDetail[])[] = Object.values(output?.fieldErrors ?? {});
    const details = [...(output?.errors ?? []), ...fields.flat()].map((detail) => detail.message);
    return details.length > 0 || message === undefined ? details : [message];
}
