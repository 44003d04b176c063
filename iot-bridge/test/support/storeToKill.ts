import { writeSync } from 'node:fs';
import { openTinyStore, StoreLoad } from './storeLoad.ts';

/* Commits steps without end, as its own process that a test can kill; tells each step that is durable. */
const [directory = '', seed = ''] = process.argv.slice(2);
const store = openTinyStore(directory);
const load = new StoreLoad(store, Number(seed));
for (;;) {
    const step = load.next();
    store.afterCommit(() => writeSync(process.stdout.fd, `${step}\n`));
    // Every third step waits for the disk; the others pile up and share a commit.
    await (step % 3 === 0 ? store.committed() : new Promise((resolve) => setImmediate(resolve)));
}
