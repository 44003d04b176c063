import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadMappings, replayedFiles, type ReplayedFile } from '../lib/replay/mapping.ts';

let folder = '';
beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'replay-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function files(name: string, text: string): Promise<ReplayedFile[]> {
    await writeFile(path.join(folder, name), text);
    return replayedFiles(path.join(folder, name), await loadMappings('config/replay'));
}

test('a recording is fed by the mapping whose columns it has', async () => {
    const [recording, ...more] = await files('nab.csv', 'timestamp,value\n2013-12-02 21:15:00,73.9\n');
    expect(more).toEqual([]);
    expect(recording).toMatchObject({
        name: 'nab-machine-temperature',
        path: path.join(folder, 'nab.csv'),
        topic: 'plant/nab/nab-machine-01/telemetry'
    });
});

test('a file beside the recording is fed too, where it is there', async () => {
    const text = 'datetime,machineID,volt,rotate,pressure,vibration\n2015-01-01 06:00:00,1,1,2,3,4\n';
    expect(await files('PdM_telemetry.csv', text)).toHaveLength(1);
    await writeFile(path.join(folder, 'PdM_errors.csv'), 'datetime,machineID,errorID\n');
    const fed = await files('PdM_telemetry.csv', text);
    expect(fed.map((file) => path.basename(file.path))).toEqual(['PdM_telemetry.csv', 'PdM_errors.csv']);
});

test('a file that no mapping fits is refused with its columns', async () => {
    await expect(files('other.csv', 'a,b\n1,2\n')).rejects.toThrow(/columns a, b.*nab-machine-temperature/s);
});

test('a missing or empty file is refused with its path', async () => {
    await expect(replayedFiles(path.join(folder, 'none.csv'), [])).rejects.toThrow(/none\.csv/);
    await expect(files('empty.csv', '')).rejects.toThrow(/empty\.csv is empty/);
});

test('a mapping with an unknown key is refused by its file name', async () => {
    await writeFile(path.join(folder, 'wrong.yaml'), 'name: x\ncolumns: [a]\nspeed: 3\n');
    await expect(loadMappings(folder)).rejects.toThrow(/wrong\.yaml.*speed/s);
});
