import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { WebhookConfig } from '../../config/index.ts';
import { BridgeError } from '../../errors.ts';
import type { Clock, Instant, Intake, Source } from '../../pipeline/index.ts';
import { isAuthentic } from './credentials.ts';

/** What the source works with. */
export interface WebhookSourceParts {
    config: WebhookConfig;
    clock: Clock;
    log: Logger;
    onConnection(listening: boolean): void;
}

/** Messages that platforms push by HTTP. 202 is answered only after everything a message changed is durable. */
export class WebhookSource implements Source {
    readonly name: string;
    private readonly parts: WebhookSourceParts;
    private server: FastifyInstance | undefined;
    private since: Instant = 0;

    constructor(parts: WebhookSourceParts) {
        this.parts = parts;
        this.name = parts.config.name;
    }

    /** Starts listening. @throws BridgeError WEBHOOK_PORT_TAKEN */
    async start(intake: Intake): Promise<void> {
        const { config, clock, log } = this.parts;
        const { host, port, path, maximumBytes } = config;
        const server = fastify({ bodyLimit: maximumBytes });
        server.removeAllContentTypeParsers();
        server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
        const base = path.replace(/\/+$/, '');
        const handler = (request: FastifyRequest, reply: FastifyReply) => this.receive(intake, request, reply);
        server.post(base === '' ? '/' : base, handler);
        server.post(`${base}/*`, handler);
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

    private async receive(intake: Intake, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
        const { config, clock } = this.parts;
        const payload = request.body instanceof Uint8Array ? request.body : new Uint8Array();
        if (!isAuthentic(config, request.headers, payload)) {
            return reply.code(401).send({ error: 'the token or signature is missing or wrong' });
        }
        const topic = topicOf(request, config);
        if (!topic) return reply.code(404).send({ error: 'the path names no topic, and none is configured' });
        await intake.ready();
        const durable = new Promise<true>((resolve) => {
            const acknowledge = (): void => resolve(true);
            intake.accept({ source: this.name, topic, payload, receivedAt: clock.now(), acknowledge });
        });
        if (await inTime(durable, config.commitTimeoutSeconds)) return reply.code(202).send({ accepted: true });
        return reply.code(503).header('retry-after', '10').send({ error: 'the message is not durable yet; repeat it' });
    }
}

function topicOf({ params }: FastifyRequest, { topic }: WebhookConfig): string | undefined {
    const rest = typeof params === 'object' && params !== null && '*' in params ? params['*'] : undefined;
    return typeof rest === 'string' && rest !== '' ? rest : topic;
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
