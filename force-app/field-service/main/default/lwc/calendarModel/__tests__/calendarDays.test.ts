import {
    addDays,
    addMonths,
    dayOf,
    daysBetween,
    instantOf,
    isDay,
    moveByDays,
    startOfDay,
    startOfMonth,
    startOfWeek,
    wallTime,
    weekday
} from '../calendarModel';

const BERLIN = 'Europe/Berlin';
const at = (iso: string): number => Date.parse(iso);

describe('days', () => {
    it('tells real days from others', () => {
        expect(['2026-02-28', '2028-02-29'].every(isDay)).toBe(true);
        expect(['2026-02-29', '2026-13-01', '2026-1-1', 'today', ''].some(isDay)).toBe(false);
    });

    it('adds days over months, years and leap days', () => {
        expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
        expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
        expect(daysBetween('2026-11-20', '2027-11-20')).toBe(365);
        expect(daysBetween('2026-11-20', '2026-11-19')).toBe(-1);
    });

    it('adds months and stays inside a shorter one', () => {
        expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
        expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
        expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
        expect(addMonths('2026-01-15', -13)).toBe('2024-12-15');
    });

    it('knows weeks from any first day', () => {
        expect(weekday('2026-11-22')).toBe(1);
        expect(startOfWeek('2026-11-20', 2)).toBe('2026-11-16');
        expect(startOfWeek('2026-11-20', 1)).toBe('2026-11-15');
        expect(startOfWeek('2026-11-22', 2)).toBe('2026-11-16');
        expect(startOfWeek('2026-11-21', 7)).toBe('2026-11-21');
        expect(startOfMonth('2026-11-20')).toBe('2026-11-01');
    });
});

describe('time zones', () => {
    it('knows the day and clock of an instant', () => {
        expect(wallTime(at('2026-11-20T23:30:00Z'), BERLIN)).toEqual({ day: '2026-11-21', minutes: 30 });
        expect(dayOf(at('2026-11-20T23:30:00Z'), 'America/Los_Angeles')).toBe('2026-11-20');
        expect(wallTime(at('2026-11-20T18:15:00Z'), 'Asia/Kathmandu')).toEqual({ day: '2026-11-21', minutes: 0 });
    });

    it('finds the instant of a clock time in winter and summer', () => {
        expect(instantOf('2026-01-15', 480, BERLIN)).toBe(at('2026-01-15T07:00:00Z'));
        expect(instantOf('2026-07-15', 480, BERLIN)).toBe(at('2026-07-15T06:00:00Z'));
        expect(instantOf('2026-07-15', 480, 'UTC')).toBe(at('2026-07-15T08:00:00Z'));
    });

    it('counts past the hour that spring skips', () => {
        expect(instantOf('2026-03-29', 150, BERLIN)).toBe(at('2026-03-29T01:30:00Z'));
        expect(wallTime(instantOf('2026-03-29', 150, BERLIN), BERLIN)).toEqual({ day: '2026-03-29', minutes: 210 });
    });

    it('means the first of the two hours of autumn', () => {
        expect(instantOf('2026-10-25', 150, BERLIN)).toBe(at('2026-10-25T00:30:00Z'));
        expect(instantOf('2026-11-01', 90, 'America/New_York')).toBe(at('2026-11-01T05:30:00Z'));
    });

    it('knows days of 23 and 25 hours', () => {
        const hours = (day: string, zone: string): number =>
            (startOfDay(addDays(day, 1), zone) - startOfDay(day, zone)) / 3_600_000;
        expect(hours('2026-03-29', BERLIN)).toBe(23);
        expect(hours('2026-10-25', BERLIN)).toBe(25);
        expect(hours('2026-11-20', BERLIN)).toBe(24);
        expect(hours('2026-10-04', 'Australia/Lord_Howe')).toBe(23.5);
    });

    it('starts a day that has no midnight at its first hour', () => {
        // Santiago goes from 24:00 on 5 September 2026 straight to 01:00 on the 6th.
        expect(wallTime(startOfDay('2026-09-06', 'America/Santiago'), 'America/Santiago')).toEqual({
            day: '2026-09-06',
            minutes: 60
        });
    });

    it('keeps the clock time when an appointment moves over a change', () => {
        expect(moveByDays(at('2026-03-28T08:00:00Z'), 1, BERLIN)).toBe(at('2026-03-29T07:00:00Z'));
        expect(moveByDays(at('2026-10-26T08:00:30.500Z'), -2, BERLIN)).toBe(at('2026-10-24T07:00:30.500Z'));
        expect(moveByDays(at('2026-11-20T08:00:00Z'), 7, 'UTC')).toBe(at('2026-11-27T08:00:00Z'));
    });

    it('returns every quarter hour of a year to itself, but for the hour shown twice', () => {
        let wrong = 0;
        for (let instant = at('2026-01-01T00:00:00Z'); instant < at('2027-01-01T00:00:00Z'); instant += 7 * 900_000) {
            const wall = wallTime(instant, BERLIN);
            if (instantOf(wall.day, wall.minutes, BERLIN) !== instant) wrong += 1;
        }
        expect(wrong).toBeLessThanOrEqual(1);
    });
});
