import { UnitConverter } from '../../src/map/index.ts';

describe('unit conversion', () => {
    const units = new UnitConverter();
    const convert = (value: number, from: string, to: string): number => {
        const { factor, offset } = units.conversion(from, to);
        return value * factor + offset;
    };

    it.each([
        [158, '[degF]', 'Cel', 70],
        [300, 'kPa', 'bar', 3],
        [7200, 's', 'h', 2],
        [1500, 'W', 'kW', 1.5],
        [3.6, 'MJ', 'kW.h', 1]
    ])('%d %s is %s', (value, from, to, expected) => {
        expect(convert(value, from, to)).toBeCloseTo(expected, 9);
    });

    it('takes a value as it is when there is nothing to convert', () => {
        expect(units.conversion(undefined, 'Cel')).toEqual({ factor: 1, offset: 0 });
        expect(units.conversion('bar', 'bar')).toEqual({ factor: 1, offset: 0 });
    });

    it('refuses another dimension and an unknown unit, each with its reason', () => {
        expect(() => units.conversion('bar', 'Cel')).toThrow(/"bar" cannot be converted to "Cel"/);
        expect(() => units.conversion('furlongs', 'm')).toThrow(/"furlongs" is not a UCUM unit/);
    });
});
