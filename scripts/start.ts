/**
 * The whole product on this machine: `npm start`, or `npm start -- --replay FILE` for recorded telemetry.
 * Prints the address of a machine's page and what happens; Ctrl-C ends everything.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startDemo, type DemoInput } from './lib/demo/demo.ts';
import { faultPlan } from './lib/demo/faultPlan.ts';
import { freePort } from './lib/demo/freePort.ts';

const { values } = parseArgs({
    options: {
        replay: { type: 'string' },
        speed: { type: 'string', default: '7200' },
        device: { type: 'string' },
        'org-port': { type: 'string', default: '8080' },
        'mqtt-port': { type: 'string', default: '1883' }
    }
});

const DEMO_HOURS = 24;
const input: DemoInput = values.replay
    ? { kind: 'recording', file: values.replay, speed: Number(values.speed) }
    : { kind: 'plant', faults: faultPlan(DEMO_HOURS), intervalMs: 1000, seed: 1 };
const device = values.device ?? (values.replay ? 'nab-machine-01' : 'nw-press-01');
const projectFolder = path.resolve(import.meta.dirname, '..');
const started = Date.now();

const demo = await startDemo({
    projectFolder,
    orgPort: await freePort(Number(values['org-port'])),
    brokerPort: await freePort(Number(values['mqtt-port'])),
    input,
    onProgress: (text) => console.error(`  ${text}`)
}).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
});

console.log(`\nReady after ${((Date.now() - started) / 1000).toFixed(0)} s. Open the machine ${device}:`);
console.log(`\n  ${await demo.pageUrl(device)}\n`);
if (demo.brokerUrl) console.log(`The plant publishes to ${demo.brokerUrl}. What happens (Ctrl-C ends everything):\n`);

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
const tell = async () => {
    const { news } = await demo.readChain();
    for (const item of news) console.log(`  ${new Date().toLocaleTimeString()}  ${item.text}`);
};
const timer = setInterval(() => {
    tell().catch((error: unknown) => console.error(error));
}, 1000);
await new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
clearInterval(timer);
console.error('\nStopping …');
await demo.stop();
