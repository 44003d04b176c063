import { toICalendar, type CalendarHeader, type Day, type Entry } from 'c/calendarModel';

const ICALENDAR = 'text/calendar;charset=utf-8';

/** Lets the browser save entries as an iCalendar file, named after the first day shown. */
export function saveEntries(entries: readonly Entry[], header: CalendarHeader, from: Day): void {
    const url = URL.createObjectURL(new Blob([toICalendar(entries, header)], { type: ICALENDAR }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `maintenance-${from}.ics`;
    link.click();
    URL.revokeObjectURL(url);
}
