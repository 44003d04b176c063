import { Chaos } from '../../chaos/chaos.ts';
import { itWithMosquitto } from '../support/broker.ts';

describe('chaos', () => {
    const addUp = async () => {
        const tally = await Chaos.run({
            kills: 3,
            devices: 5,
            brokerRestartEvery: 2,
            diskTroubleEvery: 0,
            tell: () => undefined
        });
        expect(tally).toMatchObject({ sent: 33, lost: 0, invented: 0, commandsRunTwice: 0, right: true });
        expect(tally.delivered).toBeGreaterThan(20);
    };

    // The broker has to survive its own restart, which the one written in JavaScript does not.
    itWithMosquitto('adds up after a few kills, a restarted broker and a failing org', addUp, 120_000);
});
