import { simulateOutage } from '../scripts/lib/outage/simulateOutage.ts';

test('an outage leaves a backlog bounded by assets, which is caught up with, alarms first, none lost or doubled', async () => {
    const assets = 40;
    const figures = await simulateOutage({ assets, hours: 4, clockFactor: 7200 });
    expect(figures).toMatchObject({
        messages: 8 * assets,
        // Raised by every machine, ended by every second one.
        backlogAlarms: 1.5 * assets,
        alarms: assets,
        episodes: assets,
        endedAlarms: assets / 2,
        assetsUpToDate: assets,
        deadLetters: 0
    });
    // An asset and its seven signals.
    expect(figures.mostSnapshots).toBeLessThanOrEqual(8 * assets);
    expect(figures.requestsRefused).toBeGreaterThan(0);
    expect(figures.requestsToDrain).toBeLessThan(assets);
    expect(figures.secondsUntilAlarmsDrained).toBeLessThanOrEqual(figures.secondsUntilDrained);
});
