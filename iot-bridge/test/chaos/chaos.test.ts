/* eslint-disable jest/no-standalone-expect -- `runs` is `it`, or `it.skip` where mosquitto is not installed */
import { Chaos } from '../../chaos/chaos.ts';
import { hasMosquitto } from '../support/broker.ts';

describe('chaos', () => {
    // The broker has to survive its own restart, which the one written in JavaScript does not.
    const runs = hasMosquitto('chaos') ? it : it.skip;

    runs(
        'adds up after kills, a restarted broker and a failing org (skipped where mosquitto is not installed)',
        async () => {
            const tally = await Chaos.run({
                kills: 3,
                devices: 5,
                brokerRestartEvery: 2,
                diskTroubleEvery: 0,
                tell: () => undefined
            });
            expect(tally).toMatchObject({ sent: 33, lost: 0, invented: 0, commandsRunTwice: 0, right: true });
            expect(tally.delivered).toBeGreaterThan(20);
        },
        120_000
    );
});
