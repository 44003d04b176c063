import { markClashes, toICalendar, type Entry } from '../calendarModel';
import { entryOf } from './data/calendarEntries';

const HOUR = 3_600_000;
const EIGHT = Date.parse('2026-11-24T08:00:00Z');

function order(key: string, fromHour: number, toHour?: number, changes: Partial<Entry> = {}): Entry {
    const end = toHour === undefined ? undefined : EIGHT + toHour * HOUR;
    return { ...entryOf('Replace seal'), key, start: EIGHT + fromHour * HOUR, end, ...changes };
}

const clashing = (entries: Entry[]): string[] =>
    markClashes(entries)
        .filter(({ clash }) => clash)
        .map(({ key }) => key);

describe('clashes', () => {
    it('are work orders that take one machine at the same time', () => {
        expect(clashing([order('a', 0, 4), order('b', 3, 5), order('c', 6, 7)])).toEqual(['a', 'b']);
    });

    it('are found behind a shorter one', () => {
        expect(clashing([order('a', 0, 9), order('b', 1, 2), order('c', 5, 6)])).toEqual(['a', 'b', 'c']);
    });

    it('are not orders that follow each other, nor those of other machines', () => {
        expect(clashing([order('a', 0, 2), order('b', 2, 4), order('c', 1, 3, { assetId: 'other' })])).toEqual([]);
    });

    it('are orders without end at the same moment or inside another', () => {
        expect(clashing([order('a', 0, 2), order('b', 1), order('c', 3), order('d', 3)])).toEqual(['a', 'b', 'c', 'd']);
    });

    it('are not finished orders, nor whole days of plans', () => {
        const plan = entryOf('Hydraulic inspection');
        expect(clashing([order('a', 0, 4, { done: true }), order('b', 1, 2), plan, { ...plan, key: 'p' }])).toEqual([]);
    });
});

describe('the iCalendar file', () => {
    const STAMP = Date.parse('2026-11-20T10:00:00Z');
    const linesOf = (entries: Entry[], name = 'November'): string[] =>
        toICalendar(entries, { name, stamp: STAMP }).split('\r\n');

    it('has one event per entry, with times in UTC', () => {
        expect(linesOf([order('0WO1', 0, 4, { owner: 'Jana Brandt' })])).toEqual([
            'BEGIN:VCALENDAR',
            'VERSION:2.0',
            'PRODID:-//IoT Asset Management//Maintenance Calendar//EN',
            'CALSCALE:GREGORIAN',
            'X-WR-CALNAME:November',
            'BEGIN:VEVENT',
            'UID:0WO1@iot-asset-management',
            'DTSTAMP:20261120T100000Z',
            'DTSTART:20261124T080000Z',
            'DTEND:20261124T120000Z',
            'SUMMARY:Replace seal (Press 1)',
            'LOCATION:Press 1',
            'DESCRIPTION:00000010\\nNew\\nMedium\\nJana Brandt',
            'STATUS:CONFIRMED',
            'END:VEVENT',
            'END:VCALENDAR',
            ''
        ]);
    });

    it('leaves out the end of an order that has none', () => {
        expect(linesOf([order('a', 0)]).filter((line) => line.startsWith('DTEND'))).toEqual([]);
    });

    it('ends whole days on the day after, and calls projected ones tentative', () => {
        const lines = linesOf([{ ...entryOf('Hydraulic inspection'), kind: 'projected' }]);
        expect(lines).toEqual(
            expect.arrayContaining(['DTSTART;VALUE=DATE:20261125', 'DTEND;VALUE=DATE:20261126', 'STATUS:TENTATIVE'])
        );
    });

    it('escapes what has a meaning of its own', () => {
        const [line] = linesOf([order('a', 0, 1, { subject: 'Seal; left, C:\\x\r\nurgent' })]).filter((each) =>
            each.startsWith('SUMMARY')
        );
        expect(line).toBe('SUMMARY:Seal\\; left\\, C:\\\\x\\nurgent (Press 1)');
    });

    it('folds lines at 75 octets without cutting a character, so that unfolding gives the text back', () => {
        const subject = 'Ölpumpe prüfen – 水圧ポンプの点検 '.repeat(6).trim();
        const text = toICalendar([order('a', 0, 1, { subject })], { name: 'N', stamp: STAMP });
        const sizes = text.split('\r\n').map((line) => Buffer.byteLength(line));
        expect(Math.max(...sizes)).toBeLessThanOrEqual(75);
        expect(text).not.toContain('\uFFFD');
        expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${subject} (Press 1)\r\n`);
    });
});
