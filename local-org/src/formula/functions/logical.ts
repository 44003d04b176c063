import { toText } from '../convert.ts';
import { define } from '../definition.ts';
import type { Compiled, FormulaContext, FunctionDefinition } from '../definition.ts';
import { FormulaEvaluationError } from '../errors.ts';
import { equal, negate } from '../compare.ts';
import { commonType } from '../types.ts';
import type { FormulaType, FormulaValue } from '../value.ts';

interface Mismatch {
    readonly problem: string;
}

function sharedBy(name: string, parts: readonly (Compiled | undefined)[]): FormulaType | Mismatch {
    const types = parts.flatMap((part) => (part ? [part.type] : []));
    // "Compound Field Considerations and Limitations": only ISBLANK, ISCHANGED and ISNULL take a compound field.
    if (types.includes('location')) return { problem: `${name} takes no geolocation.` };
    return commonType(types) ?? { problem: `${name} answers different types: ${[...new Set(types)].join(', ')}.` };
}

function isTrue(part: Compiled | undefined, context: FormulaContext): boolean {
    return part?.run(context) === true;
}

/** `test, value` pairs after `skip` arguments, and what follows them. */
function pairs(
    args: readonly Compiled[],
    skip: number
): { pairs: [Compiled, Compiled][]; otherwise: Compiled | undefined } {
    const found: [Compiled, Compiled][] = [];
    for (let at = skip; at + 1 < args.length; at += 2) {
        const [test, value] = [args[at], args[at + 1]];
        if (test && value) found.push([test, value]);
    }
    return { pairs: found, otherwise: (args.length - skip) % 2 === 1 ? args.at(-1) : undefined };
}

function caseType(args: readonly Compiled[]): FormulaType | Mismatch {
    if (args.length % 2 !== 0) return { problem: 'CASE needs a result for every value and one result at the end.' };
    const cases = pairs(args, 1);
    const compared = commonType([args[0]?.type ?? 'null', ...cases.pairs.map(([test]) => test.type)]);
    if (!compared) return { problem: 'CASE compares different types.' };
    return sharedBy('CASE', [...cases.pairs.map(([, value]) => value), cases.otherwise]);
}

function runCase(args: readonly Compiled[], context: FormulaContext): FormulaValue {
    const value = args[0]?.run(context) ?? null;
    const cases = pairs(args, 1);
    const hit = cases.pairs.find(([test]) => matches(value, test.run(context)));
    return (hit ? hit[1] : cases.otherwise)?.run(context) ?? null;
}

/** A blank value matches only empty text, never another blank. */
function matches(value: FormulaValue, candidate: FormulaValue): boolean {
    return (value !== null || candidate !== null) && equal(value, candidate);
}

function runIfs(args: readonly Compiled[], context: FormulaContext): FormulaValue {
    const cases = pairs(args, 0);
    const hit = cases.pairs.find(([test]) => isTrue(test, context));
    return (hit ? hit[1] : cases.otherwise)?.run(context) ?? null;
}

function isBlank(part: Compiled | undefined, context: FormulaContext): boolean {
    const value = part?.run(context) ?? null;
    return value === null || value === '';
}

/** ISNULL and NULLVALUE never find text blank: text fields are never null for them. */
function isNull(part: Compiled | undefined, context: FormulaContext): boolean {
    return part?.type !== 'text' && (part?.run(context) ?? null) === null;
}

function recover(args: readonly Compiled[], context: FormulaContext): FormulaValue {
    try {
        return args[0]?.run(context) ?? null;
    } catch (error) {
        if (error instanceof FormulaEvaluationError) return args[1]?.run(context) ?? null;
        throw error;
    }
}

function oneOf(args: readonly Compiled[], context: FormulaContext): boolean {
    const value = args[0]?.run(context) ?? null;
    return value !== null && args.slice(1).some((candidate) => equal(value, candidate.run(context)));
}

/** Functions that decide. They evaluate only the branches they need. */
export const logicalFunctions: readonly FunctionDefinition[] = [
    define(
        'Logical',
        'IF(logical_test, value_if_true, value_if_false)',
        'boolean,any,any',
        (args) => sharedBy('IF', args.slice(1)),
        (args, context) => (isTrue(args[0], context) ? args[1] : args[2])?.run(context) ?? null
    ),
    define(
        'Logical',
        'IFS(logical_test, value, ..., else_value)',
        'boolean,any,any*',
        (args) => {
            const cases = pairs(args, 0);
            return sharedBy('IFS', [...cases.pairs.map(([, value]) => value), cases.otherwise]);
        },
        runIfs
    ),
    define('Logical', 'CASE(expression, value, result, ..., else_result)', 'any,any,any,any*', caseType, runCase),
    define('Logical', 'AND(logical, logical, ...)', 'boolean,boolean*', 'boolean', (args, context) =>
        args.every((arg) => isTrue(arg, context))
    ),
    define('Logical', 'OR(logical, logical, ...)', 'boolean,boolean*', 'boolean', (args, context) =>
        args.some((arg) => isTrue(arg, context))
    ),
    define('Logical', 'NOT(logical)', 'boolean', 'boolean', (args, context) => negate(args[0]?.run(context) ?? null)),
    define('Logical', 'ISBLANK(expression)', 'any', 'boolean', (args, context) => isBlank(args[0], context)),
    define('Logical', 'ISNULL(expression)', 'any', 'boolean', (args, context) => isNull(args[0], context)),
    define(
        'Logical',
        'BLANKVALUE(expression, substitute)',
        'any,any',
        (args) => sharedBy('BLANKVALUE', args),
        (args, context) => (isBlank(args[0], context) ? args[1] : args[0])?.run(context) ?? null
    ),
    define(
        'Logical',
        'NULLVALUE(expression, substitute)',
        'any,any',
        (args) => sharedBy('NULLVALUE', args),
        (args, context) => (isNull(args[0], context) ? args[1] : args[0])?.run(context) ?? null
    ),
    define('Logical', 'IFERROR(expression, substitute)', 'any,any', (args) => sharedBy('IFERROR', args), recover),
    define(
        'Logical',
        'IN(expression, value, ...)',
        'any,any,any*',
        (args) => (commonType(args.map((arg) => arg.type)) ? 'boolean' : { problem: 'IN compares different types.' }),
        oneOf
    ),
    define(
        'Logical',
        'ISPICKVAL(picklist_field, text_literal)',
        'picklist|text,text',
        'boolean',
        ([field, value], context) => toText(field?.run(context) ?? null) === toText(value?.run(context) ?? null)
    )
];
