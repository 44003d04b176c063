import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBridge } from '../../src/index.ts';
import { testConfig } from '../support/bridge.ts';
import { runCli } from '../support/cli.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { motorPlant } from '../support/plant.ts';

describe('forecast', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'forecast-'));
    const config = path.join(folder, 'bridge.yaml');
    writeFileSync(
        config,
        `mqtt: [{ url: 'mqtt://127.0.0.1:1' }]
salesforce: { loginUrl: 'http://127.0.0.1:1', authentication: { flow: access-token, accessToken: none } }`
    );
    afterAll(() => rmSync(folder, { recursive: true }));

    it('prints a table for every edition and names what breaks', async () => {
        const { output, exitCode } = await runCli('forecast', '--config', config, '--devices', '100', '--signals', '8');
        expect(output).toContain('100 devices with 8 signals');
        expect(output).toMatch(/Developer\n.*API calls per day .* breaks/);
        expect(output).toMatch(/Enterprise\n.*API calls per day .* (fits|tight)/);
        expect(exitCode).toBe(0);
    });

    it('ends with 2 where no compared edition bears it', async () => {
        const fleet = ['--devices', '50000', '--signals', '20', '--interval', '1'];
        const result = await runCli('forecast', '--config', config, ...fleet, '--edition', 'enterprise', '--json');
        expect(result.exitCode).toBe(2);
        expect(JSON.parse(result.output)).toMatchObject({ editions: [{ edition: 'Enterprise' }] });
    });

    it('measures a running bridge', async () => {
        const org = new MemoryOrg(motorPlant(['nw-motor-01', 'nw-motor-02']));
        const bridge = createBridge(
            testConfig({
                observe: { logLevel: 'silent', port: 0 },
                mqtt: [{ url: 'mqtt://127.0.0.1:1' }]
            }),
            { org }
        );
        await bridge.start();
        await bridge.whenReady();
        const address = bridge.status().httpAddress ?? '';
        const words = ['--measured', address, '--window', '0.01', '--signals', '3', '--devices', '2', '--json'];
        const { output } = await runCli('forecast', '--config', config, ...words);
        await bridge.stop();
        expect(JSON.parse(output)).toMatchObject({ fleet: { devices: 2, rowsPerSecond: { assets: 0 } } });
    });

    it('says that no bridge runs', async () => {
        const words = ['--measured', '--signals', '3', '--devices', '2', '--window', '0'];
        const { error, exitCode } = await runCli('forecast', '--config', config, ...words);
        expect(exitCode).toBe(1);
        expect(error).toContain('METRICS_UNREADABLE');
    });
});
