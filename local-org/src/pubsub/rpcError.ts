import { randomUUID } from 'node:crypto';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { messageOf, SalesforceError } from '../errors.ts';

const PREFIX = 'sfdc.platform.eventbus.grpc.';

/** What the service refuses, with the error code of the Pub/Sub API guide ("Handle Errors") in the trailers. */
const refused = {
    'service.auth.error': status.UNAUTHENTICATED,
    'service.auth.headers.invalid': status.UNAUTHENTICATED,
    'topic.not.found': status.NOT_FOUND,
    'topic.validation.empty': status.INVALID_ARGUMENT,
    'schema.validation.failed': status.INVALID_ARGUMENT,
    'publish.event.count.invalid': status.INVALID_ARGUMENT,
    'publish.topic.mismatch': status.INVALID_ARGUMENT,
    'publish.topic.cannot.publish': status.PERMISSION_DENIED,
    'subscription.topic.cannot.subscribe': status.PERMISSION_DENIED,
    'subscription.fetch.topic.mismatch': status.INVALID_ARGUMENT,
    'subscription.fetch.requested.events.invalid': status.INVALID_ARGUMENT,
    'subscription.fetch.replayid.corrupted': status.INVALID_ARGUMENT,
    'subscription.fetch.replayid.validation.failed': status.INVALID_ARGUMENT,
    'subscription.limit.exceeded': status.RESOURCE_EXHAUSTED,
    'managed.subscription.already.active': status.ALREADY_EXISTS,
    'managed.subscription.config.stopped': status.FAILED_PRECONDITION,
    'managed.subscription.developer.name.not.found': status.NOT_FOUND,
    'managed.subscription.subscription.id.not.found': status.NOT_FOUND,
    'managed.subscription.id.or.developer.name.empty': status.INVALID_ARGUMENT,
    'managed.subscription.fetch.request.events.invalid': status.INVALID_ARGUMENT
} as const;

export type RpcErrorCode = keyof typeof refused;

/** A refusal of a call: gRPC status, message, and the trailers `error-code` and `rpc-id`. */
export class RpcError extends Error implements ServiceError {
    readonly code: status;
    readonly details: string;
    readonly metadata = new Metadata();

    constructor(code: status, details: string, errorCode?: string) {
        const rpcId = randomUUID();
        super(`${details} rpcId: ${rpcId}`);
        this.name = 'RpcError';
        this.code = code;
        this.details = this.message;
        this.metadata.set('rpc-id', rpcId);
        if (errorCode !== undefined) this.metadata.set('error-code', PREFIX + errorCode);
    }
}

/** The refusal of this name. */
export function rpcRefusal(errorCode: RpcErrorCode, details: string): RpcError {
    return new RpcError(refused[errorCode], details, errorCode);
}

/** Whatever was thrown, as a client of gRPC reads it. */
export function asRpcError(error: unknown): RpcError {
    if (error instanceof RpcError) return error;
    if (error instanceof SalesforceError)
        return new RpcError(
            error.errorCode === 'LIMIT_EXCEEDED' ? status.RESOURCE_EXHAUSTED : status.INTERNAL,
            error.message
        );
    return new RpcError(status.INTERNAL, messageOf(error));
}
