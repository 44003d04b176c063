import { connectAsync, type MqttClient } from 'mqtt';
import { deviceTopic, type Plant, type PlantDevice } from './plant.ts';

/** How fast a plant runs. */
export interface SimulatorOptions {
    readonly brokerUrl: string;
    /** Milliseconds between two messages of a device. */
    readonly intervalMs: number;
    /** Simulated seconds per real second. */
    readonly speed: number;
    readonly onCommand?: (deviceId: string, payload: string) => void;
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
    await listenToCommands(client, plant.devices, options.onCommand);
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
    devices: readonly PlantDevice[],
    onCommand: SimulatorOptions['onCommand']
): Promise<void> {
    if (!onCommand) return;
    const byTopic = new Map(devices.map((device) => [deviceTopic(device, 'command'), device.deviceId]));
    client.on('message', (topic, payload) => {
        const deviceId = byTopic.get(topic);
        if (deviceId) onCommand(deviceId, payload.toString());
    });
    await client.subscribeAsync('plant/+/+/command', { qos: 1 });
}
