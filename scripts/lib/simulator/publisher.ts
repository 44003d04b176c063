import { connectAsync, type MqttClient } from 'mqtt';
import { deviceCommand } from './command.ts';
import { deviceTopic, type Plant, type PlantDevice } from './plant.ts';

/** How fast a plant runs. */
export interface SimulatorOptions {
    readonly brokerUrl: string;
    /** Milliseconds between two messages of a device. */
    readonly intervalMs: number;
    /** Simulated seconds per real second. */
    readonly speed: number;
    /** Told of every command before it is carried out. */
    readonly onCommand?: (deviceId: string, payload: string) => void;
    /** Told when a person has acknowledged an alarm of a device. */
    readonly onAcknowledge?: (deviceId: string, payload: string) => void;
}

/** A plant that is publishing. */
export interface RunningSimulator {
    /** Messages published so far. */
    readonly published: () => number;
    /** Sends text as a device would, valid or not. */
    publish(topic: string, payload: string): Promise<void>;
    stop(): Promise<void>;
}

/**
 * Publishes the telemetry of a plant (MQTT, QoS 1) until it is stopped.
 * @throws when the broker cannot be reached
 */
export async function startSimulator(plant: Plant, options: SimulatorOptions): Promise<RunningSimulator> {
    const client = await connectAsync(options.brokerUrl, { clientId: 'plant-simulator', reconnectPeriod: 1000 });
    let published = 0;
    await announce(client, plant.devices, 'online');
    await listenToCommands(client, plant, options.onCommand);
    await listenToAcknowledgements(client, plant.devices, options.onAcknowledge);
    const timer = setInterval(() => {
        for (const sent of plant.advance((options.intervalMs / 1000) * options.speed, new Date())) {
            client.publish(sent.topic, JSON.stringify(sent.message), { qos: 1 });
            published += 1;
        }
    }, options.intervalMs);
    return {
        published: () => published,
        publish: async (topic, payload) => {
            await client.publishAsync(topic, payload, { qos: 1 });
            published += 1;
        },
        stop: async () => {
            clearInterval(timer);
            await client.endAsync();
        }
    };
}

async function announce(client: MqttClient, devices: readonly PlantDevice[], status: string): Promise<void> {
    await Promise.all(
        devices.map((device) => client.publishAsync(deviceTopic(device, 'status'), status, { qos: 1, retain: true }))
    );
}

async function listenToCommands(
    client: MqttClient,
    plant: Plant,
    onCommand: SimulatorOptions['onCommand']
): Promise<void> {
    const byTopic = new Map(plant.devices.map((device) => [deviceTopic(device, 'command'), device]));
    client.on('message', (topic, payload) => {
        const device = byTopic.get(topic);
        if (!device) return;
        onCommand?.(device.deviceId, payload.toString());
        for (const answer of answersTo(plant, device, payload.toString())) {
            client.publish(deviceTopic(device, 'command/result'), JSON.stringify(answer), { qos: 1 });
        }
    });
    await client.subscribeAsync('plant/+/+/command', { qos: 1 });
}

async function listenToAcknowledgements(
    client: MqttClient,
    devices: readonly PlantDevice[],
    onAcknowledge: SimulatorOptions['onAcknowledge']
): Promise<void> {
    if (!onAcknowledge) return;
    const byTopic = new Map(devices.map((device) => [deviceTopic(device, 'acknowledge'), device.deviceId]));
    client.on('message', (topic, payload) => {
        const deviceId = byTopic.get(topic);
        if (deviceId !== undefined) onAcknowledge(deviceId, payload.toString());
    });
    await client.subscribeAsync('plant/+/+/acknowledge', { qos: 1 });
}

/** What is no command is ignored, as a controller does that cannot read it. */
function answersTo(plant: Plant, { deviceId }: PlantDevice, payload: string): ReturnType<Plant['command']> {
    const command = deviceCommand.safeParse(jsonOf(payload));
    return command.success ? plant.command(deviceId, command.data, new Date()) : [];
}

function jsonOf(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
