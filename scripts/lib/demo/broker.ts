import { once } from 'node:events';
import { createServer } from 'node:net';
import { Aedes } from 'aedes';

/** An MQTT broker inside this process, for the demo; plants use their own. */
export interface Broker {
    readonly url: string;
    stop(): Promise<void>;
}

/**
 * Starts the broker on loopback. It speaks MQTT 3.1.1.
 * @param port 0 for any free port
 * @throws when the port is taken
 */
export async function startBroker(port: number): Promise<Broker> {
    const aedes = await Aedes.createBroker();
    const server = createServer(aedes.handle);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The broker has no TCP address.');
    return {
        url: `mqtt://127.0.0.1:${String(address.port)}`,
        stop: async () => {
            server.close();
            await new Promise<void>((resolve) => aedes.close(resolve));
        }
    };
}
