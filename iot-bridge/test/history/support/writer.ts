/*
 * A process that records until it is killed: `node writer.ts <folder>`. After each batch that the store acknowledged it
 * prints the number of batches. Every batch has new values, values of the batch before once more, and a late one.
 */
import { BatchBuilder, WorkerHistory } from '../../../src/history/index.ts';
import { samplesOfBatch } from './writtenBatches.ts';

const [folder] = process.argv.slice(2);
const store = new WorkerHistory({
    file: `${folder}/history.sqlite`,
    durability: 'process',
    gapMs: 300_000,
    classes: [],
    pendingValues: 5000,
    flushMs: 20
});
for (let batch = 0; ; batch++) {
    const builder = new BatchBuilder();
    for (const { device, signal, value, at, quality } of samplesOfBatch(batch))
        builder.add(device, signal, value, at, quality);
    await store.append(builder.build());
    process.stdout.write(`${batch + 1}\n`);
}
