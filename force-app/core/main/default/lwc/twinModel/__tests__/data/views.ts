import { readTwin, type Twin } from 'c/twinModel';
import {
    toAlarmView,
    toComponentView,
    toSignalView,
    type AlarmView,
    type ComponentView,
    type SignalView
} from 'c/twinView';
import { NOW, twinAnswer } from './twinAnswer';

/** What the parts of the twin get for the answer of `twinAnswer()`. */
export const pressTwin = (): Twin => readTwin(twinAnswer()) as Twin;

export const pressViews = (): SignalView[] => {
    const { signals, alarms } = pressTwin();
    return signals.map((signal) => toSignalView(signal, alarms, { now: NOW, staleAfter: 120_000, liveness: 'live' }));
};

export const alarmViews = (): AlarmView[] => pressTwin().alarms.map((alarm) => toAlarmView(alarm, NOW));

export const componentViews = (): ComponentView[] => pressTwin().components.map(toComponentView);
