import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBridge } from '../../src/index.ts';
import type { BridgeConfigInput } from '../../src/index.ts';
import { testConfig } from '../support/bridge.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { alarm, asset, signal } from '../support/plant.ts';

type FileInput = NonNullable<BridgeConfigInput['files']>[number];

const plant = {
    assets: [asset('pdm-machine-001', 'PDM-1'), asset('pdm-machine-002', 'PDM-1')],
    signals: [
        signal('Pressure', 'metrics.pressure', { Asset_Field__c: 'Pressure__c' }),
        signal('Error_Code', 'metrics.error', { Value_Type__c: 'Text' })
    ],
    alarms: [
        alarm('Pressure_High', 'Pressure', { Limit__c: 120 }),
        alarm('Error_Seen', 'Error_Code', { Kind__c: 'State', Limit__c: null, Text_Limit__c: 'error1;error4' }),
        alarm('Device_Silent', '*', { Kind__c: 'Silence', Limit__c: null, Window_Seconds__c: 30 })
    ]
};

/** Replays files and returns the org and the status at the end. */
async function replay(files: FileInput[]) {
    const org = new MemoryOrg(plant);
    const bridge = createBridge(testConfig({ files }), { org });
    await bridge.start();
    await bridge.whenDrained();
    const status = bridge.status();
    await bridge.stop();
    return { org, status };
}

function fileWith(content: string, name = 'recording.csv'): string {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'replay-')), name);
    writeFileSync(file, content);
    return file;
}

describe('replay of recordings', () => {
    const telemetry: FileInput = {
        path: '',
        topic: 'plant/pdm/pdm-machine-{machineID:3}/telemetry',
        timeColumn: 'datetime',
        fields: { 'metrics.pressure': 'pressure' }
    };

    it('lives in recorded time and merges several files by it', async () => {
        const values = fileWith(
            'datetime,machineID,pressure\n' +
                '2015-01-01 06:00:00,1,100.5\n2015-01-01 06:00:00,2,99\n' +
                '2015-01-01 07:00:00,1,130\n2015-01-01 07:00:00,2,98\n' +
                '2015-01-01 08:00:00,1,101\n2015-01-01 08:00:00,2,97\n'
        );
        const errors = fileWith('datetime,machineID,errorID\n2015-01-01 07:30:00,2,error4\n');
        const { org, status } = await replay([
            { ...telemetry, path: values },
            { ...telemetry, path: errors, fields: { 'metrics.error': 'errorID' } }
        ]);
        expect(status.messages).toBe(7);
        expect(org.events.map((event) => [event.Alarm_Key__c, event.Transition__c, event.Occurred_At__c])).toEqual([
            ['pdm-machine-001:Pressure_High', 'Raised', '2015-01-01T07:00:00.000Z'],
            ['pdm-machine-002:Error_Seen', 'Raised', '2015-01-01T07:30:00.000Z'],
            ['pdm-machine-001:Pressure_High', 'Cleared', '2015-01-01T08:00:00.000Z']
        ]);
        expect(org.assets.get('pdm-machine-002')).toMatchObject({
            Pressure__c: 97,
            Last_Telemetry__c: '2015-01-01T08:00:00.000Z'
        });
    });

    it('gives the same episode keys whenever it is replayed', async () => {
        const file = fileWith('datetime,machineID,pressure\n2015-01-01 06:00:00,1,100\n2015-01-01 07:00:00,1,130\n');
        const first = await replay([{ ...telemetry, path: file }]);
        const second = await replay([{ ...telemetry, path: file }]);
        const keys = first.org.events.map((event) => event.Episode_Key__c);
        expect(keys).toEqual([`pdm-machine-001:Pressure_High:1:${Date.parse('2015-01-01T07:00:00Z')}`]);
        expect(second.org.events.map((event) => event.Episode_Key__c)).toEqual(keys);
    });

    it('replays JSON lines as they are and counts those that are broken', async () => {
        const file = fileWith(
            '{"timestamp":"2015-01-01T06:00:00Z","metrics":{"pressure":"101,5 "}}\nnot json\n',
            'recording.ndjson'
        );
        const { org, status } = await replay([
            { path: file, format: 'ndjson', topic: 'plant/pdm/pdm-machine-001/telemetry' }
        ]);
        expect(org.signals.get('pdm-machine-001:Pressure')).toMatchObject({ Value__c: 101.5 });
        expect(status.rejected).toMatchObject({ 'malformed-payload': 1 });
    });

    it('names a missing column', async () => {
        const file = fileWith('datetime,value\n2015-01-01 06:00:00,1\n');
        const lines: string[] = [];
        const org = new MemoryOrg(plant);
        const config = testConfig({
            files: [{ ...telemetry, path: file }],
            observe: { logLevel: 'error', http: 'off' }
        });
        const bridge = createBridge(config, { org, logStream: { write: (line) => void lines.push(line) } });
        await bridge.start();
        await bridge.whenDrained();
        await bridge.stop();
        expect(lines.join()).toContain('it has no column pressure');
        expect(lines.join()).toContain('REPLAY_FILE_UNREADABLE');
    });
});
