import { arrivalsText, commonCauseText } from 'c/alarmTexts';
import { overviewAlarm } from 'jest/overviewAlarms';

const GERMAN = '{0} von {1} Maschinen des Modells {2} haben diesen Alarm innerhalb von {3} Minuten ausgelöst';

jest.mock('@salesforce/label/c.AlarmList_Common_Cause_Firmware', () => ({ default: '{0}/{1} with {2}' }), {
    virtual: true
});
jest.mock('@salesforce/label/c.AlarmList_Common_Cause_Model', () => ({ default: GERMAN }), { virtual: true });
jest.mock('@salesforce/label/c.AlarmList_Common_Cause_Plant', () => ({ default: '{0} of {1} here' }), {
    virtual: true
});

describe('the hint at a common cause', () => {
    it.each([
        [
            'Model EM-75: 8/10 in 10 min',
            '8 von 10 Maschinen des Modells EM-75 haben diesen Alarm innerhalb von 10 Minuten ausgelöst'
        ],
        ['Firmware 2.4: 1 (beta): 3/5 in 10 min', '3/5 with 2.4: 1 (beta)'],
        ['Plant: 40/90 in 10 min', '40 of 90 here'],
        ['8 of 10 machines of model EM-75', '8 of 10 machines of model EM-75'],
        ['Colour red: 3/5 in 10 min', 'Colour red: 3/5 in 10 min'],
        [null, '']
    ])('reads %j as a sentence in the language of the user', (hint, text) => {
        expect(commonCauseText(hint)).toBe(text);
    });
});

describe('what screen readers are told of new alarms', () => {
    const before = [overviewAlarm('old')];

    it('is nothing when none came or those that came are over', () => {
        expect(arrivalsText(before, before)).toBeUndefined();
        expect(arrivalsText(before, [overviewAlarm('over', { state: 'Normal' })])).toBeUndefined();
    });

    it('is one sentence, however many came', () => {
        expect(arrivalsText(before, [overviewAlarm('new')])).toBe('c.AlarmList_New_One');
        expect(arrivalsText(before, [overviewAlarm('new'), overviewAlarm('next')])).toBe('c.AlarmList_New_Many');
    });
});
