import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { program } from '../../src/cli/program.ts';

const configuration = `
mqtt:
  - { url: 'mqtt://127.0.0.1:1883', username: bridge, password: VERY-SECRET-1 }
  - name: hub
    preset: azure-iot-hub
    host: press-works.azure-devices.net
    platform: { deviceId: bridge-1 }
    routes: [{ filter: $iothub/twin/res/# }]
    credential: { kind: sas-token, sharedAccessKey: VERY-SECRET-7 }
  - { name: things, preset: thingsboard, host: things.example.com, username: VERY-SECRET-8 }
webhooks:
  - { port: 8088, token: VERY-SECRET-2-long-enough, signature: { secret: VERY-SECRET-3-long-enough, header: x-signature } }
salesforce:
  loginUrl: https://example.my.salesforce.com
  authentication: { flow: client-credentials, clientId: the-client, clientSecret: VERY-SECRET-4 }
history:
  record: on
  engine: postgresql
  postgresUrl: postgres://user:VERY-SECRET-5@db.example.com/history
  api: { tokens: [{ name: twin, token: VERY-SECRET-6-long-enough }] }
`;

describe('check', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'check-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('prints everything but the secrets, and explains presets beside it', async () => {
        const file = path.join(folder, 'bridge.yaml');
        writeFileSync(file, configuration);
        const written: string[] = [];
        const output = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
        const explanations: string[] = [];
        const explained = jest
            .spyOn(process.stderr, 'write')
            .mockImplementation((line) => explanations.push(String(line)) > 0);
        await program().parseAsync(['node', 'iot-bridge', 'check', '--config', file]);
        output.mockRestore();
        explained.mockRestore();
        const text = written.join('');
        const explanation = explanations.join('');
        expect(explanation).not.toContain('VERY-SECRET');
        expect(explanation).toContain('hub: preset azure-iot-hub, Azure IoT Hub (Microsoft Learn, ');
        expect(explanation).toContain('  clientId = "bridge-1": must be the device id\n');
        expect(explanation).toMatch(/ {2}routes = .*devicebound.*; not used, the configuration says .*twin/);
        expect(explanation).toContain('  url = "mqtts://things.example.com:8883": ThingsBoard by tls');
        expect(text).not.toContain('VERY-SECRET');
        expect(text).toContain('the-client');
        expect(text.match(/\[secret\]/g)).toHaveLength(8);
    });
});
