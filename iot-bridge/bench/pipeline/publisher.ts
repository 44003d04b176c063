import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { topicOf } from './plant.ts';

/** What the publisher sends. */
export interface Load {
    port: number;
    devices: number;
    qos: 0 | 1;
    /** Messages a second; 0 sends as fast as the broker takes them. */
    rate: number;
    messages: number;
    /** Every so many messages one carries a value beyond its alarm limit, and the device's next one ends it. */
    alarmEvery: number;
}

/* A publisher on a bare socket (MQTT 3.1.1, section 3.3), so that it takes as little of the machine as possible. */
const load = JSON.parse(process.argv[2] ?? '{}') as Load;
const topics = Array.from({ length: load.devices }, (_, index) => Buffer.from(topicOf(index)));
const raised = new Uint8Array(load.devices);
let sequence = 0;
let second = '';
let millisecond = 0;

const socket = connect(load.port, '127.0.0.1');
socket.setNoDelay(true);
await once(socket, 'connect');
socket.write(connectPacket());
await once(socket, 'data');
socket.resume();
await (load.rate > 0 ? paced(socket) : flatOut(socket));
socket.end(Buffer.from([0xe0, 0]));

async function paced(target: Socket): Promise<void> {
    const began = performance.now();
    while (sequence < load.messages) {
        const due = Math.min(load.messages, ((performance.now() - began) / 1000) * load.rate);
        const packets: Buffer[] = [];
        while (sequence < due) packets.push(publishPacket());
        if (packets.length > 0 && !target.write(Buffer.concat(packets))) await once(target, 'drain');
        await new Promise((resolve) => setTimeout(resolve, 1));
    }
}

async function flatOut(target: Socket): Promise<void> {
    while (sequence < load.messages) {
        const packets: Buffer[] = [];
        const end = Math.min(load.messages, sequence + 200);
        while (sequence < end) packets.push(publishPacket());
        if (!target.write(Buffer.concat(packets))) await once(target, 'drain');
    }
}

function publishPacket(): Buffer {
    const device = sequence % load.devices;
    const topic = topics[device] ?? Buffer.alloc(0);
    const payload = Buffer.from(payloadOf(device));
    const idLength = load.qos === 0 ? 0 : 2;
    const remaining = 2 + topic.length + idLength + payload.length;
    const packet = Buffer.allocUnsafe(3 + remaining);
    packet[0] = 0x30 | (load.qos << 1);
    packet[1] = (remaining & 0x7f) | 0x80;
    packet[2] = remaining >> 7;
    packet.writeUInt16BE(topic.length, 3);
    topic.copy(packet, 5);
    if (idLength > 0) packet.writeUInt16BE((sequence % 65_535) + 1, 5 + topic.length);
    payload.copy(packet, 5 + topic.length + idLength);
    sequence++;
    return packet;
}

function payloadOf(device: number): string {
    const ends = raised[device] === 1;
    const raises = !ends && load.alarmEvery > 0 && sequence % load.alarmEvery === load.alarmEvery - 1;
    raised[device] = raises ? 1 : 0;
    const noise = (sequence * 7919) % 1000;
    const vibration = raises ? 9 : 1 + noise / 1000;
    return (
        `{"timestamp":"${now()}","sequence":${sequence},"state":"Running","metrics":{"windingTemperature":` +
        `${150 + noise / 100},"bearingVibration":${vibration},"bearingTemperature":${50 + noise / 200},` +
        `"motorSpeed":${1480 + noise / 50},"current":${20 + noise / 400}}}`
    );
}

function now(): string {
    const at = Date.now();
    if (at !== millisecond) second = new Date(at).toISOString();
    millisecond = at;
    return second;
}

/** CONNECT of MQTT 3.1.1 with a clean session (section 3.1). */
function connectPacket(): Buffer {
    const id = Buffer.from(`load-${process.pid}`);
    const fixed = Buffer.from([0x10, 12 + id.length, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 0, 0, id.length]);
    return Buffer.concat([fixed, id]);
}
