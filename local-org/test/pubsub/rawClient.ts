import { readFileSync } from 'node:fs';
import {
    credentials,
    makeClientConstructor,
    Metadata,
    type Client,
    type ClientDuplexStream,
    type ServiceError
} from '@grpc/grpc-js';
import type {
    FetchRequest,
    FetchResponse,
    ManagedFetchRequest,
    ManagedFetchResponse,
    PublishRequest,
    PublishResponse,
    SchemaInfo,
    TopicInfo
} from '../../src/pubsub/messages.ts';
import { pubSubDefinition } from '../../src/pubsub/index.ts';

type Unary = 'GetTopic' | 'GetSchema' | 'Publish';
interface Answers {
    GetTopic: TopicInfo;
    GetSchema: SchemaInfo;
    Publish: PublishResponse;
}
type Raw = Client &
    Record<Unary, (request: object, metadata: Metadata, done: (error: unknown, answer: unknown) => void) => void> & {
        PublishStream(metadata: Metadata): ClientDuplexStream<Partial<PublishRequest>, PublishResponse>;
        Subscribe(metadata: Metadata): ClientDuplexStream<Partial<FetchRequest>, FetchResponse>;
        ManagedSubscribe(metadata: Metadata): ClientDuplexStream<Partial<ManagedFetchRequest>, ManagedFetchResponse>;
    };

/** What a client says about itself. */
export interface Headers {
    readonly accesstoken?: string;
    readonly instanceurl?: string;
    readonly tenantid?: string;
}

/** A gRPC client that trusts the certificate of the org, and nothing else. */
export class RawClient {
    readonly #client: Raw;
    readonly #headers: Headers;

    constructor(endpoint: string, caFile: string, headers: Headers) {
        const make = makeClientConstructor(pubSubDefinition(), 'PubSub');
        this.#client = new make(endpoint, credentials.createSsl(readFileSync(caFile))) as unknown as Raw;
        this.#headers = headers;
    }

    call<Name extends Unary>(name: Name, request: object): Promise<Answers[Name]> {
        return new Promise((resolve, reject) =>
            this.#client[name](request, this.#metadata(), (error, answer) =>
                error instanceof Error ? reject(error) : resolve(answer as Answers[Name])
            )
        );
    }

    publishStream(): ClientDuplexStream<Partial<PublishRequest>, PublishResponse> {
        return this.#client.PublishStream(this.#metadata());
    }

    subscribe(): ClientDuplexStream<Partial<FetchRequest>, FetchResponse> {
        return this.#client.Subscribe(this.#metadata());
    }

    managedSubscribe(): ClientDuplexStream<Partial<ManagedFetchRequest>, ManagedFetchResponse> {
        return this.#client.ManagedSubscribe(this.#metadata());
    }

    close(): void {
        this.#client.close();
    }

    #metadata(): Metadata {
        const metadata = new Metadata();
        for (const [name, value] of Object.entries(this.#headers)) metadata.set(name, String(value));
        return metadata;
    }
}

/** The next message of a stream. */
export function next<Response>(stream: ClientDuplexStream<never, Response> | object): Promise<Response> {
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    (stream as ClientDuplexStream<never, Response>).once('data', resolve).once('error', reject);
    return promise;
}

/** Status and error code with which a call failed. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: number; errorCode: string | undefined }> {
    try {
        await work;
    } catch (error) {
        const { code, metadata } = error as ServiceError;
        const errorCode = metadata.get('error-code')[0]?.toString().replace('sfdc.platform.eventbus.grpc.', '');
        return { code, errorCode };
    }
    throw new Error('The call was expected to be refused.');
}
