import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import type { PeerCertificate, TlsOptions } from 'node:tls';
// The codec below MQTT.js and aedes: aedes itself knows neither MQTT 5 authentication nor topic aliases.
import { generate, parser } from 'mqtt-packet';
import type { IConnectPacket, IPublishPacket, Packet } from 'mqtt-packet';

/** The part of the WebSocket package below MQTT.js that is used. */
interface WebSockets {
    WebSocketServer: new (options: { server: Server; path: string | undefined }) => {
        on(event: 'connection', listener: (socket: object, request: IncomingMessage) => void): void;
    };
    createWebSocketStream(socket: object): Duplex;
}

const webSockets = createRequire(path.resolve('node_modules/mqtt/package.json'))('ws') as WebSockets;

/** What a client connected with. */
export interface Arrival {
    packet: IConnectPacket;
    /** ALPN protocol both sides agreed on; false without. */
    alpn: string | false | null;
    /** Server name the client asked for (SNI). */
    servername: string | false | undefined;
    /** Common name of the client certificate. */
    certificate: string | undefined;
}

/** Rules of a platform. */
export interface Demands {
    tls?: TlsOptions;
    /** Speak MQTT by WebSocket, at this path only. */
    websocketPath?: string;
    /** Reason code of the answer to a connection attempt; 0 accepts it. */
    judge(arrival: Arrival): number;
    /** Whether a filter may be subscribed to. */
    grants?(filter: string): boolean;
}

/** A broker of one test that takes exactly what it demands, and keeps what it saw. */
export class DemandingBroker {
    readonly arrivals: Arrival[] = [];
    readonly filters: string[] = [];
    readonly published: IPublishPacket[] = [];
    readonly acknowledged: number[] = [];
    /** Clients that said goodbye, so that no last will is published. */
    goodbyes = 0;
    demands: Demands;
    private readonly server: Server;
    private readonly sockets = new Map<Duplex, number>();

    private constructor(demands: Demands) {
        this.demands = demands;
        this.server = demands.websocketPath === undefined ? this.byTcp(demands) : this.byWebSocket(demands);
        this.server.on('tlsClientError', () => undefined);
    }

    static async start(demands: Demands): Promise<DemandingBroker> {
        const broker = new DemandingBroker(demands);
        broker.server.listen(0, '127.0.0.1');
        await once(broker.server, 'listening');
        return broker;
    }

    get port(): number {
        return (this.server.address() as AddressInfo).port;
    }

    get url(): string {
        const [plain, secure] = this.demands.websocketPath === undefined ? ['mqtt', 'mqtts'] : ['ws', 'wss'];
        return `${this.demands.tls ? secure : plain}://127.0.0.1:${this.port}`;
    }

    /** The last client that came. */
    get last(): Arrival {
        const arrival = this.arrivals.at(-1);
        if (!arrival) throw new Error('no client came');
        return arrival;
    }

    /** Sends a message to every client. */
    send(message: Partial<IPublishPacket> & { topic: string; payload: string }): void {
        for (const [socket, protocolVersion] of this.sockets) {
            const packet = { cmd: 'publish', qos: 0, dup: false, retain: false, ...message } as IPublishPacket;
            socket.write(generate(packet, { protocolVersion }));
        }
    }

    async stop(): Promise<void> {
        for (const socket of this.sockets.keys()) socket.destroy();
        await new Promise((resolve) => this.server.close(resolve));
    }

    private byTcp({ tls }: Demands): Server {
        const serve = (socket: Socket): void => this.serve(socket, socket);
        return tls ? createTlsServer(tls, serve) : createServer(serve);
    }

    private byWebSocket({ tls, websocketPath }: Demands): Server {
        const server = tls ? createHttpsServer(tls) : createHttpServer();
        const sockets = new webSockets.WebSocketServer({ server, path: websocketPath });
        sockets.on('connection', (socket, request) =>
            this.serve(webSockets.createWebSocketStream(socket), request.socket)
        );
        return server;
    }

    private serve(socket: Duplex, connection: Socket): void {
        const reader = parser();
        reader.on('packet', (packet) => this.answer(socket, connection, packet));
        socket.on('error', () => undefined);
        socket.on('close', () => this.sockets.delete(socket));
        socket.on('data', (bytes: Buffer) => void reader.parse(bytes));
    }

    private answer(socket: Duplex, connection: Socket, packet: Packet): void {
        const protocolVersion = this.sockets.get(socket) ?? 4;
        const reply = (answer: Packet, version = protocolVersion): void =>
            void socket.write(generate(answer, { protocolVersion: version }));
        if (packet.cmd === 'connect') this.welcome(socket, connection, packet, reply);
        if (packet.cmd === 'subscribe') {
            const filters = packet.subscriptions.map(({ topic }) => topic);
            this.filters.push(...filters);
            const granted = filters.map((filter) => (this.demands.grants?.(filter) === false ? 0x80 + 7 : 1));
            const codes = protocolVersion === 5 ? granted : granted.map((code) => (code > 1 ? 0x80 : code));
            reply({ cmd: 'suback', messageId: packet.messageId, granted: codes });
        }
        if (packet.cmd === 'publish') {
            this.published.push(packet);
            if (packet.qos === 1) reply({ cmd: 'puback', messageId: packet.messageId });
        }
        if (packet.cmd === 'puback') this.acknowledged.push(packet.messageId ?? 0);
        if (packet.cmd === 'pingreq') reply({ cmd: 'pingresp' });
        if (packet.cmd === 'disconnect') {
            this.goodbyes++;
            socket.end();
        }
    }

    private welcome(
        socket: Duplex,
        connection: Socket,
        packet: IConnectPacket,
        reply: (answer: Packet, version: number) => void
    ): void {
        const secure = connection instanceof TLSSocket ? connection : undefined;
        // Without a client certificate the object is empty.
        const shown: Partial<PeerCertificate> | undefined = secure?.getPeerCertificate();
        const arrival = {
            packet,
            alpn: secure?.alpnProtocol ?? null,
            servername: (secure as { servername?: string } | undefined)?.servername,
            certificate: [shown?.subject?.CN].flat()[0]
        };
        this.arrivals.push(arrival);
        const version = packet.protocolVersion ?? 4;
        const code = this.demands.judge(arrival);
        reply({ cmd: 'connack', sessionPresent: false, returnCode: code, reasonCode: code }, version);
        if (code === 0) this.sockets.set(socket, version);
        else socket.end();
    }
}
