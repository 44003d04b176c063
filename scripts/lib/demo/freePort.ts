import { once } from 'node:events';
import { createServer } from 'node:net';

/** The wanted port when it is free on loopback, otherwise 0, which takes any free one. */
export async function freePort(wanted: number): Promise<number> {
    const server = createServer();
    server.listen(wanted, '127.0.0.1');
    const outcome = await Promise.race([
        once(server, 'listening').then(() => wanted),
        once(server, 'error').then(() => 0)
    ]);
    await new Promise<void>((resolve) => {
        if (server.listening) server.close(() => resolve());
        else resolve();
    });
    return outcome;
}
