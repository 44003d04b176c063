import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { Store } from '../../src/store/index.ts';
import { dataDirectory } from '../support/bridge.ts';
import { expectedAfter, openTinyStore, storedIn, StoreLoad, tinyPace } from '../support/storeLoad.ts';

const killRounds = 8;
const stepsPerRun = 80;
/** Three of four steps wait for their commit. */
const commitsPerRun = 60;

describe('the journal', () => {
    it.each([1, 2, 3])(
        'is folded into the rows it stands for, over restarts (seed %d)',
        async (seed) => {
            const directory = dataDirectory();
            for (let run = 1; run <= 4; run++) {
                const store = openTinyStore(directory);
                const load = new StoreLoad(store, seed);
                for (let count = 0; count < stepsPerRun; count++) {
                    const step = load.next();
                    if (step % 4 !== 0) await store.committed();
                }
                await store.close();
                // Not only the folding at a start is tested here.
                expect(journalRecords(directory)).toBeLessThan(commitsPerRun / 2);
                const again = openTinyStore(directory);
                expect(storedIn(again)).toEqual({
                    step: run * stepsPerRun,
                    content: expectedAfter(seed, run * stepsPerRun)
                });
                await again.close();
            }
        },
        30_000
    );

    it.each([11, 12])(
        'has every acknowledged change, and no half step, after kills (seed %d)',
        async (seed) => {
            const directory = dataDirectory();
            for (let round = 0; round < killRounds; round++) {
                const acknowledged = await killAfter(directory, seed, 1 + ((round * 37) % 90));
                // Every other time the process that continues is the one that has to fold what was left.
                if (round % 2 === 0) continue;
                const store = openTinyStore(directory);
                const { step, content } = storedIn(store);
                await store.close();
                expect(step).toBeGreaterThanOrEqual(acknowledged);
                expect(content).toEqual(expectedAfter(seed, step));
            }
        },
        60_000
    );

    it('stays bounded when every commit brings more new rows than are usually folded', async () => {
        const directory = dataDirectory();
        const store = openTinyStore(directory);
        const lengths: number[] = [];
        for (let commit = 0; commit < 200; commit++) {
            for (let row = 0; row < 30; row++) {
                store.put('outbox', `${commit}-${row}`, () => ({ commit, row }));
                store.remove('outbox', `${commit - 3}-${row}`);
            }
            await store.committed();
            lengths.push(journalLength(directory));
        }
        await store.close();
        expect(Math.max(...lengths)).toBeLessThan(5 * tinyPace.segmentLength);
    }, 20_000);

    it('treats a row without a value as gone, folded or not', async () => {
        const directory = dataDirectory();
        for (const segmentLength of [1, 1_000_000]) {
            const journal = { segmentLength, rowsPerCommit: 1 };
            const store = new Store({ directory, durability: 'process', onTrouble: () => undefined, journal });
            store.open();
            store.put('device', 'a', () => ({ value: 1 }));
            await store.committed();
            store.put('device', 'a', () => null);
            for (let commit = 0; commit < 6; commit++) await store.committed();
            await store.close();
            const again = openTinyStore(directory);
            expect([...again.load('device')]).toEqual([]);
            await again.close();
        }
    });
});

/** Lets a process commit steps, kills it when it has told `steps` of them, and returns the last one it told. */
async function killAfter(directory: string, seed: number, steps: number): Promise<number> {
    const script = path.join(__dirname, '../support/storeToKill.ts');
    const child = spawn(process.execPath, [script, directory, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    let told = 0;
    let last = 0;
    for await (const line of createInterface(child.stdout)) {
        last = Number(line);
        if (++told === steps) child.kill('SIGKILL');
    }
    expect((await exit)[1]).toBe('SIGKILL');
    return last;
}

function journalRecords(directory: string): number {
    return query(directory, 'SELECT COUNT(*) AS result FROM journal');
}

function journalLength(directory: string): number {
    return query(
        directory,
        'SELECT COALESCE(SUM(LENGTH(entries) + COALESCE(LENGTH(packed), 0)), 0) AS result FROM journal'
    );
}

function query(directory: string, sql: string): number {
    const database = new DatabaseSync(Store.fileIn(directory), { readOnly: true });
    const row = database.prepare(sql).get();
    database.close();
    return Number(row?.result);
}
