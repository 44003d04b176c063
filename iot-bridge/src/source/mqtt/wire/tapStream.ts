import type { MqttClient } from 'mqtt';
import { FrameCutter } from './frameCutter.ts';
import type { FrameSink, WireSettings } from './frameCutter.ts';

/** Takes the messages of a connection. */
export interface BatchReceiver {
    /** See {@link FrameSink.publish}. */
    publish: FrameSink['publish'];
    /**
     * Everything of one read was handed over. A promise keeps the stream from being read until it resolves.
     * @param length bytes of the read
     */
    endOfRead(length: number): Promise<void> | undefined;
}

/**
 * Lets a cutter look at what MQTT.js would read: messages go to the receiver, and everything else to the library, which
 * keeps the connection, the session, pings and publishing. MQTT.js joins its parser to the stream with `pipe`, once for
 * each connection; that one call is answered here. Back-pressure of both sides holds the stream.
 */
export function tapStream(stream: MqttClient['stream'], settings: WireSettings, receiver: BatchReceiver): void {
    const pipe = <Target extends NodeJS.WritableStream>(library: Target): Target => {
        const hold = holder(stream);
        const cutter = new FrameCutter(settings, {
            publish: (topic, payload, qos, messageId, traceparent) =>
                receiver.publish(topic, payload, qos, messageId, traceparent),
            pass: (bytes) => {
                // A copy, because the library keeps what it cannot read yet.
                if (!library.write(Buffer.from(bytes))) hold(new Promise((resolve) => library.once('drain', resolve)));
            }
        });
        stream.on('data', (chunk: Buffer) => {
            cutter.push(chunk);
            const wait = receiver.endOfRead(chunk.length);
            if (wait) hold(wait);
        });
        stream.on('end', () => library.end());
        return library;
    };
    Object.defineProperty(stream, 'pipe', { value: pipe });
}

/** Pauses a stream until everything it waits for has come. */
function holder(stream: MqttClient['stream']): (until: Promise<void>) => void {
    let reasons = 0;
    return (until) => {
        if (reasons++ === 0) stream.pause();
        void until.then(() => {
            if (--reasons === 0) stream.resume();
        });
    };
}
