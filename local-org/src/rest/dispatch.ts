import { refusals, SalesforceError } from '../errors.ts';
import type { Method, Resource, ResourceCall, ResourceReply } from './resource.ts';
import { SaveFailedError } from './restRecord.ts';

/** Finds and calls resources by method and path, for composite requests. */
export class Dispatcher {
    readonly #resources: readonly {
        readonly resource: Resource;
        readonly pattern: RegExp;
        readonly names: readonly string[];
    }[];

    constructor(resources: readonly Resource[]) {
        this.#resources = resources.map((resource) => {
            const names = [...resource.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
            return { resource, names, pattern: new RegExp(`^${resource.path.replace(/:\w+/g, '([^/]+)')}$`) };
        });
    }

    /** Calls the resource at an address of the org, as `caller` and in a transaction of its own. */
    call(
        caller: ResourceCall,
        method: string,
        url: string,
        body: unknown,
        headers: Readonly<Record<string, string>>
    ): ResourceReply {
        const target = new URL(url, 'http://local');
        const match = /^\/services\/data\/(v\d+\.\d)\/?(.*?)\/?$/.exec(target.pathname);
        if (!match) throw refusals.notFound();
        const [, version = '', path = ''] = match;
        const found = this.#find(method.toUpperCase() as Method, path);
        if (!found) throw refusals.notFound();
        const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
        return found.resource.handle({
            org: caller.org,
            execution: caller.org.userExecution(caller.execution.userId),
            version,
            params: found.params,
            query: target.searchParams,
            body,
            header: (name) => lower.get(name),
            baseUrl: caller.baseUrl
        });
    }

    #find(method: Method, path: string): { resource: Resource; params: Record<string, string> } | undefined {
        for (const { resource, pattern, names } of this.#resources) {
            const match = resource.method === method ? pattern.exec(path) : null;
            if (!match) continue;
            const params = names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')] as const);
            return { resource, params: Object.fromEntries(params) };
        }
        return undefined;
    }
}

/** What an error looks like as a reply; undefined for a failure of ours. */
export function errorReply(error: unknown): ResourceReply | undefined {
    if (error instanceof SaveFailedError) return { status: error.status, body: error.bodies() };
    if (error instanceof SalesforceError) return { status: error.status, body: [error.body()] };
    return undefined;
}

/** Runs `work`; a refusal becomes its reply. */
export function replyOf(work: () => ResourceReply): ResourceReply {
    try {
        return work();
    } catch (error) {
        const reply = errorReply(error);
        if (!reply) throw error;
        return reply;
    }
}
