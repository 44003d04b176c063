import { partitionOf } from '../../src/catalogue/index.ts';
import { parseConfig } from '../../src/config/index.ts';
import { createBridge } from '../../src/index.ts';
import { testConfig } from '../support/bridge.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { asset, motorPlant } from '../support/plant.ts';

/** Forty plants with a line each and three machines below it. */
const plants = Array.from({ length: 40 }, (_, index) => `02i0000000000${String(index).padStart(2, '0')}`);
const rows = {
    ...motorPlant([]),
    places: plants.flatMap((plant) => [
        { Id: plant, ParentId: null },
        { Id: `${plant}-line`, ParentId: plant }
    ]),
    assets: plants.flatMap((plant) =>
        [1, 2, 3].map((number) => ({ ...asset(`${plant}-${number}`, 'EM-75'), ParentId: `${plant}-line` }))
    )
};
const devices = (index: number, count: number): string[] =>
    partitionOf(rows, { index, count }).rows.assets.map((row) => row.Device_Id__c);

describe('partition', () => {
    it('gives every machine to exactly one bridge, and a plant to one as a whole', () => {
        const shares = [1, 2, 3].map((index) => devices(index, 3));
        expect(shares.flat().sort()).toEqual(rows.assets.map((row) => row.Device_Id__c).sort());
        for (const share of shares) {
            expect(share.length).toBeGreaterThan(20);
            for (const plant of plants) {
                expect([0, 3]).toContain(share.filter((device) => device.startsWith(`${plant}-`)).length);
            }
        }
    });

    it('knows the machines of the others, so that their messages are no mistake', () => {
        const { rows: own, foreign } = partitionOf(rows, { index: 1, count: 2 });
        expect(own.assets.length + foreign.size).toBe(rows.assets.length);
        expect(own.assets.some((row) => foreign.has(row.Device_Id__c))).toBe(false);
    });

    it('leaves all machines to a bridge that is alone', () => {
        expect(partitionOf(rows, { index: 1, count: 1 })).toEqual({ rows, foreign: new Set() });
    });
});

describe('configuration of several bridges', () => {
    const parse = (more: object) => () => parseConfig(JSON.stringify({ ...testConfig({}), ...more }), 'test');

    it('refuses a number above the count', () => {
        expect(parse({ mqtt: [{ url: 'mqtt://x' }], partition: { index: 3, count: 2 } })).toThrow(
            /must not be above count/
        );
    });

    it('refuses a shared subscription, and says what to use instead', async () => {
        const mqtt = [{ url: 'mqtt://127.0.0.1:1', sharedGroup: 'bridges' }];
        const bridge = createBridge(testConfig({ mqtt }), { org: new MemoryOrg(rows) });
        await expect(bridge.start()).rejects.toMatchObject({
            code: 'SHARED_SUBSCRIPTION_REFUSED',
            fix: expect.stringContaining('`partition`')
        });
        await bridge.stop();
    });
});
