import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as OTLP/HTTP carries it in JSON, with its attributes as an object. */
export interface ReceivedSpan {
    name: string;
    traceId: string;
    spanId: string;
    parentSpanId?: string;
    attributes: Record<string, unknown>;
    status: { code?: number; message?: string };
}

/** A receiver of traces on a free loopback port. */
export interface OtlpReceiver {
    url: string;
    spans: ReceivedSpan[];
    /** Headers of the last request. */
    headers(): Record<string, unknown>;
    stop(): Promise<void>;
}

interface WireSpan extends Omit<ReceivedSpan, 'attributes'> {
    attributes: { key: string; value: Record<string, unknown> }[];
}

interface Export {
    resourceSpans: { scopeSpans: { spans: WireSpan[] }[] }[];
}

/** Starts a receiver that keeps every span it gets. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
    const spans: ReceivedSpan[] = [];
    let headers: Record<string, unknown> = {};
    const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        headers = request.headers;
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
            const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as Export;
            const found = resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
            spans.push(...found.map((span) => ({ ...span, attributes: plain(span.attributes) })));
            response.setHeader('content-type', 'application/json').end('{}');
        });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
        spans,
        headers: () => headers,
        stop: async () => {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        }
    };
}

function plain(attributes: WireSpan['attributes']): Record<string, unknown> {
    return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
