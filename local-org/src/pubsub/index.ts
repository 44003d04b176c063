/** Door of the Pub/Sub API: gRPC with TLS on a port of its own. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
    Server,
    ServerCredentials,
    type handleUnaryCall,
    type Metadata,
    type ServerDuplexStream,
    type ServiceDefinition,
    type UntypedServiceImplementation
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { Callers, topicOf, type Caller, type FindOrg } from './caller.ts';
import { selfSignedCertificate } from './certificate.ts';
import { ManagedSubscriptions } from './managedSubscriptions.ts';
import type { SchemaInfo, SchemaRequest, TopicInfo, TopicRequest } from './messages.ts';
import { publish } from './publishing.ts';
import { asRpcError, rpcRefusal } from './rpcError.ts';
import { managedSubscribe, publishStream, subscribe } from './streams.ts';

/** A publish stream without a request is closed after this time, as the API says. */
const STREAM_IDLE_MS = 70_000;

/** How long clients have to let go when the service stops. */
const SHUTDOWN_MS = 500;

type OpenStreams = Set<{ end(): void }>;

/** How the API is served. */
export interface PubSubOptions {
    /** 0 for any free port. */
    readonly port: number;
    readonly host: string;
    /** Folder for the certificate; a temporary one, removed at the end, when left out. */
    readonly dataDir?: string;
    readonly findOrg: FindOrg;
    /** Milliseconds without a request after which a publish stream is closed. */
    readonly streamIdleMs?: number;
}

/** The API at work. */
export interface RunningPubSub {
    /** `host:port`. */
    readonly endpoint: string;
    /** Certificate that clients must trust, PEM. */
    readonly caFile: string;
    stop(): Promise<void>;
}

/** The service as gRPC knows it. Types are camel case, enums are names, 64-bit numbers text. */
export function pubSubDefinition(): ServiceDefinition {
    const file = fileURLToPath(new URL('eventbus.proto', import.meta.url));
    const service = loadSync(file, { enums: String, longs: String, defaults: true })['eventbus.v1.PubSub'];
    if (!service || 'format' in service) throw new Error('eventbus.proto has no service PubSub.');
    return service;
}

/** Serves the Pub/Sub API. @throws Error when the port is taken. */
export async function startPubSub(options: PubSubOptions): Promise<RunningPubSub> {
    const { key, certificate } = selfSignedCertificate(certifiedHosts(options.host), new Date());
    const server = new Server();
    const open: OpenStreams = new Set();
    server.addService(pubSubDefinition(), implementation(options, open));
    const pair = { private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) };
    const credentials = ServerCredentials.createSsl(null, [pair]);
    const port = await new Promise<number>((resolve, reject) =>
        server.bindAsync(`${options.host}:${options.port}`, credentials, (error, bound) =>
            error
                ? reject(new Error(`Port ${options.port} cannot be used for the Pub/Sub API.`, { cause: error }))
                : resolve(bound)
        )
    );
    const folder = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'local-org-'));
    const caFile = writeCertificate(folder, certificate);
    return {
        endpoint: `localhost:${port}`,
        caFile,
        stop: async () => {
            await shutDown(server, open);
            if (options.dataDir === undefined) rmSync(folder, { recursive: true, force: true });
        }
    };
}

/** Ends streams as an org does that goes down in order; connections that stay are cut after a while. */
function shutDown(server: Server, open: OpenStreams): Promise<void> {
    for (const call of open) call.end();
    return new Promise((resolve) => {
        const force = setTimeout(() => server.forceShutdown(), SHUTDOWN_MS);
        server.tryShutdown(() => {
            clearTimeout(force);
            resolve();
        });
    });
}

function certifiedHosts(host: string): readonly string[] {
    return [...new Set(['localhost', '127.0.0.1', host])];
}

function writeCertificate(folder: string, certificate: string): string {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'pubsub-ca.pem');
    writeFileSync(file, certificate);
    return path.resolve(file);
}

function implementation(options: PubSubOptions, open: OpenStreams): UntypedServiceImplementation {
    const callers = new Callers(options.findOrg);
    const managed = new ManagedSubscriptions();
    return {
        GetTopic: unary(callers, topicInfo),
        GetSchema: unary(callers, schemaInfo),
        Publish: unary(callers, publish),
        PublishStream: stream(callers, open, (caller, call: Parameters<typeof publishStream>[1]) =>
            publishStream(caller, call, options.streamIdleMs ?? STREAM_IDLE_MS)
        ),
        Subscribe: stream(callers, open, subscribe),
        ManagedSubscribe: stream(callers, open, (caller, call: Parameters<typeof managedSubscribe>[1]) =>
            managedSubscribe(caller, call, managed)
        )
    };
}

function unary<Request, Response>(
    callers: Callers,
    answer: (caller: Caller, request: Request) => Response
): handleUnaryCall<Request, Response> {
    return (call, callback) => {
        try {
            callback(null, answer(callers.of(call.metadata), call.request));
        } catch (error) {
            callback(asRpcError(error));
        }
    };
}

type Stream = { readonly metadata: Metadata } & Pick<ServerDuplexStream<unknown, unknown>, 'emit' | 'end' | 'once'>;

function stream<Call extends Stream>(
    callers: Callers,
    open: OpenStreams,
    serve: (caller: Caller, call: Call) => void
): (call: Call) => void {
    return (call) => {
        open.add(call);
        for (const end of ['error', 'cancelled', 'end', 'finish']) call.once(end, () => open.delete(call));
        try {
            serve(callers.of(call.metadata), call);
        } catch (error) {
            call.emit('error', asRpcError(error));
        }
    };
}

function topicInfo(caller: Caller, { topicName }: TopicRequest): TopicInfo {
    const topic = topicOf(caller, topicName);
    const access = caller.org.access.object(caller.userId, topic.object.name);
    return {
        topicName,
        tenantGuid: `core/local/${caller.org.orgId}`,
        canPublish: access.create,
        canSubscribe: access.read,
        schemaId: topic.schema.id,
        rpcId: randomUUID()
    };
}

function schemaInfo(caller: Caller, { schemaId }: SchemaRequest): SchemaInfo {
    for (const object of caller.org.schema.objects()) if (object.kind === 'platformEvent') caller.schemas.of(object);
    const schema = caller.schemas.byId(schemaId);
    if (!schema) throw rpcRefusal('schema.validation.failed', `There is no schema ${schemaId}.`);
    return { schemaJson: schema.json, schemaId, rpcId: randomUUID() };
}
