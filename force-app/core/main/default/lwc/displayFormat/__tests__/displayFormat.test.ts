import {
    fillLabel,
    formatAge,
    formatDateTime,
    formatNumber,
    formatQuantity,
    isOlderThan,
    unitSymbol
} from 'c/displayFormat';

const NOW = Date.parse('2026-11-20T10:00:00Z');

describe('formatAge', () => {
    it.each([
        ['2026-11-20T09:59:50Z', '10 seconds ago'],
        ['2026-11-20T10:00:00Z', 'now'],
        ['2026-11-20T09:57:30Z', '2 minutes ago'],
        ['2026-11-20T07:00:00Z', '3 hours ago'],
        ['2026-11-18T09:00:00Z', '2 days ago'],
        ['2026-11-20T10:05:00Z', 'in 5 minutes'],
        ['nonsense', ''],
        [null, ''],
        [undefined, '']
    ])('shows %s as "%s"', (time, expected) => {
        expect(formatAge(time, NOW)).toBe(expected);
    });
});

describe('isOlderThan', () => {
    it.each([
        ['2026-11-20T09:59:00Z', 30, true],
        ['2026-11-20T09:59:40Z', 30, false],
        [null, 30, true],
        ['nonsense', 30, true]
    ])('judges %s against %i s', (time, limit, expected) => {
        expect(isOlderThan(time, limit, NOW)).toBe(expected);
    });
});

describe('numbers and units', () => {
    it('rounds and groups by locale', () => {
        expect(formatNumber(12345.678)).toBe('12,345.68');
        expect(formatNumber(4.5, 0)).toBe('5');
        expect(formatNumber(null)).toBe('');
        expect(formatNumber(Number.NaN)).toBe('');
    });

    it('spells UCUM units as people do', () => {
        expect(['Cel', '/min', 'kW.h', 'bar', '', null, undefined].map(unitSymbol)).toEqual([
            '°C',
            '1/min',
            'kWh',
            'bar',
            '',
            '',
            ''
        ]);
    });

    it('joins number and unit, and shows nothing without a number', () => {
        expect(formatQuantity(48.25, 'Cel', 1)).toBe('48.3 °C');
        expect(formatQuantity(3, '1')).toBe('3');
        expect(formatQuantity(undefined, 'Cel')).toBe('');
    });
});

describe('texts', () => {
    it('shows moments in the time zone of the user', () => {
        expect(formatDateTime('2026-11-20T10:00:00Z')).toMatch(/^Nov 20, 2026, 2:00\sAM$/);
        expect(formatDateTime('soon')).toBe('');
        expect(formatDateTime(null)).toBe('');
    });

    it('fills the places of a label and leaves what has no value', () => {
        expect(fillLabel('{0} of {1} machines, {2}', 3, 60)).toBe('3 of 60 machines, {2}');
    });
});
