import { apiPath } from './session.ts';

/** Error of a call to the org, in the shape that Lightning Data Service hands to components. */
export interface FetchError {
    readonly status: number;
    readonly statusText: string;
    readonly ok: false;
    readonly errorType: 'fetchResponse';
    readonly headers: Readonly<Record<string, string>>;
    readonly body: { readonly message: string; readonly statusCode: number; readonly errorCode?: string };
}

/** Calls the REST API as the signed-in user; `path` is below `/services/data/vNN`. */
export function callApi<Body>(path: string, init: RequestInit = {}): Promise<Body> {
    return callOrg<Body>(apiPath() + path, init);
}

/**
 * Calls any address of the org.
 * @throws FetchError for a reply that is not OK, and with status 0 when the org cannot be reached.
 */
export async function callOrg<Body>(path: string, init: RequestInit = {}): Promise<Body> {
    const headers = { 'Content-Type': 'application/json', ...init.headers };
    const response = await fetch(path, { ...init, headers, credentials: 'same-origin' }).catch((cause: unknown) => {
        throw fetchError(0, 'Unreachable', [{ message: `The org cannot be reached: ${String(cause)}` }]);
    });
    const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
    if (!response.ok) throw fetchError(response.status, response.statusText, body);
    return body as Body;
}

/** POST with a JSON body, below `/services/data/vNN`. */
export const postApi = <Body>(path: string, body: unknown): Promise<Body> =>
    callApi<Body>(path, { method: 'POST', body: JSON.stringify(body) });

function fetchError(status: number, statusText: string, body: unknown): FetchError {
    const first: unknown = Array.isArray(body) ? body[0] : body;
    const details = typeof first === 'object' && first !== null ? first : {};
    const message = 'message' in details ? String(details.message) : `The org answered ${status} ${statusText}.`;
    const error = { status, statusText, ok: false, errorType: 'fetchResponse', headers: {} } as const;
    return freeze({ ...error, body: { ...details, message, statusCode: status } });
}

/** Makes data read-only to the last level, as Lightning Data Service does. */
export function freeze<Value>(value: Value): Value {
    if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
        Object.freeze(value);
        Object.values(value).forEach(freeze);
    }
    return value;
}
