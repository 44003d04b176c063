import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadMappings } from '../lib/replay/mapping.ts';
import { readRecording } from '../lib/replay/recording.ts';

let folder = '';
beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'replay-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function recording(name: string, text: string) {
    await writeFile(path.join(folder, name), text);
    return readRecording(path.join(folder, name), await loadMappings('config/replay'));
}

test('a single machine gets the constant device id and keeps its own times', async () => {
    const read = await recording('nab.csv', 'timestamp,value\n2013-12-02 21:15:00,73.9\n2013-12-02 21:20:00,74.9\n');
    expect(read.messages).toEqual([
        {
            time: Date.parse('2013-12-02T21:15:00Z'),
            deviceId: 'nab-machine-01',
            topic: 'plant/nab/nab-machine-01/telemetry',
            metrics: { temperature: 73.9 }
        },
        expect.objectContaining({ metrics: { temperature: 74.9 } })
    ]);
});

test('a fleet is played in order of time, with the errors of the file beside it', async () => {
    await writeFile(path.join(folder, 'PdM_errors.csv'), 'datetime,machineID,errorID\n2015-01-01 06:30:00,2,error3\n');
    const header = 'datetime,machineID,volt,rotate,pressure,vibration\n';
    const rows = '2015-01-01 06:00:00,1,1,2,3,4\n2015-01-01 07:00:00,1,5,6,7,8\n2015-01-01 06:00:00,2,9,10,11,12\n';
    const read = await recording('PdM_telemetry.csv', header + rows);
    expect(read.messages.map((message) => [message.deviceId, message.metrics])).toEqual([
        ['pdm-machine-001', { voltage: 1, rotation: 2, pressure: 3, vibration: 4 }],
        ['pdm-machine-002', { voltage: 9, rotation: 10, pressure: 11, vibration: 12 }],
        ['pdm-machine-002', { error: 'error3' }],
        ['pdm-machine-001', { voltage: 5, rotation: 6, pressure: 7, vibration: 8 }]
    ]);
});

test('rows without a time or a number are told, the others are played', async () => {
    const read = await recording(
        'bad.csv',
        'timestamp,value\nyesterday,1\n2013-12-02 21:20:00,\n2013-12-02 21:25:00,3\n'
    );
    expect(read.messages).toHaveLength(1);
    expect(read.unreadable).toEqual(['row 2: "yesterday" is no time', 'row 3: no values']);
});

test('a file that no mapping fits is refused with its columns', async () => {
    await expect(recording('other.csv', 'a,b\n1,2\n')).rejects.toThrow(/columns a, b.*nab-machine-temperature/s);
});

test('a missing file is refused with its path', async () => {
    await expect(readRecording(path.join(folder, 'none.csv'), [])).rejects.toThrow(/none\.csv/);
});

const recorded = '../shared/data/telemetry/nab/data/realKnownCause/machine_temperature_system_failure.csv';
(existsSync(recorded) ? test : test.skip)(
    'the recorded machine is read whole (skipped where the recording is not there)',
    async () => {
        const read = await readRecording(recorded, await loadMappings('config/replay'));
        expect(read.messages).toHaveLength(22_695);
        expect(read.unreadable).toEqual([]);
    }
);
