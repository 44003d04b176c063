import {
    alarmsOf,
    componentState,
    isStale,
    limitBand,
    limitState,
    liveness,
    machineState,
    signalState,
    worse,
    type MachineStatus,
    type OpenAlarm,
    type Signal
} from '../twinModel';

const NOW = Date.parse('2026-11-20T10:00:00Z');
const MINUTE = 60_000;

const machine: MachineStatus = {
    id: '02i000000000001AAA',
    name: 'Press 1',
    productCode: 'HP-400',
    productName: 'Hydraulic press',
    twinModel: '',
    deviceId: 'nw-press-01',
    connectivity: 'Online',
    connectivityLabel: 'Online',
    operatingState: 'Running',
    operatingStateLabel: 'Running',
    lastTelemetry: NOW - 5000,
    activeAlarms: 0,
    priority: ''
};

const signal: Signal = {
    id: 'a01000000000001AAA',
    name: 'Oil_Temperature',
    label: 'Oil temperature',
    value: 48.2,
    unit: 'Cel',
    quality: 'Good',
    source: 'Measured',
    sourceLabel: 'Measured',
    time: NOW - 5000,
    limits: { high: 65, highHigh: 75 },
    trend: []
};

const alarm = (priority: string, of = 'Oil_Temperature'): OpenAlarm => ({
    id: 'a02000000000001AAA',
    number: 'ALM-000001',
    signal: of,
    message: 'Oil temperature high',
    priority,
    priorityLabel: priority,
    state: 'Unacknowledged',
    stateLabel: 'Unacknowledged'
});

describe('state of a value', () => {
    it.each([
        [64.9, 'normal'],
        [65, 'warning'],
        [74.9, 'warning'],
        [75, 'alarm']
    ])('high limits 65/75: %p is %s', (value, state) => {
        expect(limitState(value, { high: 65, highHigh: 75 })).toBe(state);
    });

    it.each([
        [121, 'normal'],
        [120, 'warning'],
        [90, 'alarm']
    ])('low limits 120/100: %p is %s', (value, state) => {
        expect(limitState(value, { low: 120, lowLow: 100 })).toBe(state);
    });

    it('is normal without limits', () => expect(limitState(1e9, {})).toBe('normal'));
});

describe('state of a signal', () => {
    it('follows its limits', () => expect(signalState({ ...signal, value: 66 }, [])).toBe('warning'));

    it('stays raised while its alarm is open, though the value is back inside', () => {
        expect(signalState(signal, [alarm('Medium')])).toBe('warning');
        expect(signalState(signal, [alarm('Critical')])).toBe('alarm');
    });

    it('does not take over another signal’s alarm', () => {
        expect(signalState(signal, [alarm('Critical', 'Vibration')])).toBe('normal');
        expect(alarmsOf(signal, [alarm('High'), alarm('High', 'Vibration')])).toHaveLength(1);
    });

    it('is unknown with bad quality or no value, unless an alarm is open', () => {
        expect(signalState({ ...signal, quality: 'Bad', value: 90 }, [])).toBe('unknown');
        expect(signalState({ ...signal, value: undefined }, [])).toBe('unknown');
        expect(signalState({ ...signal, quality: 'Bad' }, [alarm('Critical')])).toBe('alarm');
    });

    it('is normal for a text value', () => {
        expect(signalState({ ...signal, value: undefined, text: 'Running' }, [])).toBe('normal');
    });
});

describe('state of a component and of the machine', () => {
    it.each([
        [{ priority: 'Critical', activeAlarms: 1 }, 'alarm'],
        [{ operatingState: 'Fault' }, 'alarm'],
        [{ activeAlarms: 2, priority: 'Low' }, 'warning'],
        [{ deviceId: '', connectivity: 'Unknown' }, 'normal'],
        [{ connectivity: 'Offline' }, 'unknown'],
        [{}, 'normal']
    ])('component with %j is %s', (change, state) => {
        expect(componentState({ ...machine, ...change })).toBe(state);
    });

    it('takes the worst of signals, alarms and itself', () => {
        const twin = { machine, signals: [signal], alarms: [], components: [] };
        expect(machineState(twin)).toBe('normal');
        expect(machineState({ ...twin, signals: [signal, { ...signal, value: 80 }] })).toBe('alarm');
        expect(machineState({ ...twin, alarms: [alarm('High', '*')] })).toBe('warning');
    });

    it('ranks unknown between normal and warning', () => {
        expect(worse('normal', 'unknown')).toBe('unknown');
        expect(worse('warning', 'unknown')).toBe('warning');
    });
});

describe('freshness', () => {
    const of = (change: Partial<MachineStatus>): string => liveness({ ...machine, ...change }, NOW, 2 * MINUTE);

    it('knows live, never, offline, stale and a silent bridge', () => {
        expect(of({})).toBe('live');
        expect(of({ lastTelemetry: undefined })).toBe('never');
        expect(of({ connectivity: 'Offline' })).toBe('offline');
        expect(of({ connectivity: 'Stale' })).toBe('stale');
        expect(of({ lastTelemetry: NOW - 3 * MINUTE })).toBe('silent');
    });

    it('gives a steady value of a live machine more time than one of a silent machine', () => {
        const old = { ...signal, time: NOW - 4 * MINUTE };
        expect(isStale(old, 'live', NOW, 2 * MINUTE)).toBe(false);
        expect(isStale(old, 'silent', NOW, 2 * MINUTE)).toBe(true);
        expect(isStale({ ...signal, time: NOW - 11 * MINUTE }, 'live', NOW, 2 * MINUTE)).toBe(true);
        expect(isStale({ ...signal, time: undefined }, 'live', NOW, 2 * MINUTE)).toBe(true);
    });
});

describe('limit band', () => {
    it('shows high limits from zero, with room above', () => {
        const band = limitBand(50, { high: 65, highHigh: 75 });
        expect(band?.zones.map((zone) => zone.state)).toEqual(['normal', 'warning', 'alarm']);
        expect(band?.zones[0].from).toBe(0);
        expect(band?.zones[2].to).toBeCloseTo(100);
        expect(band?.position).toBeCloseTo((50 / 77.5) * 100);
    });

    it('shows low limits', () => {
        const band = limitBand(72, { low: 40, lowLow: 30 });
        expect(band?.zones.map((zone) => zone.state)).toEqual(['alarm', 'warning', 'normal']);
    });

    it('shows both sides in order', () => {
        const band = limitBand(5, { lowLow: 1, low: 2, high: 8, highHigh: 9 });
        expect(band?.zones.map((zone) => zone.state)).toEqual(['alarm', 'warning', 'normal', 'warning', 'alarm']);
        expect(band?.position).toBeCloseTo(50);
    });

    it('works with only the outer limit, and with one low limit', () => {
        expect(limitBand(50, { highHigh: 75 })?.zones.map((zone) => zone.state)).toEqual(['normal', 'alarm']);
        expect(limitBand(50, { low: 40 })?.zones.map((zone) => zone.state)).toEqual(['warning', 'normal']);
        expect(limitBand(0.5, { high: 0 })?.zones.map((zone) => zone.state)).toEqual(['warning']);
    });

    it('keeps a value far outside on the band', () => {
        expect(limitBand(1000, { high: 65, highHigh: 75 })?.position).toBe(100);
        expect(limitBand(-50, { high: 65 })?.position).toBe(0);
    });

    it('is absent without a value or limits', () => {
        expect(limitBand(undefined, { high: 1 })).toBeUndefined();
        expect(limitBand(1, {})).toBeUndefined();
    });
});
