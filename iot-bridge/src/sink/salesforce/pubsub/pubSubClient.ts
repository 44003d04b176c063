import { readFileSync } from 'node:fs';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import type { MethodDefinition } from '@grpc/grpc-js';
import type { PubSubConfig } from '../../../config/index.ts';
import { BridgeError, reasonOf } from '../../../errors.ts';
import type { Session } from '../session.ts';
import { pubSubService } from './protocol.ts';
import type { PublishRequest, PublishResponse, SchemaInfo, TopicInfo } from './protocol.ts';
import { PublishStream } from './publishStream.ts';

/** The calls of the Pub/Sub API that the bridge makes, over TLS, with the session of the REST API. */
export class PubSubClient {
    private readonly session: Session;
    private readonly timeoutMs: number;
    private readonly client: Client;
    private readonly service = pubSubService();

    /** Connects with the first call. @throws BridgeError ORG_CERTIFICATE_UNREADABLE */
    constructor(session: Session, { endpoint, ca }: PubSubConfig, timeoutMs: number) {
        this.session = session;
        this.timeoutMs = timeoutMs;
        this.client = new Client(endpoint, credentials.createSsl(ca === undefined ? null : readCertificate(ca)));
    }

    /** Whether the topic may be published to, and its schema now. */
    topic(topicName: string): Promise<TopicInfo> {
        return this.unary<TopicInfo>('GetTopic', { topicName });
    }

    /** A schema, which never changes under its id. */
    schema(schemaId: string): Promise<SchemaInfo> {
        return this.unary<SchemaInfo>('GetSchema', { schemaId });
    }

    /** Opens a stream to publish with. */
    openStream(): PublishStream {
        const { path, requestSerialize, responseDeserialize } = this.method<PublishRequest, PublishResponse>(
            'PublishStream'
        );
        const call = this.client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, this.metadata());
        return new PublishStream(call, this.timeoutMs);
    }

    close(): void {
        this.client.close();
    }

    private unary<Response>(name: string, request: object): Promise<Response> {
        const { path, requestSerialize, responseDeserialize } = this.method<object, Response>(name);
        const options = { deadline: Date.now() + this.timeoutMs };
        return new Promise((resolve, reject) => {
            this.client.makeUnaryRequest(
                path,
                requestSerialize,
                responseDeserialize,
                request,
                this.metadata(),
                options,
                (error, response) => {
                    if (error) reject(error);
                    else if (response === undefined) reject(new Error(`${name} answered nothing`));
                    else resolve(response);
                }
            );
        });
    }

    private method<Request, Response>(name: string): MethodDefinition<Request, Response> {
        const method = this.service[name];
        if (!method) throw new TypeError(`The service has no method ${name}.`);
        return method as MethodDefinition<Request, Response>;
    }

    private metadata(): Metadata {
        const metadata = new Metadata();
        const { accessToken, instanceUrl } = this.session.connection;
        metadata.set('accesstoken', accessToken ?? '');
        metadata.set('instanceurl', instanceUrl);
        metadata.set('tenantid', this.session.organizationId);
        return metadata;
    }
}

function readCertificate(file: string): Buffer {
    try {
        return readFileSync(file);
    } catch (cause) {
        throw new BridgeError('ORG_CERTIFICATE_UNREADABLE', { file, reason: reasonOf(cause) }, cause);
    }
}
