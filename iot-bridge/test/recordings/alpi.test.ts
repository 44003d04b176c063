import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkAlpi } from '../../recordings/alpi.ts';

async function check(rows: [second: number, code: number, machine?: number][]) {
    const folder = await mkdtemp(path.join(tmpdir(), 'alpi-'));
    await mkdir(path.join(folder, 'raw'));
    const lines = rows.map(([second, code, machine = 1]) => {
        const time = new Date(Date.UTC(2020, 0, 1) + second * 1000).toISOString().replace('T', ' ').slice(0, 23);
        return `${time},${code},${machine}`;
    });
    await writeFile(path.join(folder, 'raw', 'alarms.csv'), ['timestamp,alarm,serial', ...lines].join('\n'));
    return checkAlpi(folder);
}

test('a chattering alarm is calmed by the delay that is proposed for it', async () => {
    const result = await check([0, 8, 16, 24, 32, 40].map((second) => [second, 98]));
    expect(result).toMatchObject({ machines: 1, alarms: 6, times: 'logged', proposals: 1, floods: 0 });
    expect(result?.before).toMatchObject({ annunciated: 6, chattering: 4 });
    expect(result?.after).toMatchObject({ annunciated: 1, chattering: 0 });
});

test('a flood becomes one incident', async () => {
    const result = await check(Array.from({ length: 30 }, (_, index) => [index * 15, index + 1]));
    expect(result?.floods).toBe(1);
    expect(result?.before).toMatchObject({ annunciated: 30, largestInTenMinutes: 30 });
    expect(result?.after.annunciated).toBe(12);
});

test('a folder without a log gives no result', async () => {
    expect(await checkAlpi('/nowhere')).toBeUndefined();
});
