import { demandOf, editions, fleetBetween, judge, parseMetrics, plannedFleet } from '../../src/forecast/index.ts';
import type { Habits } from '../../src/forecast/index.ts';

const habits: Habits = {
    snapshotSeconds: 300,
    catalogueSeconds: 25,
    fullCatalogueSeconds: 600,
    limitsSeconds: 60,
    streamingUsers: 0,
    retentionDays: 365,
    rowsPerEpisode: 1
};
/** 5,000 assets with one row each per snapshot, and six alarms a day. */
const plan = {
    devices: 5000,
    signalsPerDevice: 10,
    messageSeconds: 1,
    changedShare: 1,
    alarmsPerDeviceAndDay: 6,
    commandsPerDay: 2000
};

describe('what a fleet costs the org', () => {
    it('counts rows once per interval, in collections of 200 and five of them per request', () => {
        const fleet = plannedFleet(plan, 300, 300);
        expect(fleet.rowsPerSecond.assets * 300).toBeCloseTo(5000);
        expect(fleet.rowsPerSecond.signals * 300).toBeCloseTo(50_000);
        // 25 + 250 collections are 55 requests, 288 times a day.
        expect(demandOf(fleet, habits).apiCallsPerDay).toMatchObject({
            snapshots: 55 * 288,
            alarms: 90_000,
            // Every 25 s one request, and two more pages of 2,000 assets every ten minutes.
            definitions: 3456 + 144 * 2,
            limits: 1440
        });
    });

    it('writes a value inside its deadband again after the refresh time, and no more', () => {
        const { rowsPerSecond } = plannedFleet({ ...plan, changedShare: 0, signalsPerDevice: 1 }, 5, 300);
        expect(rowsPerSecond.signals).toBeCloseTo(5000 / 300);
    });

    it('an interval in which nothing changes costs no request', () => {
        const fleet = plannedFleet({ ...plan, devices: 1, messageSeconds: 3600, signalsPerDevice: 1 }, 5, 300);
        expect(demandOf(fleet, { ...habits, snapshotSeconds: 5 }).apiCallsPerDay.snapshots).toBeCloseTo(48);
    });

    it('40 agents that stream use up the deliveries of a day, agents that do not cost none', () => {
        const fleet = plannedFleet(plan, 300, 300);
        expect(demandOf(fleet, habits).deliveriesPerDay).toBe(2000);
        const verdicts = judge(demandOf(fleet, { ...habits, streamingUsers: 40 }), editions.enterprise, 50);
        expect(verdicts.find(({ limit }) => limit === 'deliveries per day')).toMatchObject({
            needed: 3_602_000,
            allowed: 25_000,
            verdict: 'breaks'
        });
    });

    it('judges each limit by the edition and its users', () => {
        const verdicts = judge(demandOf(plannedFleet(plan, 300, 300), habits), editions.enterprise, 50);
        expect(verdicts.map(({ limit, allowed, verdict }) => [limit, allowed, verdict])).toEqual([
            ['API calls per day', 150_000, 'tight'],
            ['events per hour', 250_000, 'fits'],
            ['events in the worst hour', 250_000, 'fits'],
            ['deliveries per day', 25_000, 'fits'],
            ['data storage', 11_240, 'breaks']
        ]);
    });
});

describe('rates of a running bridge', () => {
    const metrics = (assets: number, raised: number) => `
# HELP iot_bridge_records_accepted_total Records the org took over.
iot_bridge_messages_total{source="mqtt"} 100
iot_bridge_records_accepted_total{kind="asset"} ${assets}
iot_bridge_records_accepted_total{kind="signal"} 40
iot_bridge_alarm_events_total{transition="Raised"} ${raised}
iot_bridge_alarm_events_total{transition="Cleared"} 1
iot_bridge_devices 12
`;

    it('are differences of counters by time', () => {
        const fleet = fleetBetween(parseMetrics(metrics(10, 1), 0), parseMetrics(metrics(70, 2), 30_000), 4);
        expect(fleet).toMatchObject({
            devices: 12,
            rowsPerSecond: { assets: 2, signals: 0 },
            transitionsPerSecond: 1 / 30,
            episodesPerDay: 2880
        });
    });

    it('are not negative after a restart in between', () => {
        const { rowsPerSecond } = fleetBetween(parseMetrics(metrics(70, 2), 0), parseMetrics(metrics(10, 1), 1000), 4);
        expect(rowsPerSecond.assets).toBe(0);
    });
});
