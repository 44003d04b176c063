import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { freePort } from '../lib/demo/freePort.ts';

test('a taken port gives way to any free one, and is offered again once it is free', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await freePort(port)).toBe(0);
    other.close();
    await once(other, 'close');
    expect(await freePort(port)).toBe(port);
});
