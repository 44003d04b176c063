/**
 * Publishes the telemetry of the simulated plants to any broker: `npm run simulate -- --broker mqtt://host:1883`.
 * `--fault KIND:DEVICE` seeds a fault after ten seconds.
 */
import { parseArgs } from 'node:util';
import { sampleDevices } from './lib/sampleData.ts';
import { FAULT_KINDS, type Fault, type FaultKind } from './lib/simulator/fault.ts';
import { Plant } from './lib/simulator/plant.ts';
import { startSimulator } from './lib/simulator/publisher.ts';

const { values } = parseArgs({
    options: {
        broker: { type: 'string', default: 'mqtt://127.0.0.1:1883' },
        interval: { type: 'string', default: '1000' },
        speed: { type: 'string', default: '1' },
        seed: { type: 'string', default: '1' },
        fault: { type: 'string', multiple: true, default: [] }
    }
});

const devices = sampleDevices();
const simulator = await startSimulator(new Plant(devices, values.fault.map(readFault), Number(values.seed)), {
    brokerUrl: values.broker,
    intervalMs: Number(values.interval),
    speed: Number(values.speed),
    onCommand: (deviceId, payload) => console.log(`${deviceId} received ${payload}`),
    onAcknowledge: (deviceId, payload) => console.log(`${deviceId} was acknowledged ${payload}`)
}).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`The broker ${values.broker} cannot be reached (${reason}). Name it with --broker.`);
    process.exit(1);
});
console.log(`${String(devices.length)} machines publish to ${values.broker}; Ctrl-C ends it.`);
process.once('SIGINT', () => {
    simulator.stop().then(
        () => console.log(`${String(simulator.published())} messages published.`),
        (error: unknown) => console.error(error)
    );
});

function readFault(text: string): Fault {
    const [kind = '', deviceId = ''] = text.split(':');
    if (!FAULT_KINDS.some((known) => known === kind) || !devices.some((device) => device.deviceId === deviceId)) {
        console.error(`--fault ${text} is not KIND:DEVICE. Kinds: ${FAULT_KINDS.join(', ')}; a device: nw-motor-01.`);
        process.exit(2);
    }
    return { kind: kind as FaultKind, deviceId, startSeconds: 10, durationSeconds: 600 };
}
