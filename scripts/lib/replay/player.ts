import { connectAsync } from 'mqtt';
import type { RecordedMessage, Recording } from './recording.ts';

/** How a recording is played. */
export interface PlayOptions {
    readonly brokerUrl: string;
    /** Recorded seconds per real second; `Infinity` plays as fast as the broker takes it. */
    readonly speed: number;
    /** Told after each tenth of the recording. */
    readonly onProgress: (played: number, total: number) => void;
    readonly stop: AbortSignal;
}

/** Messages that may wait for the broker's acknowledgement. */
const IN_FLIGHT = 200;

/**
 * Plays a recording to the broker (MQTT, QoS 1), in order, with the recorded times.
 * @returns the number of messages that the broker has acknowledged
 */
export async function playRecording(recording: Recording, options: PlayOptions): Promise<number> {
    const client = await connectAsync(options.brokerUrl, { clientId: 'recording-player' });
    const { messages } = recording;
    const first = messages[0]?.time ?? 0;
    const started = Date.now();
    let waiting: Promise<unknown>[] = [];
    let played = 0;
    for (const message of messages) {
        if (options.stop.aborted) break;
        if (waiting.length === IN_FLIGHT) await Promise.all(waiting.splice(0));
        const due = started + (message.time - first) / options.speed;
        if (due - Date.now() > 20) await pause(due - Date.now(), options.stop);
        waiting.push(client.publishAsync(message.topic, render(message, played), { qos: 1 }));
        played += 1;
        if (played % Math.ceil(messages.length / 10) === 0) options.onProgress(played, messages.length);
    }
    await Promise.all(waiting);
    waiting = [];
    await client.endAsync();
    return played;
}

function render(message: RecordedMessage, sequence: number): string {
    return JSON.stringify({ timestamp: new Date(message.time).toISOString(), sequence, metrics: message.metrics });
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        stop.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
}
