import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkerHistory } from '../../src/history/index.ts';
import { batchOf, regular } from './support/samples.ts';
import { temporaryFolder, workerStore } from './support/stores.ts';
import { fillStore, storeChecks } from './support/storeContract.ts';

let place: ReturnType<typeof temporaryFolder>;

describe('the embedded store', () => {
    let store: WorkerHistory;

    beforeEach(async () => {
        place = temporaryFolder();
        store = workerStore(place.folder);
        await fillStore(store);
    });
    afterEach(async () => {
        await store.close();
        place.remove();
    });

    test.each(Object.entries(storeChecks))('%s', (_, expectCheck) => expectCheck(store));
});

describe('the file of the embedded store', () => {
    let store: WorkerHistory;
    const marker = 'Bottle-4711-of-a-customer';
    const key = { device: 'rb-filler-01', signal: 'Batch_Name' };
    const contains = (): boolean =>
        readdirSync(place.folder).some((name) => readFileSync(path.join(place.folder, name)).includes(marker));

    beforeEach(() => {
        place = temporaryFolder();
        store = workerStore(place.folder);
    });
    afterEach(() => place.remove());

    test('holds nothing of a deleted device', async () => {
        await store.append(batchOf(regular(key, Date.UTC(2026, 10, 20), 10, 1000, () => marker)));
        expect(contains()).toBe(true);
        await store.deleteDevice({ device: key.device, requestedBy: 'test', reason: 'test', at: 0 });
        expect(contains()).toBe(false);
        await store.close();
        expect(contains()).toBe(false);
    });

    test('is taken up again by the next run', async () => {
        await store.append(batchOf(regular(key, Date.UTC(2026, 10, 20), 10, 1000, () => marker)));
        await store.close();
        const next = workerStore(place.folder);
        expect(await next.latest(key.device)).toMatchObject([{ ...key, value: marker }]);
        await next.close();
    });

    test('says why it cannot be opened, and that it is closed', async () => {
        await store.close();
        await expect(store.series()).rejects.toMatchObject({ code: 'HISTORY_CLOSED' });
        const blocked = path.join(place.folder, 'blocked');
        writeFileSync(blocked, 'a file where a folder is needed');
        const impossible = workerStore(blocked);
        await expect(impossible.series()).rejects.toMatchObject({ code: 'HISTORY_STORE_UNUSABLE' });
        await expect(impossible.close()).rejects.toMatchObject({ code: 'HISTORY_STORE_UNUSABLE' });
    });
});
