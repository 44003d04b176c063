import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** Bytes of one read at most, as with other streams of Node: what one read brings is taken as a whole. */
const readSize = 65_536;

/**
 * A TCP connection that reads into the same memory again and again: what a `data` event shows is overwritten by the next
 * read, and is copied by whoever keeps it. Unlike other streams it really stops reading while it is paused, so that what
 * comes meanwhile is taken with one read.
 */
export function tcpStream(host: string, port: number): Socket {
    const socket: Socket = connect({
        host,
        port,
        onread: {
            buffer: Buffer.allocUnsafeSlow(readSize),
            callback: (length, buffer) => socket.emit('data', buffer.subarray(0, length))
        }
    });
    return socket;
}
