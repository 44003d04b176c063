import type { FormulaType, FormulaValue } from './value.ts';

/** What a formula can ask for while it is evaluated. */
export interface FormulaContext {
    readonly now: Date;
    /** Blank numbers read from fields are zero. */
    readonly blankNumbersAreZero: boolean;
    readonly isNew: boolean;
    /** The value of a field or resource. */
    value(path: string): FormulaValue;
    /** The value before the change; undefined when there was no record before. */
    priorValue(path: string): FormulaValue | undefined;
}

/** A compiled part of a formula. */
export interface Compiled {
    readonly type: FormulaType;
    /** Path of the field or resource, when the part is nothing but a reference. */
    readonly path?: string;
    /** The text, when the part is a text literal. */
    readonly literal?: string;
    run(context: FormulaContext): FormulaValue;
}

/** Groups of functions, as Salesforce's documentation has them. */
export type FunctionCategory = 'Logical' | 'Text' | 'Math' | 'Date and Time' | 'Advanced';

/** What one parameter takes. */
export type ParameterType = FormulaType | 'any' | 'field';

/** The parameters of a function. */
export interface Parameters {
    readonly required: readonly (readonly ParameterType[])[];
    readonly optional: readonly (readonly ParameterType[])[];
    /** Types of any number of further arguments. */
    readonly rest?: readonly ParameterType[];
}

/** One function of the formula language. */
export interface FunctionDefinition {
    readonly name: string;
    readonly category: FunctionCategory;
    /** How it is written, for people. */
    readonly usage: string;
    readonly parameters: Parameters;
    /** Type of the result; a text answered by a function of the arguments tells what is wrong with them. */
    readonly result: FormulaType | ((args: readonly Compiled[]) => FormulaType | { readonly problem: string });
    run(args: readonly Compiled[], context: FormulaContext): FormulaValue;
}

/** Parses `text, number|date, any?, text*` into parameters. */
export function parameters(spec: string): Parameters {
    const required: (readonly ParameterType[])[] = [];
    const optional: (readonly ParameterType[])[] = [];
    let rest: readonly ParameterType[] | undefined;
    for (const part of spec.split(',').map((piece) => piece.trim())) {
        if (part === '') continue;
        const types = part.replace(/[?*]$/, '').split('|') as ParameterType[];
        if (part.endsWith('*')) rest = types;
        else if (part.endsWith('?')) optional.push(types);
        else required.push(types);
    }
    return rest ? { required, optional, rest } : { required, optional };
}

/** A function of the values of its arguments. A blank argument makes the result blank. */
export function strict(
    category: FunctionCategory,
    usage: string,
    spec: string,
    result: FunctionDefinition['result'],
    apply: (args: readonly NonNullable<FormulaValue>[], context: FormulaContext) => FormulaValue
): FunctionDefinition {
    return define(category, usage, spec, result, (args, context) => {
        const values: NonNullable<FormulaValue>[] = [];
        for (const arg of args) {
            const value = arg.run(context);
            if (value === null) return null;
            values.push(value);
        }
        return apply(values, context);
    });
}

/** A function that reads blank text as empty text; any other blank makes the result blank. */
export function textual(
    category: FunctionCategory,
    usage: string,
    spec: string,
    result: FunctionDefinition['result'],
    apply: (args: readonly NonNullable<FormulaValue>[], context: FormulaContext) => FormulaValue
): FunctionDefinition {
    return define(category, usage, spec, result, (args, context) => {
        const values: NonNullable<FormulaValue>[] = [];
        for (const arg of args) {
            const value = arg.run(context) ?? (isTextual(arg.type) ? '' : null);
            if (value === null) return null;
            values.push(value);
        }
        return apply(values, context);
    });
}

/** A function that decides itself which arguments it evaluates. */
export function define(
    category: FunctionCategory,
    usage: string,
    spec: string,
    result: FunctionDefinition['result'],
    run: FunctionDefinition['run']
): FunctionDefinition {
    return { name: usage.slice(0, usage.indexOf('(')), category, usage, parameters: parameters(spec), result, run };
}

function isTextual(type: FormulaType): boolean {
    return type === 'text' || type === 'picklist' || type === 'multipicklist' || type === 'null';
}
