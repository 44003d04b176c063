import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedHistory } from '../../src/history/embedded/embeddedHistory.ts';
import { runJob } from '../../src/history/embedded/job.ts';
import { until } from '../support/until.ts';
import { expectSameRollups, referenceRollups } from './support/reference.ts';
import { embeddedOptions, gapMs, temporaryFolder, tieredOptions } from './support/stores.ts';
import { samplesOfBatch } from './support/writtenBatches.ts';
import type { WrittenSample } from './support/writtenBatches.ts';

const wide = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2027, 0, 1) };
const minute = 60_000;

/** Runs the writer until it has stored some batches more, kills it, and returns how many it acknowledged. */
async function writeAndKill(folder: string, batches: number, mode = 'hot'): Promise<number> {
    const file = fileURLToPath(new URL('support/writer.ts', import.meta.url));
    const writer = spawn(process.execPath, [file, folder, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = new Promise((resolve) => writer.once('exit', resolve));
    let printed = '';
    writer.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const acknowledged = (): number => printed.split('\n').length - 1;
    await until(() => acknowledged() >= batches, `${batches} batches are stored`);
    writer.kill('SIGKILL');
    await exited;
    return acknowledged();
}

/** All files below the folders of the tiers. */
function filesIn(folder: string): string[] {
    return ['warm', 'cold'].flatMap((tier) => {
        const root = path.join(folder, tier);
        if (!existsSync(root)) return [];
        const entries = readdirSync(root, { recursive: true, withFileTypes: true });
        return entries.filter((entry) => entry.isFile()).map(({ name }) => path.join(tier, name));
    });
}

/** The batch that was under way may be there too, whole or not at all. */
function expectWhole(history: EmbeddedHistory, acknowledged: number): void {
    const newest = history.seriesOf('nw-motor-01').find(({ signal }) => signal === 'Signal_0')?.lastAt ?? 0;
    const given: WrittenSample[] = [];
    let batches = 0;
    for (; batches < acknowledged || samplesOfBatch(batches)[0]!.at <= newest; batches++)
        given.push(...samplesOfBatch(batches));
    expect(batches - acknowledged).toBeLessThanOrEqual(1);
    for (let index = 0; index < 5; index++) {
        const key = { device: 'nw-motor-01', signal: `Signal_${index}` };
        const own = given.filter(({ signal }) => signal === key.signal);
        const stored = history.samples(key, wide, 1_000_000).samples;
        expect(stored).toHaveLength(new Set(own.map(({ at }) => at)).size);
        expectSameRollups(history.rollupsOf(key, 'minute', wide), referenceRollups(own, minute, gapMs));
        expectSameRollups(history.rollupsOf(key, 'hour', wide), referenceRollups(own, 60 * minute, gapMs));
        expectSameRollups(history.rollupsOf(key, 'day', wide), referenceRollups(own, 1440 * minute, gapMs));
    }
}

test.each([5, 20, 35])(
    'after a kill with %i batches stored, values and rollups are whole',
    async (batches) => {
        const { folder, remove } = temporaryFolder();
        const acknowledged = await writeAndKill(folder, batches);
        const history = new EmbeddedHistory(embeddedOptions(folder, { classes: [] }));
        expectWhole(history, acknowledged);
        history.close();
        remove();
    },
    60_000
);

test('a writer that starts again after a kill repeats everything without harm', async () => {
    const { folder, remove } = temporaryFolder();
    const first = await writeAndKill(folder, 15);
    const second = await writeAndKill(folder, 8);
    const history = new EmbeddedHistory(embeddedOptions(folder, { classes: [] }));
    expectWhole(history, Math.max(first, second));
    history.close();
    remove();
}, 60_000);

test.each([7, 22])(
    'after kills with %i batches stored, while days move between tiers, values and rollups are whole',
    async (batches) => {
        const { folder, remove } = temporaryFolder();
        const first = await writeAndKill(folder, batches, 'tiers');
        const second = await writeAndKill(folder, 5, 'tiers');
        const history = new EmbeddedHistory(tieredOptions(folder));
        expectWhole(history, Math.max(first, second));
        runJob(history.archive(wide.to));
        expectWhole(history, Math.max(first, second));
        expect(filesIn(folder).every((name) => /cold.*values-\d+\.parquet$/.test(name))).toBe(true);
        expect(filesIn(folder).length).toBeGreaterThan(0);
        history.close();
        remove();
    },
    60_000
);
