import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkAi4i2020 } from '../../recordings/ai4i2020.ts';

const head =
    'UDI,Type,Air temperature [K],Process temperature [K],Rotational speed [rpm],Torque [Nm],Tool wear [min],HDF,PWF,OSF';

async function check(rows: string[]) {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'ai4i-')), 'rows.csv');
    await writeFile(file, `${[head, ...rows].join('\n')}\n`);
    return checkAi4i2020(file);
}

test('finds heat, power and overstrain failures by their rules', async () => {
    const result = await check([
        '1,L,300.0,308.5,1379,45,0,1,0,0',
        '2,L,300.0,308.7,1379,45,0,0,0,0',
        '3,M,300.0,310.0,1200,20,0,0,1,0',
        '4,L,300.0,310.0,1400,50,221,0,0,1',
        '5,M,300.0,310.0,1400,50,221,0,0,0'
    ]);
    const found = { failures: 1, found: 1, falseAlarms: 0 };
    expect(result).toEqual({ rows: 5, heat: found, power: found, overstrain: found });
});

test('differences are compared without rounding', async () => {
    // 302.4 and 311.0 differ by a little more than 8.6 as the machine computes it, and the set counts them so.
    expect(311 - 302.4).toBeGreaterThan(8.6);
    const result = await check(['1,L,302.4,311.0,1300,45,0,0,0,0', '2,L,300.0,308.5,1300,45,0,0,0,0']);
    expect(result?.heat).toEqual({ failures: 0, found: 0, falseAlarms: 1 });
});
