import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createBridge, loadConfig } from '../../src/index.ts';
import { dataDirectory } from '../support/bridge.ts';
import { startBroker } from '../support/broker.ts';
import { runCli } from '../support/cli.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { motorMessage, motorPlant } from '../support/plant.ts';
import { until } from '../support/until.ts';

describe('dead-letters', () => {
    it('mends a message and takes it back into the running bridge', async () => {
        const folder = dataDirectory();
        const [file, broken, mended] = ['bridge.yaml', 'broken.ndjson', 'mended.json'].map((name) =>
            path.join(folder, name)
        );
        const broker = await startBroker();
        writeFileSync(
            file!,
            `mqtt: [{ url: '${broker.url}', session: clean }]
dataDirectory: ./data
salesforce: { loginUrl: 'http://127.0.0.1:1', authentication: { flow: access-token, accessToken: none } }
observe: { http: off, logLevel: silent }`
        );
        writeFileSync(broken!, '{"topic":"plant/nw/nw-motor-01/telemetry","payload":"{ broken"}');
        writeFileSync(mended!, motorMessage(Date.now(), 9));
        const org = new MemoryOrg(motorPlant());
        const bridge = createBridge(loadConfig(file!), { org });
        await bridge.start();
        await until(() => bridge.status().notReady.length === 0, 'the bridge is ready');
        await runCli('replay', broken!, '--broker', broker.url);
        await until(() => bridge.status().rejectedTotal === 1, 'the message is refused');

        await until(
            async () => (await runCli('dead-letters', 'list', '--config', file!)).output.includes('malformed-payload'),
            'the dead letter is listed'
        );
        const edited = await runCli('dead-letters', 'edit', '1', '--payload', mended!, '--config', file!);
        expect(edited).toMatchObject({ exitCode: 0 });
        const replayed = await runCli('dead-letters', 'replay', '1', '--config', file!);
        expect(replayed.output).toContain('1 marked');
        await until(() => org.events.length > 0, 'the alarm of the mended message arrives');

        const unknown = await runCli('dead-letters', 'edit', '77', '--payload', mended!, '--config', file!);
        expect(unknown).toMatchObject({ exitCode: 1, error: expect.stringContaining('DEAD_LETTER_UNKNOWN') });
        await bridge.stop();
        await broker.stop();
    });
});
