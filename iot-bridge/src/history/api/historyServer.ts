import { readFileSync } from 'node:fs';
import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { HistoryError } from '../errors.ts';
import { historyApi } from './historyApi.ts';
import type { HistoryApiOptions } from './historyApi.ts';

/** Certificates of the server. */
export interface ServerTls {
    certificateFile: string;
    keyFile: string;
    /** Authorities of client certificates; when given, a client without a valid one is not let in (mutual TLS). */
    clientAuthorityFile?: string | undefined;
}

/** Where the API listens. */
export interface HistoryServerOptions extends HistoryApiOptions {
    host: string;
    port: number;
    tls?: ServerTls | undefined;
}

/** The query API on a port of its own. */
export class HistoryServer {
    private readonly options: HistoryServerOptions;
    private server: FastifyInstance | undefined;

    constructor(options: HistoryServerOptions) {
        this.options = options;
    }

    /** Starts listening and returns the address. @throws HistoryError HISTORY_PORT_TAKEN */
    async start(): Promise<string> {
        const { host, port, tls } = this.options;
        const server = tls ? secureServer(tls) : fastify();
        this.server = server;
        await server.register(historyApi, this.options);
        try {
            return await server.listen({ host, port });
        } catch (cause) {
            throw new HistoryError('HISTORY_PORT_TAKEN', { address: `${host}:${port}` }, cause);
        }
    }

    /** Stops listening. */
    async stop(): Promise<void> {
        await this.server?.close();
        this.server = undefined;
    }
}

function secureServer({ certificateFile, keyFile, clientAuthorityFile }: ServerTls): FastifyInstance {
    const https = {
        cert: readFileSync(certificateFile),
        key: readFileSync(keyFile),
        ...(clientAuthorityFile !== undefined && {
            ca: readFileSync(clientAuthorityFile),
            requestCert: true,
            rejectUnauthorized: true
        })
    };
    return fastify({ https });
}
