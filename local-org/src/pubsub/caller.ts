import type { Metadata } from '@grpc/grpc-js';
import type { LocalOrg } from '../createOrg.ts';
import type { ObjectDescribe } from '../platform.ts';
import { EventSchemas, type EventSchema } from './eventSchema.ts';
import { rpcRefusal } from './rpcError.ts';

/** The org behind a tenant id of 15 or 18 characters. */
export type FindOrg = (orgId: string) => LocalOrg | undefined;

/** Who calls, in which org. */
export interface Caller {
    readonly org: LocalOrg;
    readonly schemas: EventSchemas;
    readonly userId: string;
    readonly accessToken: string;
}

/** A topic that the caller may see, with the event behind it. */
export interface Topic {
    readonly name: string;
    readonly object: ObjectDescribe;
    readonly schema: EventSchema;
}

/** Finds callers by the metadata `accesstoken`, `instanceurl` and `tenantid` of a call. */
export class Callers {
    readonly #findOrg: FindOrg;
    readonly #schemas = new WeakMap<LocalOrg, EventSchemas>();

    constructor(findOrg: FindOrg) {
        this.#findOrg = findOrg;
    }

    /** @throws RpcError `UNAUTHENTICATED` when a header is missing or the token does not belong to the tenant. */
    of(metadata: Metadata): Caller {
        const accessToken = header(metadata, 'accesstoken');
        const tenant = header(metadata, 'tenantid');
        if (!URL.canParse(header(metadata, 'instanceurl')))
            throw rpcRefusal('service.auth.headers.invalid', 'The metadata header instanceurl is no address.');
        const org = this.#findOrg(tenant);
        const session = org?.auth.session(accessToken);
        if (!org || !session) throw notAuthenticated();
        const schemas = this.#schemas.get(org) ?? new EventSchemas();
        this.#schemas.set(org, schemas);
        return { org, schemas, userId: session.userId, accessToken };
    }
}

/** Streams outlive sessions: asked again with each request. @throws RpcError `UNAUTHENTICATED` */
export function checkSession(caller: Caller): void {
    if (!caller.org.auth.session(caller.accessToken)) throw notAuthenticated();
}

/** @throws RpcError `NOT_FOUND` for a topic that is no platform event the caller may read or publish. */
export function topicOf(caller: Caller, name: string): Topic {
    if (name === '') throw rpcRefusal('topic.validation.empty', 'A topic name is required.');
    const objectName = /^\/event\/(\w+__e)$/.exec(name)?.[1];
    const object = objectName === undefined ? undefined : caller.org.schema.object(objectName);
    if (object?.kind !== 'platformEvent') throw rpcRefusal('topic.not.found', `There is no platform event at ${name}.`);
    const access = caller.org.access.object(caller.userId, object.name);
    if (!access.read && !access.create) throw rpcRefusal('topic.not.found', `There is no platform event at ${name}.`);
    return { name, object, schema: caller.schemas.of(object) };
}

function header(metadata: Metadata, name: string): string {
    const value = metadata.get(name)[0]?.toString() ?? '';
    if (value === '') throw rpcRefusal('service.auth.headers.invalid', `The metadata header ${name} is missing.`);
    return value;
}

function notAuthenticated(): Error {
    return rpcRefusal('service.auth.error', 'An authentication exception occurred. Session expired or invalid.');
}
