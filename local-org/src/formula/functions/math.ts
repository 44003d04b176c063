import type { Decimal as DecimalType } from 'decimal.js';
import { Decimal, halfUp, roundTo, towardsZero } from '../decimal.ts';
import { strict } from '../definition.ts';
import type { FunctionDefinition } from '../definition.ts';
import { FormulaEvaluationError } from '../errors.ts';
import type { FormulaValue } from '../value.ts';

function number(value: FormulaValue | undefined): Decimal {
    if (!Decimal.isDecimal(value)) throw new FormulaEvaluationError('A number is expected.');
    return value;
}

/** A function of doubles, as Salesforce calculates roots, logarithms and angles. */
function double(usage: string, apply: (value: number) => number): FunctionDefinition {
    return strict('Math', usage, 'number', 'number', ([value]) => {
        const result = apply(number(value).toNumber());
        if (!Number.isFinite(result)) throw new FormulaEvaluationError(`${usage}: the number is out of range.`);
        return new Decimal(result);
    });
}

function rounding(usage: string, apply: (value: Decimal) => Decimal): FunctionDefinition {
    return strict('Math', usage, 'number', 'number', ([value]) => apply(number(value)));
}

function digits(usage: string, mode: DecimalType.Rounding): FunctionDefinition {
    return strict('Math', usage, 'number,number', 'number', ([value, places]) =>
        roundTo(number(value), Math.trunc(number(places).toNumber()), mode)
    );
}

function extreme(usage: string, wins: (one: Decimal, other: Decimal) => boolean): FunctionDefinition {
    return strict('Math', usage, 'number,number*', 'number', (values) =>
        values.map(number).reduce((best, value) => (wins(value, best) ? value : best))
    );
}

/** Drops the last digits, where a division that does not come out even leaves its error. */
function tidy(value: Decimal): Decimal {
    return value.toSignificantDigits(33);
}

function remainder(value: Decimal, divisor: Decimal): Decimal {
    if (divisor.isZero()) throw new FormulaEvaluationError('MOD: division by zero.');
    return value.mod(divisor);
}

/** Functions of numbers. CEILING and FLOOR round away from and towards zero for negative numbers, as Salesforce documents. */
export const mathFunctions: readonly FunctionDefinition[] = [
    rounding('ABS(number)', (value) => value.abs()),
    rounding('CEILING(number)', (value) => tidy(value).toDecimalPlaces(0, Decimal.ROUND_UP)),
    rounding('FLOOR(number)', (value) => tidy(value).toDecimalPlaces(0, Decimal.ROUND_DOWN)),
    rounding('MCEILING(number)', (value) => tidy(value).ceil()),
    rounding('MFLOOR(number)', (value) => tidy(value).floor()),
    digits('ROUND(number, num_digits)', halfUp),
    strict('Math', 'TRUNC(number, num_digits)', 'number,number?', 'number', ([value, places]) =>
        roundTo(number(value), places === undefined ? 0 : Math.trunc(number(places).toNumber()), towardsZero)
    ),
    strict('Math', 'MOD(number, divisor)', 'number,number', 'number', ([value, divisor]) =>
        remainder(number(value), number(divisor))
    ),
    extreme('MAX(number, number, ...)', (one, other) => one.gt(other)),
    extreme('MIN(number, number, ...)', (one, other) => one.lt(other)),
    double('EXP(number)', Math.exp),
    double('LN(number)', Math.log),
    double('LOG(number)', Math.log10),
    double('SQRT(number)', Math.sqrt),
    double('SIN(number)', Math.sin),
    double('COS(number)', Math.cos),
    double('TAN(number)', Math.tan),
    double('ASIN(number)', Math.asin),
    double('ACOS(number)', Math.acos),
    double('ATAN(number)', Math.atan),
    strict(
        'Math',
        'ATAN2(y, x)',
        'number,number',
        'number',
        ([y, x]) => new Decimal(Math.atan2(number(y).toNumber(), number(x).toNumber()))
    ),
    strict('Math', 'PI()', '', 'number', () => new Decimal('3.14159265358979323846264338327950288420'))
];
