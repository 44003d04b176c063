import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { createBridge, loadConfig } from '../../src/index.ts';
import type { Bridge } from '../../src/index.ts';
import { dataDirectory } from '../support/bridge.ts';
import { startBroker } from '../support/broker.ts';
import type { Broker } from '../support/broker.ts';
import { runCli } from '../support/cli.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { motorMessage, motorPlant } from '../support/plant.ts';
import { until } from '../support/until.ts';

/** One name is the beginning of the other, which must survive. */
const device = 'nw-motor-01';
const other = 'nw-motor-011';

interface Line {
    type: string;
    space?: string;
    subject?: string;
    content?: object;
}

describe('what a recording left behind', () => {
    const folder = dataDirectory();
    const file = path.join(folder, 'bridge.yaml');
    const recording = path.join(folder, 'recording.ndjson');
    let broker: Broker;

    const start = async (): Promise<Bridge> => {
        const bridge = createBridge(loadConfig(file), { org: new MemoryOrg(motorPlant([device, other])) });
        await bridge.start();
        await until(() => bridge.status().notReady.length === 0, 'the bridge is ready');
        return bridge;
    };
    const exported = async (): Promise<Line[]> => {
        const output = path.join(folder, 'export.ndjson');
        await runCli('export', '--config', file, '--device', device, '--output', output);
        const lines = readFileSync(output, 'utf8').split('\n').slice(0, -1);
        return lines.map((line) => JSON.parse(line) as Line);
    };

    beforeAll(async () => {
        broker = await startBroker();
        writeFileSync(
            file,
            `mqtt: [{ url: '${broker.url}', session: clean }]
dataDirectory: ./data
salesforce: { loginUrl: 'http://127.0.0.1:1', authentication: { flow: access-token, accessToken: none } }
history: { record: on, api: { serve: off } }
observe: { http: off, logLevel: silent }`
        );
        const at = Date.now();
        const messages = [device, other].flatMap((name) => [
            { topic: `plant/nw/${name}/telemetry`, payload: JSON.parse(motorMessage(at, 9)) as object },
            { topic: `plant/nw/${name}/telemetry`, payload: '{ broken' }
        ]);
        writeFileSync(recording, messages.map((message) => JSON.stringify(message)).join('\n'));
        const bridge = await start();
        await runCli('replay', recording, '--broker', broker.url, '--speed', '0');
        await until(() => bridge.status().messages === 4, 'the bridge has read all');
        await bridge.stop();
    });
    afterAll(() => broker.stop());

    it('is exported: state, alarms, dead letters and history', async () => {
        const lines = await exported();
        const spaces = new Set(lines.flatMap(({ space }) => space ?? []));
        expect([...spaces].sort()).toEqual(expect.arrayContaining(['alarm', 'cursor', 'device']));
        expect(lines.find(({ space }) => space === 'device')?.content).toHaveProperty('signals');
        const letters = lines.filter(({ type }) => type === 'dead-letter');
        expect(letters.map(({ subject }) => subject)).toEqual([`plant/nw/${device}/telemetry`]);
        expect(lines.some(({ type }) => type === 'sample')).toBe(true);
    });

    it('is erased without a trace, and of another device nothing', async () => {
        const words = ['--config', file, '--device', device, '--requested-by', 'dpo', '--reason', 'GDPR article 17'];
        const { output, exitCode } = await runCli('erase', ...words);
        expect(exitCode).toBe(0);
        expect(JSON.parse(output)).toMatchObject({
            device,
            removed: { deadLetters: 1 },
            traces: 0,
            history: { complete: true, intact: true },
            complete: true
        });
        expect((await exported()).filter(({ type }) => ['state', 'dead-letter', 'sample'].includes(type))).toEqual([]);
        const kept = await runCli('export', '--config', file, '--device', other);
        expect(kept.output).toContain('"type":"dead-letter"');
        expect(kept.output).toContain('"type":"sample"');
    });

    it('does not keep the bridge from starting again', async () => {
        const bridge = await start();
        expect(bridge.status().devices).toBe(2);
        await bridge.stop();
    });
});

describe('export and erase', () => {
    it('refuse while the bridge runs', async () => {
        const folder = dataDirectory();
        const file = path.join(folder, 'bridge.yaml');
        const server = createServer((_request, response) => response.end('{"status":"ok"}'));
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        const { port } = server.address() as { port: number };
        writeFileSync(
            file,
            `mqtt: [{ url: 'mqtt://127.0.0.1:1' }]
salesforce: { loginUrl: 'http://127.0.0.1:1', authentication: { flow: access-token, accessToken: none } }
observe: { port: ${port} }`
        );
        const { error, exitCode } = await runCli('export', '--config', file, '--device', 'x');
        await new Promise((resolve) => server.close(resolve));
        expect(exitCode).toBe(1);
        expect(error).toContain('BRIDGE_RUNS');
    });
});

describe('replay', () => {
    it('names file and line of what is no recording', async () => {
        const folder = dataDirectory();
        const file = path.join(folder, 'recording.ndjson');
        writeFileSync(file, '{"topic":"a","payload":1}\n{"payload":1}\n');
        const { error, exitCode } = await runCli('replay', file, '--broker', 'mqtt://127.0.0.1:1');
        expect(exitCode).toBe(1);
        expect(error).toContain(`${file}:2 cannot be read: the member topic is missing`);
    });
});
