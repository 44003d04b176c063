import { Chaos } from '../../chaos/chaos.ts';
import { startBroker } from '../support/broker.ts';

describe('chaos', () => {
    it('adds up after a few kills, a restarted broker and a failing org', async () => {
        const probe = await startBroker();
        await probe.stop();
        // A broker that survives its own restart is needed.
        if (probe.kind !== 'mosquitto') return;
        const tally = await Chaos.run({
            kills: 3,
            devices: 5,
            brokerRestartEvery: 2,
            diskTroubleEvery: 0,
            tell: () => undefined
        });
        expect(tally).toMatchObject({ sent: 33, lost: 0, invented: 0, commandsRunTwice: 0, right: true });
        expect(tally.delivered).toBeGreaterThan(20);
    }, 120_000);
});
