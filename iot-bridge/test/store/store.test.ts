import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BridgeError } from '../../src/errors.ts';
import { DeadLetterFile, Store } from '../../src/store/index.ts';
import { dataDirectory } from '../support/bridge.ts';
import { until } from '../support/until.ts';

function openStore(directory: string) {
    const troubles: (BridgeError | undefined)[] = [];
    const groups: number[] = [];
    const store = new Store({
        directory,
        durability: 'power',
        onTrouble: (error) => void troubles.push(error),
        onCommit: (_milliseconds, rows) => void groups.push(rows)
    });
    store.open();
    return { store, troubles, groups };
}

describe('durable store', () => {
    it('writes what was changed together as one group, each row as it is at that time', async () => {
        const directory = dataDirectory();
        const { store, groups } = openStore(directory);
        let value = 1;
        store.put('device', 'a', () => ({ value }));
        store.put('device', 'b', () => ({ value: 5 }));
        store.put('device', 'a', () => ({ value }));
        store.remove('alarm', 'never');
        value = 2;
        await store.committed();
        expect(groups).toEqual([3]);
        store.remove('device', 'b');
        await store.close();
        const again = openStore(directory).store;
        expect([...again.load('device')]).toEqual([['a', { value: 2 }]]);
        expect(again.load('alarm').size).toBe(0);
        await again.close();
    });

    it('belongs to one bridge at a time', async () => {
        const directory = dataDirectory();
        const { store } = openStore(directory);
        expect(() => openStore(directory)).toThrow(/is in use by another bridge/);
        await store.close();
        await openStore(directory).store.close();
    });

    it('acknowledges in order, and only what is written', async () => {
        const { store } = openStore(dataDirectory());
        const order: number[] = [];
        for (let index = 0; index < 1000; index++) {
            store.put('device', `d${index % 7}`, () => index);
            store.afterCommit(() => order.push(index));
        }
        await store.committed();
        expect(order).toEqual(Array.from({ length: 1000 }, (_, index) => index));
        expect(store.pending()).toBe(0);
        await store.close();
    });

    it('repeats a commit that fails and tells it once', async () => {
        const directory = dataDirectory();
        const { store, troubles } = openStore(directory);
        await store.committed();
        const blocker = new DatabaseSync(Store.fileIn(directory));
        blocker.exec('DROP TABLE journal');
        store.put('device', 'a', () => 1);
        let written = false;
        store.afterCommit(() => {
            written = true;
        });
        await until(() => troubles.length === 1, 'the failure is told');
        expect(written).toBe(false);
        blocker.exec('CREATE TABLE journal (id INTEGER PRIMARY KEY AUTOINCREMENT, entries TEXT NOT NULL, packed BLOB)');
        blocker.close();
        await until(() => written, 'the commit succeeded');
        expect(troubles.map((error) => error?.code)).toEqual(['COMMIT_FAILED', undefined]);
        await store.close();
    });

    it('replaces a commit thread that cannot start, and commits what waited for it', async () => {
        const directory = dataDirectory();
        const database = new DatabaseSync(Store.fileIn(directory));
        // The thread fails on preparing its statements for a table without the columns it needs.
        database.exec('CREATE TABLE dead_letters (id INTEGER PRIMARY KEY)');
        const { store, troubles } = openStore(directory);
        store.put('device', 'a', () => ({ value: 1 }));
        const written = store.committed();
        await until(() => troubles.length === 1, 'the failure is told');
        database.exec('DROP TABLE dead_letters');
        database.close();
        await written;
        expect(troubles.map((error) => error?.code)).toEqual(['COMMIT_FAILED', undefined]);
        await store.close();
        const again = openStore(directory).store;
        expect([...again.load('device')]).toEqual([['a', { value: 1 }]]);
        await again.close();
    });

    it('refuses a directory it cannot use', () => {
        const directory = dataDirectory();
        const file = path.join(directory, 'taken');
        writeFileSync(file, '');
        expect(() => openStore(path.join(file, 'below'))).toThrow(/cannot be used/);
        mkdirSync(path.join(directory, 'other'));
        chmodSync(path.join(directory, 'other'), 0o700);
        expect(() => new DeadLetterFile(path.join(directory, 'other'))).toThrow(/no bridge has used it yet/);
    });

    it('keeps, marks, returns and drops dead letters', async () => {
        const directory = dataDirectory();
        const { store } = openStore(directory);
        const payload = new Uint8Array([0xff, 0x00, 0x7b]);
        for (const subject of ['a', 'b']) {
            store.bury({ stage: 'intake', subject, reason: 'malformed-payload', attempts: 1, at: 5, payload });
        }
        await store.close();
        const file = new DeadLetterFile(directory);
        const [second, first] = file.list(10);
        expect(first).toMatchObject({ subject: 'a', status: 'dead', attempts: 1, payload });
        expect(file.replay(first!.id)).toBe(1);
        expect(file.list(10, 'replay').map(({ subject }) => subject)).toEqual(['a']);
        expect(file.drop(second!.id)).toBe(1);
        expect(() => file.get(second!.id)).toThrow(/no dead letter/);
        expect(file.drop('all')).toBe(1);
        file.close();
    });
});
