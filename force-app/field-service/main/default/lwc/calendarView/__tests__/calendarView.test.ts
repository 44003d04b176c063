import type { Entry } from 'c/calendarModel';
import { dayNumber, dayText, periodText, startText, toEntryView, weekdayText } from 'c/calendarView';
import { entryOf } from '../../calendarModel/__tests__/data/calendarEntries';

describe('c/calendarView', () => {
    it('names days without shifting them by a time zone', () => {
        expect(dayText('2026-11-01')).toBe('Sunday, November 1, 2026');
        expect(dayNumber('2026-11-01')).toBe('1');
        expect([weekdayText('2026-11-01', 'short'), weekdayText('2026-11-01', 'long')]).toEqual(['Sun', 'Sunday']);
    });

    it('names periods', () => {
        const range = { from: '2026-11-01', to: '2026-12-05' };
        expect(periodText('month', '2026-11-20', range)).toBe('November 2026');
        expect(periodText('week', '2026-11-20', range)).toBe('c.Calendar_Period');
    });

    it('says clock times in the time zone of the user', () => {
        expect(startText(Date.parse('2026-11-24T08:00:00Z'))).toMatch(/^Nov 24, 2026, 12:00\sAM$/);
    });

    it('shows a work order with its flags, link and permission', () => {
        const view = toEntryView(entryOf('Forgotten check'), true);
        expect(view).toMatchObject({
            title: 'Forgotten check',
            kindLabel: 'c.Calendar_Kind_WorkOrder',
            css: 'entry entry_workOrder entry_overdue',
            url: '/lightning/r/WorkOrder/0WO000000000014AAA/view',
            canMove: true
        });
        expect(view.flags.map((flag) => flag.label)).toEqual(['c.Calendar_Flag_Overdue', 'c.Calendar_Flag_Alarm']);
        expect(view.summary).toContain(
            'c.Calendar_Period, c.Calendar_Kind_WorkOrder, 00000014, Press 1, New, Medium, c.Calendar_Flag_Overdue, c.Calendar_Flag_Alarm'
        );
        expect(toEntryView(entryOf('Forgotten check'), false).canMove).toBe(false);
    });

    it('shows finished work without an alarm flag', () => {
        const view = toEntryView(entryOf('Order 12'), true);
        expect(view.css).toBe('entry entry_workOrder entry_done');
        expect(view.flags.map((flag) => flag.label)).toEqual(['c.Calendar_Flag_Done']);
        expect(view.canMove).toBe(false);
    });

    it('shows plan dates as whole days, with the date where no heading says it', () => {
        const entry = entryOf('Hydraulic inspection');
        expect(toEntryView(entry, true, '2026-11-25').timeText).toBe('c.Calendar_AllDay');
        expect(toEntryView(entry, true).timeText).toBe('Nov 25, 2026');
        expect(toEntryView(entry, true).url).toBe('/lightning/r/MaintenancePlan/1MP000000000020AAA/view');
    });

    it('names the technicians, and the days between which an expected day lies', () => {
        const appointment = { ...entryOf('Order 12'), owner: 'Jana Brandt', technicians: ['Tom Vogel', 'Jana Brandt'] };
        expect(toEntryView(appointment, true).details.slice(-2)).toEqual(['Jana Brandt', 'Tom Vogel']);
        const expected: Entry = {
            ...entryOf('Hydraulic inspection'),
            kind: 'predicted',
            recordId: '02i000000000011AAA',
            between: { from: '2026-11-20', to: '2026-12-02' }
        };
        const view = toEntryView(expected, true);
        expect(view.details).toContain('c.Calendar_Predicted_Between');
        expect(view.url).toBe('/lightning/r/Asset/02i000000000011AAA/view');
        expect(view.canMove).toBe(false);
    });

    it('leaves the date out on its own day, and a missing end', () => {
        const entry = { ...entryOf('Replace seal'), end: undefined };
        expect(toEntryView(entry, true, entry.firstDay).timeText).toMatch(/^12:00\sAM$/);
        expect(toEntryView(entry, true, '2026-11-20').timeText).toMatch(/^11\/24\/26, 12:00\sAM$/);
        expect(toEntryView({ ...entry, start: undefined, end: entry.start }, true, entry.firstDay).timeText).toMatch(
            /^12:00\sAM$/
        );
    });
});
