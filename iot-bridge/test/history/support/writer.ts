/*
 * A process that records until it is killed: `node writer.ts <folder> [tiers]`. After each batch that the store
 * acknowledged it prints the number of batches. Every batch has new values, values of the batch before once more, and a
 * late one. With `tiers`, days move to files all the time, alternately of the warm and the cold folder.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { BatchBuilder, WorkerHistory } from '../../../src/history/index.ts';
import { samplesOfBatch } from './writtenBatches.ts';

const DAY = 86_400_000;
const [folder = '.', mode] = process.argv.slice(2);
mkdirSync(path.join(folder, 'cold'), { recursive: true });
const store = new WorkerHistory({
    file: `${folder}/history.sqlite`,
    durability: 'process',
    gapMs: 300_000,
    classes: mode === 'tiers' ? [{ signals: ['*'], hotDays: 1, warmDays: 3 }] : [],
    folders: { warm: path.join(folder, 'warm'), cold: path.join(folder, 'cold') },
    pendingValues: 5000,
    flushMs: 20
});
for (let batch = 0; ; batch++) {
    const builder = new BatchBuilder();
    for (const { device, signal, value, at, quality } of samplesOfBatch(batch))
        builder.add(device, signal, value, at, quality);
    await store.append(builder.build());
    const newest = samplesOfBatch(batch)[0]?.at ?? 0;
    void store.archive(newest + (batch % 2 === 0 ? 2 : 5) * DAY);
    process.stdout.write(`${batch + 1}\n`);
}
