/* eslint-disable jest/no-standalone-expect -- `runs` is `it`, or `it.skip` where mosquitto is not installed */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Happened, Tally } from '../../chaos/tally.ts';
import { hasMosquitto } from '../support/broker.ts';

describe('chaos', () => {
    // The broker has to survive its own restart, which the one written in JavaScript does not.
    const runs = hasMosquitto('chaos') ? it : it.skip;

    runs(
        'adds up after kills, a full disk, a restarted broker and a failing org (skipped where mosquitto is not installed)',
        async () => {
            const script = path.join(__dirname, '../../chaos/main.ts');
            const rates = ['--kills', '2', '--devices', '5', '--full-disk-every', '1', '--broker-restart-every', '2'];
            const chaos = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...rates], {
                stdio: ['ignore', 'pipe', 'inherit']
            });
            const [output, [code]] = await Promise.all([text(chaos.stdout), once(chaos, 'exit')]);
            const tally = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Omit<Tally & Happened, 'fullDisks'> & {
                fullDisks: number | 'skipped';
            };
            expect(tally).toMatchObject({ lost: 0, invented: 0, commandsLost: 0 });
            expect(tally).toMatchObject({ commandsRunTwice: 0, commandsRunAfterExpiry: 0 });
            expect([code, tally.right]).toEqual([0, true]);
            expect(tally.delivered).toBeGreaterThan(20);
            expect(tally.commandsRun).toBeGreaterThan(0);
            // Where no file system may be mounted, the disk cannot be full.
            expect([2, 'skipped']).toContain(tally.fullDisks);
        },
        120_000
    );
});
