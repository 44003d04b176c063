import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Call {
    method: string;
    url: string;
    body: string;
}

/** Answers a call, or leaves it to the next one. */
export type Answer = (call: Call) => { status?: number; json: unknown } | undefined;

/** A server with the shapes of the REST API, for the answers a healthy org does not give. */
export class RestServer {
    readonly calls: Call[] = [];
    readonly answers: Answer[] = [];
    readonly server: Server = createServer((request, response) => void this.handle(request, response));

    async start(): Promise<string> {
        this.server.listen(0, '127.0.0.1');
        await once(this.server, 'listening');
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    async stop(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }

    private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const call = { method: request.method ?? '', url: request.url ?? '', body: Buffer.concat(chunks).toString() };
        this.calls.push(call);
        const answer = this.answers.map((entry) => entry(call)).find((entry) => entry !== undefined);
        const { status = 200, json } = answer ?? { status: 404, json: [{ errorCode: 'NOT_FOUND', message: call.url }] };
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    }
}

/** The answer to a login. @param session access token it gives */
export function tokenAnswer(url: string, session: () => string = () => 'session'): Answer {
    return (call) =>
        call.url === '/services/oauth2/token'
            ? {
                  json: {
                      access_token: session(),
                      instance_url: url,
                      id: `${url}/id/00D000000000001EAA/005000000000001AAA`
                  }
              }
            : undefined;
}
