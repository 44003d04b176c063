import { simulateOutage } from '../../chaos/outage.ts';

describe('an outage of a day', () => {
    it('leaves a backlog bounded by assets, which is gone soon after, alarms first', async () => {
        const figures = await simulateOutage({ assets: 300, hours: 24, alarmsPerAsset: 2, requestMs: 300 });
        expect(figures).toMatchObject({ backlogAlarms: 600, backlogSnapshots: 600 });
        expect(figures.secondsUntilDrained).toBeLessThan(60);
        expect(figures.secondsUntilAlarmsDrained).toBeLessThanOrEqual(figures.secondsUntilDrained);
    });
});
