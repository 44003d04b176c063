import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchmarkOrg } from '../../bench/benchmark.ts';

const root = path.resolve(fileURLToPath(new URL('../../..', import.meta.url)));

describe('benchmark of the local org', () => {
    it('measures everything with few rows', async () => {
        const result = await benchmarkOrg(400, root);
        expect(Object.entries(result).filter(([, value]) => !(value > 0))).toEqual([]);
        expect(result.assets).toBe(400);
    }, 120_000);
});
