import fc from 'fast-check';
import { compileFormula, FormulaProblem } from '../../src/map/index.ts';
import type { SignalValue } from '../../src/pipeline/index.ts';

function evaluate(text: string, values: Record<string, SignalValue> = {}, product?: string) {
    return compileFormula(text).evaluate({ value: (signal) => values[signal], product });
}

describe('formulas', () => {
    it.each([
        ['1 + 2 * 3', 7],
        ['(1 + 2) * 3', 9],
        ['10 - 4 - 3', 3],
        ['2 ^ 3 ^ 2', 512],
        ['-2 ^ 2', -4],
        ['2 ^ -1', 0.5],
        ['1.5e2 / 3', 50],
        ['max(1, abs(-7), 3) + sqrt(16)', 11],
        ['2 * pi', 2 * Math.PI]
    ])('computes %s', (text, expected) => {
        expect(evaluate(text)).toBe(expected);
    });

    it('computes the mechanical power of a spindle', () => {
        const power = evaluate('Torque * Rotation * 2 * pi / 60', { Torque: 40, Rotation: 1500 });
        expect(power).toBeCloseTo(6283.19, 2);
    });

    it('compares numbers without rounding', () => {
        expect(evaluate('A - B < 8.6', { A: 308.7, B: 300.1 })).toBe(308.7 - 300.1 < 8.6);
        expect(evaluate('A - B < 8.6', { A: 310.1, B: 301.5 })).toBe(310.1 - 301.5 < 8.6);
    });

    it('takes the limit of the product', () => {
        const text = "Strain > product('L', 11000, 'M', 12000, 13000)";
        expect(['L', 'M', 'H'].map((code) => evaluate(text, { Strain: 11_500 }, code))).toEqual([true, false, false]);
    });

    it.each([
        ["State = 'Fault' and Flow < 40", true],
        ["State != 'Fault' or Flow < 40", true],
        ['not Flow < 40', false],
        ['Missing > 1', undefined],
        ['Missing > 1 and Flow > 40', false],
        ['Missing > 1 or Flow < 40', true],
        ['Missing > 1 or Flow > 40', undefined]
    ])('decides %s', (text, expected) => {
        expect(evaluate(text, { State: 'Fault', Flow: 30 })).toBe(expected);
    });

    it('has no result where there is no number', () => {
        expect(evaluate('1 / Flow', { Flow: 0 })).toBeUndefined();
        expect(evaluate('sqrt(Flow)', { Flow: -1 })).toBeUndefined();
    });

    it('names its signals', () => {
        expect([...compileFormula('max(A, pi) * B').signals]).toEqual(['A', 'B']);
    });

    it.each([
        ['1 +', '"the end" at position 4'],
        ['1 # 2', '"#" at position 3'],
        ['nope(1)', 'the function nope at position 1'],
        ['sqrt(1, 2)', 'does not take 2'],
        ['(1', 'where ")" should be'],
        ['1 2', '"2" at position 3'],
        ["product('A', 1, 'A', 2, 3)", 'named twice'],
        ['', '"the end" at position 1']
    ])('refuses %s', (text, reason) => {
        expect(() => compileFormula(text)).toThrow(reason);
    });

    it.each([
        ['Flow > State', 'needs a Number, not a Text'],
        ['Flow and State', 'needs a Boolean'],
        ['Other + 1', 'no signal definition is named Other']
    ])('refuses the types of %s', (text, reason) => {
        const types = { Flow: 'Number', State: 'Text' } as const;
        expect(() => compileFormula(text).type((name) => types[name as keyof typeof types])).toThrow(reason);
    });

    it('either compiles or says why, whatever the text', () => {
        const problem = (text: string): string | undefined => {
            try {
                compileFormula(text);
                return undefined;
            } catch (error) {
                return error instanceof FormulaProblem ? error.message : `unexpected: ${String(error)}`;
            }
        };
        fc.assert(fc.property(fc.string(), (text) => !problem(text)?.startsWith('unexpected')));
    });
});
