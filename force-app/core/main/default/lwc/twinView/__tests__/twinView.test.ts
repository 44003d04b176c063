import { opensHere, stateLabel, toAlarmView, toComponentView, toSignalView } from 'c/twinView';
import { readTwin, type Signal } from 'c/twinModel';
import { NOW, twinAnswer } from '../../twinModel/__tests__/data/twinAnswer';

const context = { now: NOW, staleAfter: 120_000, liveness: 'live' } as const;

describe('c/twinView', () => {
    const twin = readTwin(twinAnswer());
    const view = (index: number, changes: Partial<Signal> = {}): ReturnType<typeof toSignalView> =>
        toSignalView({ ...(twin as NonNullable<typeof twin>).signals[index], ...changes }, twin?.alarms ?? [], context);

    it('says value, state, age and limits of a signal', () => {
        expect(view(0)).toMatchObject({
            label: 'Oil temperature',
            valueText: '78.4 °C',
            state: 'alarm',
            age: '5 seconds ago'
        });
        expect(view(0).limitTexts).toEqual(['c.TwinLimit_HighHigh', 'c.TwinLimit_High']);
        expect(view(0).alarms.map((alarm) => alarm.caseNumber)).toEqual(['00001042', undefined]);
    });

    it('marks what a reader must know before trusting a value', () => {
        expect(view(0).marks).toEqual([]);
        expect(view(2).marks.map((mark) => mark.label)).toEqual(['c.TwinMark_Uncertain', 'c.TwinMark_Simulated']);
        expect(view(3).marks.map((mark) => mark.label)).toEqual(['c.TwinMark_Bad', 'c.TwinMark_Stale']);
        expect(view(0, { source: 'Substituted' }).marks.map((mark) => mark.label)).toEqual(['c.TwinMark_Substituted']);
        expect(view(0, { source: 'Derived' }).marks.map((mark) => mark.label)).toEqual(['c.TwinMark_Derived']);
    });

    it('shows texts, missing values and missing times', () => {
        expect(view(4).valueText).toBe('Running');
        expect(view(4, { text: undefined, time: undefined })).toMatchObject({
            valueText: 'c.TwinSignal_Value_None',
            age: 'c.TwinSignal_Never',
            stale: true,
            state: 'unknown'
        });
    });

    it('shows an alarm without a raised time, and components', () => {
        const alarm = (twin?.alarms ?? [])[0];
        expect(toAlarmView({ ...alarm, raisedAt: undefined }, NOW).age).toBe('');
        expect(toComponentView((twin?.components ?? [])[0])).toEqual({
            id: '02i000000000002AAA',
            name: 'Motor 1',
            productCode: 'EM-75',
            state: 'warning'
        });
        expect(stateLabel('alarm')).toBe('c.TwinState_Alarm');
    });

    it('leaves new tabs and windows to the browser', () => {
        expect(opensHere(new MouseEvent('click'))).toBe(true);
        for (const change of [{ button: 1 }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }]) {
            expect(opensHere(new MouseEvent('click', change))).toBe(false);
        }
    });
});
