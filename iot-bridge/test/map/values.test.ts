import { judgeTime, parseTime, qualityOf, typeValue } from '../../src/map/index.ts';

describe('typed values', () => {
    it.each([
        [12.5, 12.5],
        ['12.5', 12.5],
        [' 12,5 ', 12.5],
        ['-1e3', -1000],
        [7n, 7]
    ])('reads %p as a number', (raw, value) => {
        expect(typeValue(raw, 'Number')).toEqual({ value });
    });

    it.each([
        [Number.NaN, 'not-a-number'],
        ['NaN', 'not-a-number'],
        ['', 'not-a-number'],
        ['1,234.5', 'not-a-number'],
        ['0x10', 'not-a-number'],
        [true, 'wrong-type'],
        [null, 'wrong-type'],
        [[1], 'wrong-type']
    ])('refuses %p as a number', (raw, reason) => {
        expect(typeValue(raw, 'Number')).toMatchObject({ reason });
    });

    it('reads texts and truth values', () => {
        expect(typeValue(' Running ', 'Text')).toEqual({ value: 'Running' });
        expect(typeValue(4, 'Text')).toEqual({ value: '4' });
        expect(typeValue('true', 'Boolean')).toEqual({ value: true });
        expect(typeValue(0, 'Boolean')).toEqual({ value: false });
        expect(typeValue('maybe', 'Boolean')).toMatchObject({ reason: 'wrong-type' });
        expect(typeValue({}, 'Text')).toMatchObject({ reason: 'wrong-type' });
    });

    it.each([
        [undefined, 'Good'],
        [192, 'Good'],
        [216, 'Good'],
        [64, 'Uncertain'],
        [500, 'Uncertain'],
        [0, 'Bad'],
        [0x40000000, 'Uncertain'],
        [0x80340000, 'Bad'],
        ['GOOD', 'Good'],
        ['bad_sensor', 'Bad'],
        ['whatever', 'Uncertain'],
        [false, 'Bad']
    ])('reads the quality %p as %s', (raw, quality) => {
        expect(qualityOf(raw)).toBe(quality);
    });
});

describe('source time', () => {
    const noon = Date.parse('2026-11-20T12:00:00Z');
    const policy = { maximumAgeHours: 72, maximumAheadSeconds: 300 };

    it.each([
        ['2026-11-20T12:00:00Z', 'ms'],
        ['2026-11-20 12:00:00', 'ms'],
        ['2026-11-20T13:00:00+01:00', 'ms'],
        ['2026-11-20T12:00:00.000000000Z', 'ms'],
        [noon, 'ms'],
        [noon / 1000, 's'],
        [String(noon), 'ms'],
        [BigInt(noon) * 1_000_000n, 'ns']
    ] as const)('reads %p in %s', (raw, unit) => {
        expect(parseTime(raw, unit)).toBeCloseTo(noon, 0);
    });

    it.each(['yesterday', '20/11/2026', '', true, {}, Number.NaN])('cannot read %p', (raw) => {
        expect(parseTime(raw, 'ms')).toBeUndefined();
    });

    it('believes what is near the time of reception', () => {
        expect(judgeTime(noon - 1000, noon, policy)).toEqual({ at: noon - 1000 });
        expect(judgeTime(0, noon, policy)).toMatchObject({
            reason: 'time-too-old',
            detail: '1970-01-01T00:00:00.000Z'
        });
        expect(judgeTime(noon + 365 * 86_400_000, noon, policy)).toMatchObject({ reason: 'time-too-new' });
        expect(judgeTime(9e18, noon, policy)).toMatchObject({ reason: 'time-too-new', detail: '9000000000000000000' });
        expect(judgeTime(undefined, noon, policy)).toMatchObject({ reason: 'time-invalid' });
    });
});
