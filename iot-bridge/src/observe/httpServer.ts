import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { ObserveConfig } from '../config/index.ts';
import { BridgeError } from '../errors.ts';
import type { Metrics } from './metrics.ts';

/** What the server shows. */
export interface HttpServerParts {
    /** Why the bridge is not ready, or an empty list when it is. */
    readiness(): string[];
    /** Everything the bridge tells about itself, as JSON. */
    status(): object;
    /** Brings gauges up to date before they are read. */
    beforeScrape(): void;
}

/** Serves health, readiness, status and metrics; on the loopback address unless configured otherwise. */
export class HttpServer {
    private readonly config: ObserveConfig;
    private readonly server: FastifyInstance;

    constructor(config: ObserveConfig, metrics: Metrics, parts: HttpServerParts) {
        this.config = config;
        this.server = fastify();
        this.server.get('/healthz', () => ({ status: 'ok' }));
        this.server.get('/readyz', (_request, reply) => {
            const reasons = parts.readiness();
            return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons });
        });
        this.server.get('/status', () => parts.status());
        this.server.get('/metrics', async (_request, reply) => {
            parts.beforeScrape();
            return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
        });
    }

    /** Starts listening and returns the address. @throws BridgeError PORT_TAKEN */
    async start(): Promise<string> {
        const { host, port } = this.config;
        try {
            return await this.server.listen({ host, port });
        } catch (cause) {
            throw new BridgeError('PORT_TAKEN', { address: `${host}:${port}` }, cause);
        }
    }

    /** Stops listening. */
    async stop(): Promise<void> {
        await this.server.close();
    }
}
