import type { LocalOrg } from '../createOrg.ts';
import type { Execution } from '../platform.ts';

/** A call of a REST resource, from the wire or from within a composite request. */
export interface ResourceCall {
    readonly org: LocalOrg;
    /** A transaction of the caller; every call within a composite request has its own. */
    readonly execution: Execution;
    /** As in the address: `v66.0`. */
    readonly version: string;
    readonly params: Readonly<Record<string, string>>;
    readonly query: URLSearchParams;
    readonly body: unknown;
    /** Header by its name in lower case. */
    header(name: string): string | undefined;
    /** Address of the org as the caller sees it, without a slash at the end. */
    readonly baseUrl: string;
}

/** The answer of a resource; no body for 204. */
export interface ResourceReply {
    readonly status: number;
    readonly body?: unknown;
    /** `application/json` when left out. */
    readonly contentType?: string;
    readonly headers?: Readonly<Record<string, string>>;
}

/** Methods of resources. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** One resource below `/services/data/vNN.N/`; `:name` parts become params. */
export interface Resource {
    readonly method: Method;
    readonly path: string;
    handle(call: ResourceCall): ResourceReply;
}

/** A reply with a body and status 200. */
export function ok(body: unknown): ResourceReply {
    return { status: 200, body };
}
