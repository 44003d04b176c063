import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkColdChain } from '../../recordings/coldChain.ts';

const limits = { low: { tempC: 2, cumulativeMinutes: 60 }, high: { tempC: 8, cumulativeMinutes: 60 } };
const quiet = { tAccMin: 0, alarmAt: null };

/** One day of readings every five minutes, warm from minute `from` to minute `to`. */
function day(from: number, to: number): [string, number][] {
    return Array.from({ length: 288 }, (_, index) => {
        const minute = index * 5 + 1;
        const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        return [`2022-05-20 ${clock}`, minute >= from && minute < to ? 9 : 5];
    });
}

async function check(readings: [string, number][], stated: object, mean: number, max = 9) {
    const folder = await mkdtemp(path.join(tmpdir(), 'cold-chain-'));
    const deviceDaily = [{ date: '2022-05-20', min: 5, max, avg: mean, alarms: { '0': quiet, '1': stated } }];
    const content = { config: { ...limits, loggingIntervalMin: 5, movingAverage: 1 }, readings, deviceDaily };
    await writeFile(path.join(folder, 'logger.json'), JSON.stringify(content));
    const lines: string[] = [];
    return { result: await checkColdChain(folder, (line) => lines.push(line)), lines };
}

test('an excursion of 90 minutes alarms after 60, as the logger says', async () => {
    const { result, lines } = await check(day(600, 690), { tAccMin: 90, alarmAt: '11:00' }, 5.2);
    expect(result).toMatchObject({ days: 1, daysAgreed: 1, alarms: 1, alarmsAgreed: 1, falseAlarms: 0 });
    expect(lines.join('\n')).toContain('agrees');
});

test('two excursions of 50 minutes never alarm, because only uninterrupted time counts', async () => {
    const twice = day(600, 650).map(([at, value], index): [string, number] => [
        at,
        day(700, 750)[index]?.[1] === 9 ? 9 : value
    ]);
    const { result } = await check(twice, { tAccMin: 100, alarmAt: null }, 5.2);
    expect(result).toMatchObject({ daysAgreed: 1, alarms: 0, falseAlarms: 0 });
});

test('a logger that says otherwise is shown as differing', async () => {
    const { result, lines } = await check(day(600, 690), quiet, 5.2);
    expect(result).toMatchObject({ daysAgreed: 0, falseAlarms: 1 });
    expect(lines.join('\n')).toContain('DIFFERS');
});

test('a first day that begins beyond a limit is left out', async () => {
    const { result } = await check(day(0, 120), { tAccMin: 120, alarmAt: '00:30' }, 5.3);
    expect(result).toMatchObject({ days: 0 });
});

test('a folder without exports gives no result', async () => {
    expect(await checkColdChain('/nowhere', () => undefined)).toBeUndefined();
});
