import { compare, equal, negate } from './compare.ts';
import { isDecimal, toText } from './convert.ts';
import { Decimal } from './decimal.ts';
import type { Compiled } from './definition.ts';
import { FormulaEvaluationError, FormulaSyntaxError } from './errors.ts';
import { commonType } from './types.ts';
import type { BinaryOperator } from './syntax.ts';
import { millisecondsPerDay } from './temporal.ts';
import type { FormulaType, FormulaValue } from './value.ts';

const secondsPerDay = 86_400;

type Apply = (left: NonNullable<FormulaValue>, right: NonNullable<FormulaValue>) => FormulaValue;

/** A checked `-x`, `+x` or `!x`. */
export function compileSign(operator: '-' | '+' | '!', operand: Compiled, position: number): Compiled {
    if (operator === '!') {
        demand(operand, 'boolean', operator, position);
        return { type: 'boolean', run: (context) => negate(operand.run(context)) };
    }
    demand(operand, 'number', operator, position);
    if (operator === '+') return { type: 'number', run: (context) => operand.run(context) };
    return {
        type: 'number',
        run(context) {
            const value = operand.run(context);
            return isDecimal(value) ? value.neg() : null;
        }
    };
}

/** A checked operation on two values. */
export function compileOperator(operator: BinaryOperator, left: Compiled, right: Compiled, position: number): Compiled {
    switch (operator) {
        case '&&':
        case '||':
            return logical(operator, left, right, position);
        case '=':
        case '<>':
            return equality(operator === '=', left, right, position);
        case '<':
        case '>':
        case '<=':
        case '>=':
            return comparison(operator, left, right, position);
        case '&':
            return concatenation(left, right, position);
        default:
            return arithmetic(operator, left, right, position);
    }
}

function demand(part: Compiled, type: FormulaType, operator: string, position: number): void {
    if (part.type === type || part.type === 'null') return;
    throw new FormulaSyntaxError(
        `Incorrect parameter type for operator '${operator}'. Expected ${type}, received ${part.type}.`,
        position
    );
}

function logical(operator: '&&' | '||', left: Compiled, right: Compiled, position: number): Compiled {
    demand(left, 'boolean', operator, position);
    demand(right, 'boolean', operator, position);
    const decisive = operator === '||';
    return {
        type: 'boolean',
        run: (context) => ((left.run(context) === true) === decisive ? decisive : right.run(context) === true)
    };
}

function equality(wanted: boolean, left: Compiled, right: Compiled, position: number): Compiled {
    demandComparable(wanted ? '=' : '<>', left, right, position);
    return { type: 'boolean', run: (context) => equal(left.run(context), right.run(context)) === wanted };
}

function comparison(operator: '<' | '>' | '<=' | '>=', left: Compiled, right: Compiled, position: number): Compiled {
    demandComparable(operator, left, right, position);
    const holds = { '<': [-1], '>': [1], '<=': [-1, 0], '>=': [1, 0] }[operator];
    return {
        type: 'boolean',
        run(context) {
            const order = compare(left.run(context), right.run(context));
            return order !== undefined && holds.includes(Math.sign(order));
        }
    };
}

function demandComparable(operator: string, left: Compiled, right: Compiled, position: number): void {
    for (const part of [left, right]) {
        if (part.type === 'picklist' || part.type === 'multipicklist') {
            const message = `Field ${part.path ?? ''} is a picklist field. Picklist fields are only supported in certain functions.`;
            throw new FormulaSyntaxError(message, position);
        }
    }
    const types = [left.type, right.type];
    const dates = types.includes('date') && types.includes('datetime');
    if (commonType(types) && !types.includes('location') && !dates) return;
    throw new FormulaSyntaxError(
        `Incorrect parameter type for operator '${operator}'. Expected ${left.type}, received ${right.type}.`,
        position
    );
}

function concatenation(left: Compiled, right: Compiled, position: number): Compiled {
    demand(left, 'text', '&', position);
    demand(right, 'text', '&', position);
    return { type: 'text', run: (context) => toText(left.run(context)) + toText(right.run(context)) };
}

function arithmetic(
    operator: '+' | '-' | '*' | '/' | '^',
    left: Compiled,
    right: Compiled,
    position: number
): Compiled {
    if (operator === '+' && (left.type === 'text' || right.type === 'text'))
        return concatenation(left, right, position);
    const rule = ruleFor(operator, left.type, right.type);
    if (!rule) {
        const message = `Incorrect parameter type for operator '${operator}'. It does not take ${left.type} and ${right.type}.`;
        throw new FormulaSyntaxError(message, position);
    }
    const [type, apply] = rule;
    return {
        type,
        run(context) {
            const [one, other] = [left.run(context), right.run(context)];
            return one === null || other === null ? null : apply(one, other);
        }
    };
}

function ruleFor(operator: string, left: FormulaType, right: FormulaType): readonly [FormulaType, Apply] | undefined {
    const one = left === 'null' ? 'number' : left;
    const other = right === 'null' ? 'number' : right;
    return rules[`${one} ${operator} ${other}`];
}

const rules: Readonly<Record<string, readonly [FormulaType, Apply]>> = {
    'number + number': ['number', (one, other) => decimal(one).plus(decimal(other))],
    'number - number': ['number', (one, other) => decimal(one).minus(decimal(other))],
    'number * number': ['number', (one, other) => decimal(one).times(decimal(other))],
    'number / number': ['number', divide],
    'number ^ number': ['number', power],
    'date + number': ['date', (date, days) => shift(date, days, 1)],
    'number + date': ['date', (days, date) => shift(date, days, 1)],
    'date - number': ['date', (date, days) => shift(date, days, -1)],
    'datetime + number': ['datetime', (moment, days) => shift(moment, days, 1)],
    'number + datetime': ['datetime', (days, moment) => shift(moment, days, 1)],
    'datetime - number': ['datetime', (moment, days) => shift(moment, days, -1)],
    'time + number': ['time', (time, milliseconds) => shift(time, milliseconds, 1)],
    'number + time': ['time', (milliseconds, time) => shift(time, milliseconds, 1)],
    'time - number': ['time', (time, milliseconds) => shift(time, milliseconds, -1)],
    'date - date': ['number', difference],
    'datetime - datetime': ['number', difference],
    'time - time': ['number', difference]
};

function decimal(value: FormulaValue): Decimal {
    if (!isDecimal(value)) throw new FormulaEvaluationError('A number is expected.');
    return value;
}

function divide(one: FormulaValue, other: FormulaValue): Decimal {
    if (decimal(other).isZero()) throw new FormulaEvaluationError('Division by zero.');
    return decimal(one).div(decimal(other));
}

/** Exponents are whole numbers, and results beyond 10^64 are refused, as on the platform. */
function power(one: FormulaValue, other: FormulaValue): Decimal {
    const [base, exponent] = [decimal(one), decimal(other)];
    const digits = base.isZero() ? 0 : base.abs().log(10).times(exponent).toNumber();
    if (!exponent.isInteger() || digits > 64 || (base.isZero() && exponent.isNegative() && !exponent.isZero())) {
        throw new FormulaEvaluationError('Out of range argument to the power operator.');
    }
    const result = base.pow(exponent).toSignificantDigits(18);
    return result.abs().lt('1e-39') ? new Decimal(0) : result;
}

/** Days are added to dates and moments (to the second), milliseconds to times. */
export function shift(value: FormulaValue, amount: FormulaValue, sign: 1 | -1): FormulaValue {
    if (typeof value !== 'object' || value === null || isDecimal(value))
        throw new FormulaEvaluationError('A date is expected.');
    const by = decimal(amount).times(sign);
    switch (value.kind) {
        case 'date':
            return { kind: 'date', day: value.day + by.trunc().toNumber() };
        case 'datetime':
            return {
                kind: 'datetime',
                milliseconds: value.milliseconds + by.times(secondsPerDay).toDecimalPlaces(0).toNumber() * 1000
            };
        case 'time':
            return { kind: 'time', milliseconds: laterTime(value.milliseconds + by.trunc().toNumber()) };
        case 'location':
            throw new FormulaEvaluationError('A date is expected.');
    }
}

/** Times run over midnight forwards, but not backwards. */
function laterTime(milliseconds: number): number {
    if (milliseconds < 0) throw new FormulaEvaluationError('There is no time before midnight.');
    return milliseconds % millisecondsPerDay;
}

function timeWithin(milliseconds: number): number {
    const wrapped = milliseconds % millisecondsPerDay;
    return wrapped < 0 ? wrapped + millisecondsPerDay : wrapped;
}

function difference(one: FormulaValue, other: FormulaValue): FormulaValue {
    const [left, right] = [magnitude(one), magnitude(other)];
    if (typeof one === 'object' && one !== null && 'kind' in one && one.kind === 'time') {
        return new Decimal(timeWithin(left - right));
    }
    return new Decimal(left).minus(right).div(millisecondsPerDay);
}

function magnitude(value: FormulaValue): number {
    if (typeof value !== 'object' || value === null || isDecimal(value) || value.kind === 'location') return 0;
    return value.kind === 'date' ? value.day * millisecondsPerDay : value.milliseconds;
}
