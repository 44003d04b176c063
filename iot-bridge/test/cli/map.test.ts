import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../support/cli.ts';

const lines = [
    '{"tst":"2026-11-20T10:00:00.000+0100","topic":"plant/nw/nw-fan-01/telemetry","qos":1,"retain":0,"payloadlen":19,"payload":{"bearingTemp_C":48.2}}',
    '{"tst":"2026-11-20T10:00:01.000+0100","topic":"plant/nw/nw-fan-02/telemetry","qos":1,"retain":0,"payloadlen":40,"payload":"{\\"bearingTemp_C\\":47,\\"state\\":\\"A<B & C\\"}"}'
].join('\n');

describe('map', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'map-'));
    const sample = path.join(folder, 'sample.ndjson');
    writeFileSync(sample, lines);
    afterAll(() => rmSync(folder, { recursive: true }));

    it('reads what mosquitto_sub recorded and prints the route, the signals and the records', async () => {
        const { output, exitCode } = await runCli('map', '--sample', sample, '--model', 'FAN-1', '--bind-topic');
        expect(exitCode).toBe(0);
        expect(output).toContain('Format json: 2 messages read.');
        expect(output).toContain('filter: plant/nw/+/telemetry');
        expect(output).toMatch(/Bearing_Temp +bearingTemp_C +Number +Cel +Temperature__c +48\.2/);
        expect(output).toContain('<value xsi:type="xsd:string">plant/nw/+/telemetry</value>');
    });

    it('writes the records as source files', async () => {
        await runCli('map', '--sample', sample, '--model', 'FAN-1', '--output', folder);
        const written = path.join(folder, 'customMetadata');
        expect(readdirSync(written).sort()).toEqual([
            'Signal_Definition.FAN_1_Bearing_Temp.md-meta.xml',
            'Signal_Definition.FAN_1_State.md-meta.xml'
        ]);
        const text = readFileSync(path.join(written, 'Signal_Definition.FAN_1_State.md-meta.xml'), 'utf8');
        expect(text).toContain('its value was A&lt;B &amp; C.');
    });

    it('says in one sentence why there is no proposal', async () => {
        const { error, exitCode } = await runCli('map', '--sample', path.join(folder, 'none'));
        expect(exitCode).toBe(1);
        expect(error).toContain('SAMPLE_UNREADABLE: No mapping can be proposed from');
    });
});
