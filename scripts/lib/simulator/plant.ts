import { CommandReceiver, type CommandAnswer, type DeviceCommand } from './command.ts';
import { impactAt, type Fault } from './fault.ts';
import { Machine, type TelemetryMessage } from './machine.ts';
import { MACHINE_MODELS } from './machineModels.ts';
import { seededRandom } from './random.ts';

/** One device of the plant, taken from the sample data. */
export interface PlantDevice {
    readonly deviceId: string;
    /** Part of the topic: `plant/<site>/<device>/telemetry`. */
    readonly site: string;
    readonly productCode: string;
    /** Device id of the machine it belongs to. */
    readonly parentId?: string;
    /** Gateway through which it sends. */
    readonly gatewayId?: string;
}

/** A message ready to be published. */
export interface OutgoingMessage {
    readonly topic: string;
    readonly deviceId: string;
    readonly message: TelemetryMessage;
}

/** Topics of a device. */
export function deviceTopic(
    device: PlantDevice,
    channel: 'telemetry' | 'status' | 'command' | 'command/result' | 'acknowledge'
): string {
    return `plant/${device.site}/${device.deviceId}/${channel}`;
}

/** All machines of a plant, moved on together. Time is simulated: the caller decides how fast it passes. */
export class Plant {
    readonly devices: readonly PlantDevice[];
    private readonly faults: Fault[];
    private readonly machines = new Map<string, Machine>();
    private readonly receivers = new Map<string, CommandReceiver>();
    private seconds = 0;

    /** @throws when a device has a product code without a machine model */
    constructor(devices: readonly PlantDevice[], faults: readonly Fault[], seed: number) {
        this.devices = devices;
        this.faults = [...faults];
        devices.forEach((device, index) => {
            const model = MACHINE_MODELS[device.productCode];
            if (!model) throw new Error(`The simulator has no machine model for product code ${device.productCode}.`);
            const machine = new Machine(model, seededRandom(seed * 7919 + index));
            this.machines.set(device.deviceId, machine);
            this.receivers.set(device.deviceId, new CommandReceiver(machine));
        });
    }

    /** Seeds one more fault, starting now. */
    inject(kind: Fault['kind'], deviceId: string, durationSeconds: number): void {
        this.faults.push({ kind, deviceId, startSeconds: this.seconds, durationSeconds });
    }

    /** Gives a device a command. @returns what it answers */
    command(deviceId: string, command: DeviceCommand, now: Date): CommandAnswer[] {
        return this.receivers.get(deviceId)?.receive(command, now) ?? [];
    }

    /** Lets simulated time pass and answers what the devices send; silent devices send nothing. */
    advance(seconds: number, now: Date): OutgoingMessage[] {
        this.seconds += seconds;
        const impact = impactAt(this.faults, this.devices, this.seconds);
        return this.devices.flatMap((device) => {
            const machine = this.machines.get(device.deviceId);
            const message = machine?.advance(seconds, now, impact.effects.get(device.deviceId) ?? []);
            if (!message || impact.silent.has(device.deviceId)) return [];
            return [{ topic: deviceTopic(device, 'telemetry'), deviceId: device.deviceId, message }];
        });
    }
}
