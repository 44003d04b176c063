import fc from 'fast-check';
import { FrameCutter } from '../../../src/source/mqtt/wire/index.ts';
import type { WireSettings } from '../../../src/source/mqtt/wire/index.ts';
import { aliasProperty, connack, packet, publishPacket } from './support/packets.ts';
import type { Publish } from './support/packets.ts';

/** What a cutter made of some chunks, with neighbouring passed bytes joined. */
function cut(chunks: readonly Buffer[], settings: Partial<WireSettings> = {}): string[] {
    const seen: string[] = [];
    let passed = '';
    const flush = (): void => {
        if (passed !== '') seen.push(`pass ${passed}`);
        passed = '';
    };
    const cutter = new FrameCutter(
        { version5: true, topicAliasMaximum: 10, ...settings },
        {
            publish: (topic, payload, qos, id) => {
                flush();
                seen.push(`${topic} ${Buffer.from(payload).toString('hex')} q${qos} #${id}`);
            },
            pass: (bytes) => {
                passed += bytes.toString('hex');
            }
        }
    );
    for (const chunk of chunks) cutter.push(chunk);
    flush();
    return seen;
}

function shown({ topic, payload, qos, messageId }: Publish): string {
    return `${topic} ${Buffer.from(payload).toString('hex')} q${qos} #${qos === 0 ? 0 : messageId}`;
}

const accepted = connack(0, true);
const message: Publish = {
    topic: 'plant/nw/motor-7/telemetry',
    payload: Buffer.from('{"v":1}'),
    qos: 1,
    messageId: 300,
    properties: new Uint8Array()
};
const properties = fc.constantFrom(
    Buffer.alloc(0),
    Buffer.from([0x01, 1, 0x02, 0, 0, 1, 0]),
    Buffer.from([0x26, 0, 1, 0x61, 0, 2, 0x62, 0x63, 0x0b, 0x81, 0x01]),
    Buffer.concat([Buffer.from([0x03, 0, 150]), Buffer.alloc(150, 0x78)])
);
const publish = (version5: boolean) =>
    fc.record({
        topic: fc.constantFrom('a', 'plant/nw/motor-7/telemetry', 'werk/süd/öl'),
        payload: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 200, maxLength: 300 })),
        qos: fc.constantFrom<0 | 1>(0, 1),
        messageId: fc.integer({ min: 1, max: 65_535 }),
        retain: fc.boolean(),
        ...(version5 ? { properties } : {})
    });
const other = fc.constantFrom(
    packet(0xd0, Buffer.alloc(0)),
    packet(0x90, Buffer.from([0, 1, 0, 1])),
    packet(0x62, Buffer.from([0, 9]))
);

/** Divides bytes at arbitrary places. */
function divided(bytes: Buffer, places: readonly number[]): Buffer[] {
    const cuts = [...new Set(places.map((place) => place % bytes.length))].sort((left, right) => left - right);
    return [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length));
}

describe.each([
    ['MQTT 5', true],
    ['MQTT 3.1.1', false]
])('a stream of %s', (_name, version5) => {
    test('gives the same packets however it is divided', () => {
        const packets = fc.array(fc.oneof(publish(version5), other), { minLength: 1, maxLength: 12 });
        fc.assert(
            fc.property(packets, fc.array(fc.nat(), { maxLength: 40 }), (sent, places) => {
                const parts = sent.map((each) => (Buffer.isBuffer(each) ? each : publishPacket(each)));
                const bytes = Buffer.concat([connack(0, version5), ...parts]);
                const expected: string[] = [`pass ${connack(0, version5).toString('hex')}`];
                for (const each of sent) {
                    const last = expected.at(-1) ?? '';
                    if (!Buffer.isBuffer(each)) expected.push(shown(each));
                    else if (last.startsWith('pass ')) expected.splice(-1, 1, last + each.toString('hex'));
                    else expected.push(`pass ${each.toString('hex')}`);
                }
                expect(cut(divided(bytes, places), { version5 })).toEqual(expected);
            }),
            { numRuns: 300 }
        );
    });

    test('is never lost and never thrown over, whatever it holds', () => {
        fc.assert(
            fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(), { maxLength: 8 }), (noise, places) => {
                const bytes = Buffer.concat([connack(0, version5), publishPacket(message), noise]);
                const whole = cut([bytes], { version5 });
                expect(cut(divided(bytes, places), { version5 })).toEqual(whole);
            })
        );
    });
});

test('a long packet in many pieces arrives whole', () => {
    const long = { ...message, payload: Buffer.alloc(300_000, 7) };
    const bytes = Buffer.concat([accepted, publishPacket(long)]);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, index) =>
        bytes.subarray(index * 1000, index * 1000 + 1000)
    );
    expect(cut(pieces).at(1)).toBe(shown(long));
});

test('nothing is cut before the broker accepted the connection', () => {
    const bytes = Buffer.concat([connack(0x87, true), publishPacket(message)]);
    expect(cut([bytes])).toEqual([`pass ${bytes.toString('hex')}`]);
});

describe('a topic alias', () => {
    const named = { ...message, properties: aliasProperty(3) };
    const short = { ...message, topic: '', messageId: 301, properties: aliasProperty(3) };

    test('stands for the topic it was given with', () => {
        const [, ...messages] = cut([Buffer.concat([accepted, publishPacket(named), publishPacket(short)])]);
        expect(messages).toEqual([shown(message), shown({ ...message, messageId: 301 })]);
    });

    test.each([
        ['is unknown', short],
        ['is above the maximum', { ...named, properties: aliasProperty(11) }],
        ['is 0', { ...named, properties: aliasProperty(0) }]
    ])('that %s is left to the library', (_case, wrong) => {
        const bytes = Buffer.concat([accepted, publishPacket(wrong)]);
        expect(cut([bytes])).toEqual([`pass ${bytes.toString('hex')}`]);
    });
});

test.each([
    ['QoS 2', publishPacket({ ...message, qos: 2 })],
    ['a packet identifier of 0', publishPacket({ ...message, messageId: 0 })],
    ['an unknown property', publishPacket({ ...message, properties: Buffer.from([0x7e, 1]) })],
    ['properties longer than the packet', packet(0x30, Buffer.from([0, 1, 0x61, 0x7f]))],
    ['no topic', publishPacket({ ...message, topic: '' })]
])('a message with %s is left to the library', (_case, bytes) => {
    const next = { ...message, messageId: 2 };
    expect(cut([Buffer.concat([accepted, bytes, publishPacket(next)])])).toEqual([
        `pass ${accepted.toString('hex')}${bytes.toString('hex')}`,
        shown(next)
    ]);
});

test('a packet above the agreed size is left to the library, and the next one is not', () => {
    const long = publishPacket({ ...message, payload: Buffer.alloc(5000) });
    const bytes = Buffer.concat([accepted, long, publishPacket(message)]);
    for (const pieces of [[bytes], divided(bytes, [6, 100, 4000])]) {
        const [passed, last] = cut(pieces, { maximumPacketSize: 1000 });
        expect(passed).toBe(`pass ${accepted.toString('hex')}${long.toString('hex')}`);
        expect(last).toBe(shown(message));
    }
});

test('after a length that cannot be, everything is left to the library', () => {
    const bytes = Buffer.concat([accepted, Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff]), publishPacket(message)]);
    expect(cut(divided(bytes, [4, 7, 9]))).toEqual([`pass ${bytes.toString('hex')}`]);
});
