import { createServer } from 'node:net';

/** The wanted port when it is free on loopback, otherwise 0, which takes any free one. */
export async function freePort(wanted: number): Promise<number> {
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
        server.once('error', () => resolve(false));
        server.listen(wanted, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) return 0;
    await new Promise<void>((resolve) => server.close(() => resolve()));
    return wanted;
}
