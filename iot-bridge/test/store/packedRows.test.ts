import fc from 'fast-check';
import { Store } from '../../src/store/index.ts';
import { RowReader } from '../../src/store/index.ts';
import type { PackedRow } from '../../src/store/index.ts';
import { dataDirectory } from '../support/bridge.ts';

interface Content {
    numbers: number[];
    texts: string[];
}

const content: fc.Arbitrary<Content> = fc.record({
    numbers: fc.array(fc.double(), { maxLength: 30 }),
    texts: fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 })
});

function rowOf(name: string, { numbers, texts }: Content): PackedRow {
    return {
        rowKey: `device ${name}`,
        write: (out) => {
            // In turns, because numbers and texts have orders of their own.
            for (let index = 0; index < Math.max(numbers.length, texts.length); index++) {
                if (index < texts.length) out.text(texts[index]!);
                if (index < numbers.length) out.number(numbers[index]!);
            }
        }
    };
}

function read(row: unknown, { numbers, texts }: Content): Content {
    const reader = row as RowReader;
    return { numbers: numbers.map(() => reader.number()), texts: texts.map(() => reader.text()) };
}

/** Stores rows in one group and opens the store again; the pace decides whether they were folded before. */
async function stored(contents: readonly Content[], segmentLength: number): Promise<Map<string, unknown>> {
    const options = { directory: dataDirectory(), durability: 'process' as const, onTrouble: () => undefined };
    const store = new Store({ ...options, journal: { segmentLength, rowsPerCommit: 2 } });
    store.open();
    for (const [index, each] of contents.entries()) store.touch(rowOf(`d${index}`, each));
    for (let commit = 0; commit < 8; commit++) await store.committed();
    await store.close();
    const again = new Store(options);
    again.open();
    const rows = again.load('device');
    await again.close();
    return rows;
}

test.each([
    ['folded while the bridge runs', 1],
    ['folded at the next start', 1_000_000]
])('rows %s come back as they were', async (_case, segmentLength) => {
    await fc.assert(
        fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 6 }), async (contents) => {
            const rows = await stored(contents, segmentLength);
            expect(rows.size).toBe(contents.length);
            for (const [index, each] of contents.entries()) {
                expect(read(rows.get(`d${index}`), each)).toEqual(each);
            }
        }),
        { numRuns: 5 }
    );
});

test('a row that packed itself can be removed', async () => {
    const directory = dataDirectory();
    const store = new Store({ directory, durability: 'process', onTrouble: () => undefined });
    store.open();
    store.touch(rowOf('gone', { numbers: [1], texts: [] }));
    await store.committed();
    store.remove('device', 'gone');
    await store.close();
    const again = new Store({ directory, durability: 'process', onTrouble: () => undefined });
    again.open();
    expect(again.load('device').size).toBe(0);
    await again.close();
});
