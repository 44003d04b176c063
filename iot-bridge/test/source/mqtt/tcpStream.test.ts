import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tcpStream } from '../../../src/source/mqtt/wire/index.ts';
import { until } from '../../support/until.ts';

const servers: (() => void)[] = [];
afterEach(() => servers.splice(0).forEach((stop) => stop()));

/** A stream to a server on a loopback port, with the other end and what was read. */
async function pair(): Promise<{ stream: Socket; peer: Socket; reads: string[] }> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const stream = tcpStream('127.0.0.1', (server.address() as AddressInfo).port);
    const [peer] = await accepted;
    servers.push(() => {
        stream.destroy();
        peer.destroy();
        server.close();
    });
    const reads: string[] = [];
    stream.on('data', (chunk: Buffer) => void reads.push(chunk.toString()));
    return { stream, peer, reads };
}

describe('a TCP stream that reads into one buffer', () => {
    it('takes what came during a pause with one read', async () => {
        const { stream, peer, reads } = await pair();
        peer.write('first');
        await until(() => reads.length === 1, 'the first read');
        stream.pause();
        for (const part of ['a', 'b', 'c']) await new Promise((resolve) => peer.write(part, resolve));
        stream.resume();
        await until(() => reads.join('').endsWith('c'), 'everything came');
        expect(reads).toEqual(['first', 'abc']);
    });

    it('delivers many bytes in their order, and tells the end', async () => {
        const { stream, peer } = await pair();
        const sent = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => index % 251));
        const received: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => void received.push(Buffer.from(chunk)));
        const ended = once(stream, 'end');
        peer.end(sent);
        await ended;
        expect(Buffer.concat(received).equals(sent)).toBe(true);
    });

    it('closes when nobody listens at the address', async () => {
        const stream = tcpStream('127.0.0.1', 1);
        const [error] = (await once(stream, 'error')) as [NodeJS.ErrnoException];
        expect(error.code).toBe('ECONNREFUSED');
    });
});
