import { setTimeout as wait } from 'node:timers/promises';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { connectAsync } from 'mqtt';
import { BridgeError, reasonOf } from '../errors.ts';
import { readRecording } from '../recording/index.ts';
import type { RecordedMessage } from '../recording/index.ts';
import { print, reporting } from './output.ts';

interface Options {
    broker: string;
    speed: number;
    username?: string;
}

/** `replay`: recorded messages onto a broker, where the running bridge reads them as if they came from devices. */
export function registerReplay(command: Command): void {
    command
        .command('replay')
        .description('Publish recorded messages (lines of `mosquitto_sub -F %J`) to a broker, in their order and pace.')
        .argument('<file>', 'recording')
        .requiredOption('--broker <url>', 'broker the bridge reads from, such as mqtt://127.0.0.1:1883')
        .option('--speed <factor>', 'recorded seconds per second; 0 is as fast as possible', factor, 1)
        .option('--username <name>', 'user name; the password is read from the environment variable MQTT_PASSWORD')
        .addHelpText('after', '\nUse a sandbox: alarms of the recording are real alarms in the org.')
        .action(reporting((file: string, options: Options) => replay(file, options)));
}

function factor(text: string): number {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < 0)
        throw new InvalidArgumentError('A number from 0 is expected.');
    return value;
}

async function replay(file: string, { broker, speed, username }: Options): Promise<void> {
    const messages = readRecording(file);
    const secret = process.env.MQTT_PASSWORD;
    const client = await connectAsync(broker, {
        reconnectPeriod: 0,
        ...(username !== undefined && { username }),
        ...(secret !== undefined && { password: secret })
    }).catch((cause: unknown) => {
        const reason = reasonOf(cause);
        throw new BridgeError('RECORDING_NOT_PUBLISHED', { url: broker, reason }, cause);
    });
    try {
        let before: RecordedMessage | undefined;
        for (const message of messages) {
            const pause = pauseBetween(before, message, speed);
            if (pause > 0) await wait(pause);
            await client.publishAsync(message.topic, Buffer.from(message.payload), { qos: 1 });
            before = message;
        }
    } finally {
        await client.endAsync();
    }
    print(`${messages.length} messages published`);
}

/** Milliseconds to wait before a message; none where the recording has no times or they go backwards. Pure. */
export function pauseBetween(
    before: Pick<RecordedMessage, 'at'> | undefined,
    message: Pick<RecordedMessage, 'at'>,
    speed: number
): number {
    if (speed === 0 || before?.at === undefined || message.at === undefined) return 0;
    return Math.max(0, message.at - before.at) / speed;
}
