import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { Metadata, sendUnaryData, ServerDuplexStream, ServerUnaryCall } from '@grpc/grpc-js';
import avro from 'avsc';
import { pubSubService } from '../../src/sink/salesforce/pubsub/index.ts';
import type { PublishRequest, PublishResponse, PublishResult } from '../../src/sink/salesforce/pubsub/index.ts';

/** What the server does with a request instead of answering it. */
export type Trouble = 'none' | 'silent' | 'ends' | 'unavailable';

type Stream = ServerDuplexStream<PublishRequest, PublishResponse>;

/** Fields of the event that tests use, as the API describes them: optional ones are unions with null. */
const optional: Readonly<Record<string, string>> = { Value__c: 'double', Occurred_At__c: 'long', Message__c: 'string' };

/** A server with the shapes of the Pub/Sub API, for the answers a healthy org does not give. */
export class PubSubServer {
    readonly events: Record<string, unknown>[] = [];
    readonly calls: string[] = [];
    /** Session the server accepts. */
    session = 'session';
    trouble: Trouble = 'none';
    /** Error text of an event, or undefined to take it. */
    judge: (event: Record<string, unknown>) => string | undefined = () => undefined;
    /** Fields that exist besides the key; adding one makes a new schema. */
    fields: string[] = Object.keys(optional);
    readonly caFile: string;
    endpoint = '';
    private readonly server = new Server();
    private readonly key: Buffer;

    constructor() {
        const folder = mkdtempSync(path.join(tmpdir(), 'pubsub-'));
        const [key, certificate] = [path.join(folder, 'server.key'), path.join(folder, 'server.pem')];
        const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
        const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
        execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', certificate], { stdio: 'pipe' });
        this.caFile = certificate;
        this.key = readFileSync(key);
    }

    async start(): Promise<void> {
        this.server.addService(pubSubService(), {
            GetTopic: this.unary('GetTopic', () => ({ canPublish: true, schemaId: this.schemaId() })),
            GetSchema: this.unary('GetSchema', () => ({
                schemaJson: this.schema(this.schemaId()),
                schemaId: this.schemaId()
            })),
            PublishStream: (call: Stream) => this.serve(call)
        });
        const pair = { private_key: this.key, cert_chain: readFileSync(this.caFile) };
        const credentials = ServerCredentials.createSsl(null, [pair]);
        const port = await new Promise<number>((resolve, reject) =>
            this.server.bindAsync('localhost:0', credentials, (error, bound) =>
                error ? reject(error) : resolve(bound)
            )
        );
        this.endpoint = `localhost:${port}`;
    }

    stop(): void {
        this.server.forceShutdown();
    }

    private schemaId(): string {
        return `schema-${this.fields.length}`;
    }

    /** Older schemas stay known, because publishers may still use them. */
    private schema(id: string): string {
        const more = this.fields.slice(0, Number(id.split('-')[1])).map((name) => {
            const type = optional[name] ?? 'string';
            return { name, type: ['null', type], default: null };
        });
        const required = ['CreatedById', 'Alarm_Key__c', 'Episode_Key__c'].map((name) => ({ name, type: 'string' }));
        return JSON.stringify({
            type: 'record',
            name: 'Alarm_Event__e',
            fields: [{ name: 'CreatedDate', type: 'long' }, ...required, ...more]
        });
    }

    private unary<Response>(name: string, answer: () => Response) {
        return (call: ServerUnaryCall<unknown, Response>, reply: sendUnaryData<Response>): void => {
            this.calls.push(name);
            const refusal = this.refusal(call.metadata);
            if (refusal) reply(refusal);
            else reply(null, answer());
        };
    }

    private serve(call: Stream): void {
        this.calls.push('PublishStream');
        call.on('data', (request: PublishRequest) => {
            this.calls.push('publish');
            const refusal = this.refusal(call.metadata);
            if (refusal) call.emit('error', refusal);
            else if (this.trouble === 'ends') call.end();
            else if (this.trouble === 'unavailable') call.emit('error', { code: status.UNAVAILABLE, details: 'down' });
            else if (this.trouble === 'none') call.write(this.publish(request));
        });
        call.on('end', () => call.end());
    }

    private refusal(metadata: Metadata): { code: status; details: string } | undefined {
        const complete = ['instanceurl', 'tenantid'].every((name) => String(metadata.get(name)[0] ?? '') !== '');
        if (complete && metadata.get('accesstoken')[0] === this.session) return undefined;
        return { code: status.UNAUTHENTICATED, details: 'the session is not valid' };
    }

    private publish({ events }: PublishRequest): PublishResponse {
        const results = events.map(({ id, schemaId, payload }): PublishResult => {
            const type = avro.Type.forSchema(JSON.parse(this.schema(schemaId)) as avro.Schema);
            const event = { ...(type.fromBuffer(payload) as Record<string, unknown>) };
            const problem = this.judge(event);
            if (problem === undefined) this.events.push(event);
            const error = problem === undefined ? null : { code: 'PUBLISH', msg: problem };
            const replayId = Buffer.from(problem === undefined ? [0, 0, 0, 0, 0, 0, 0, this.events.length] : []);
            return { correlationKey: id, replayId, error };
        });
        return { results, schemaId: this.schemaId() };
    }
}
