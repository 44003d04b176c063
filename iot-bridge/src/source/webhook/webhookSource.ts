import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { WebhookConfig } from '../../config/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';
import type { Clock, Instant, Intake, Source } from '../../pipeline/index.ts';
import { isAuthentic } from './credentials.ts';
import {
    answerOrigin,
    answerValidation,
    asksForConfirmation,
    DestinationConfirmer,
    openAddress
} from './handshake/index.ts';
import { topicOf } from './topic.ts';
import type { WebhookReply, WebhookRequest, WebhookResult } from './webhookRequest.ts';

/** What the source works with. */
export interface WebhookSourceParts {
    config: WebhookConfig;
    clock: Clock;
    log: Logger;
    onConnection(listening: boolean): void;
    /** Counts what became of each request. */
    onRequest(result: WebhookResult): void;
    /** Opens an address that confirms a destination of AWS IoT. */
    open?: (address: string) => Promise<void>;
}

/** Refused callers are told in the log at most this often. */
const refusalLogMs = 60_000;

/** Messages that platforms push by HTTP. 202 is answered only after everything a message changed is durable. */
export class WebhookSource implements Source {
    readonly name: string;
    private readonly parts: WebhookSourceParts;
    private readonly confirmer: DestinationConfirmer;
    private server: FastifyInstance | undefined;
    private since: Instant = 0;
    private refusedAt: Instant = Number.NEGATIVE_INFINITY;

    constructor(parts: WebhookSourceParts) {
        this.parts = parts;
        this.name = parts.config.name;
        const { config, clock, log, open = openAddress } = parts;
        this.confirmer = new DestinationConfirmer({ config, clock, log, open });
    }

    /** Starts listening. @throws BridgeError WEBHOOK_PORT_TAKEN */
    async start(intake: Intake): Promise<void> {
        const { config, clock, log } = this.parts;
        const { host, port } = config;
        const server = this.build(intake);
        try {
            const address = await server.listen({ host, port });
            this.server = server;
            this.since = clock.now();
            log.info({ source: this.name, address }, 'messages can be pushed');
            this.parts.onConnection(true);
        } catch (cause) {
            throw new BridgeError('WEBHOOK_PORT_TAKEN', { address: `${host}:${port}` }, cause);
        }
    }

    /** Answers the requests at hand and stops listening. */
    async stop(): Promise<void> {
        const { server } = this;
        this.server = undefined;
        await server?.close();
        if (server) this.parts.onConnection(false);
    }

    connection(): { connected: boolean; since: Instant } {
        return { connected: this.server !== undefined, since: this.since };
    }

    /** Address it listens on, once it does. */
    address(): string | undefined {
        const [listening] = this.server?.addresses() ?? [];
        return typeof listening === 'object' ? `http://${listening.address}:${listening.port}` : undefined;
    }

    private build(intake: Intake): FastifyInstance {
        const { path, maximumBytes, handshake } = this.parts.config;
        const server = fastify({ bodyLimit: maximumBytes });
        server.removeAllContentTypeParsers();
        server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
        server.setErrorHandler((error, _request, reply) => this.send(reply, this.failure(error)));
        const base = path.replace(/\/+$/, '');
        for (const url of [base === '' ? '/' : base, `${base}/*`]) {
            server.post(url, async (request, reply) => this.send(reply, await this.receive(intake, readable(request))));
            if (handshake !== 'event-grid') continue;
            server.options(url, (request, reply) => this.send(reply, this.ask(readable(request))));
        }
        return server;
    }

    private send(reply: FastifyReply, { code, result, headers = {}, body }: WebhookReply): FastifyReply {
        this.parts.onRequest(result);
        return reply.code(code).headers(headers).send(body);
    }

    private failure(error: unknown): WebhookReply {
        const status = isRecord(error) ? error.statusCode : undefined;
        if (status === 413) return { code: 413, result: 'too-large', body: { error: 'the body is too large' } };
        if (typeof status === 'number' && status < 500)
            return { code: status, result: 'failed', body: { error: reasonOf(error) } };
        this.parts.log.error({ source: this.name, reason: reasonOf(error) }, 'a pushed message could not be taken');
        return { code: 500, result: 'failed', body: { error: 'the message could not be taken; repeat it' } };
    }

    private ask(request: WebhookRequest): WebhookReply {
        return isAuthentic(this.parts.config, request) ? answerOrigin(this.parts.config, request) : this.refuse();
    }

    private async receive(intake: Intake, request: WebhookRequest): Promise<WebhookReply> {
        const { config, clock } = this.parts;
        if (config.handshake === 'aws-iot' && asksForConfirmation(request)) return this.confirmer.answer(request);
        if (!isAuthentic(config, request)) return this.refuse();
        const validation = config.handshake === 'event-grid' ? answerValidation(request) : undefined;
        if (validation) return validation;
        const found = topicOf(config, request);
        if (!found) {
            const error = 'the path names no topic of this webhook';
            return { code: 404, result: 'no-topic', body: { error } };
        }
        if (found === 'left-out') return { code: 202, result: 'left-out', body: { accepted: false } };
        await intake.ready();
        const durable = new Promise<true>((resolve) => {
            const acknowledge = (): void => resolve(true);
            const { topic } = found;
            intake.accept({ source: this.name, topic, payload: request.body, receivedAt: clock.now(), acknowledge });
        });
        if (await inTime(durable, config.commitTimeoutSeconds))
            return { code: 202, result: 'accepted', body: { accepted: true } };
        const error = 'the message is not durable yet; repeat it';
        return { code: 503, result: 'not-durable', headers: { 'retry-after': '10' }, body: { error } };
    }

    private refuse(): WebhookReply {
        const now = this.parts.clock.now();
        if (now - this.refusedAt >= refusalLogMs) {
            this.refusedAt = now;
            this.parts.log.warn({ source: this.name }, 'a caller with a wrong token or signature is refused');
        }
        return { code: 401, result: 'unauthorized', body: { error: 'the token or signature is missing or wrong' } };
    }
}

function readable({ method, headers, query, params, body }: FastifyRequest): WebhookRequest {
    const rest: unknown = isRecord(params) ? params['*'] : undefined;
    return {
        method,
        headers,
        query: isRecord(query) ? query : {},
        rest: typeof rest === 'string' ? rest : '',
        body: body instanceof Uint8Array ? body : new Uint8Array()
    };
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null;
}

async function inTime(work: Promise<true>, seconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
        timer = setTimeout(() => resolve(false), seconds * 1000);
    });
    try {
        return await Promise.race([work, late]);
    } finally {
        clearTimeout(timer);
    }
}
