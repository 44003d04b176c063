import { compileOperator, compileSign } from './operators.ts';
import { fromField } from './convert.ts';
import { Decimal } from './decimal.ts';
import type { Compiled, FunctionDefinition, ParameterType } from './definition.ts';
import { FormulaSyntaxError } from './errors.ts';
import { findFunction } from './functions/registry.ts';
import { parseFormula } from './parser.ts';
import type { Expression } from './syntax.ts';
import type { FormulaType } from './value.ts';

/** What the names in a formula mean. */
export interface FormulaNames {
    /** Type of a field or resource, or undefined when there is none of this name. */
    typeOf(path: string): FormulaType | undefined;
    /** Flows hand picklist values over as text; object formulas insist on ISPICKVAL, CASE or TEXT. */
    readonly picklistsAreText: boolean;
}

/** A formula that can be evaluated. */
export interface CompiledFormula extends Compiled {
    /** Paths of the fields and resources it reads, as written. */
    readonly references: readonly string[];
}

/**
 * Reads and checks a formula.
 * @throws FormulaSyntaxError for wrong syntax, unknown names and functions, and types that do not fit.
 */
export function compileFormula(source: string, names: FormulaNames): CompiledFormula {
    const references = new Set<string>();
    const compiled = compileNode(parseFormula(source), { names, references });
    return { ...compiled, references: [...references] };
}

interface Compilation {
    readonly names: FormulaNames;
    readonly references: Set<string>;
}

function compileNode(node: Expression, compilation: Compilation): Compiled {
    switch (node.kind) {
        case 'number': {
            const value = new Decimal(node.text);
            return { type: 'number', run: () => value };
        }
        case 'text':
            return { type: 'text', literal: node.value, run: () => node.value };
        case 'boolean':
            return { type: 'boolean', run: () => node.value };
        case 'null':
            return { type: 'null', run: () => null };
        case 'reference':
            return compileReference(node.path, node.position, compilation);
        case 'unary':
            return compileSign(node.operator, compileNode(node.operand, compilation), node.position);
        case 'binary': {
            const left = compileNode(node.left, compilation);
            const right = compileNode(node.right, compilation);
            return compileOperator(node.operator, left, right, node.position);
        }
        case 'call':
            return compileCall(node, compilation);
    }
}

function compileReference(path: string, position: number, { names, references }: Compilation): Compiled {
    const constant = globalConstants.get(path.toLowerCase());
    if (constant) return constant;
    const declared = names.typeOf(path);
    if (!declared) throw new FormulaSyntaxError(`Field ${path} does not exist. Check spelling.`, position);
    references.add(path);
    const type = declared === 'picklist' && names.picklistsAreText ? 'text' : declared;
    if (type !== 'number') return { type, path, run: (context) => context.value(path) };
    const zero = new Decimal(0);
    return { type, path, run: (context) => context.value(path) ?? (context.blankNumbersAreZero ? zero : null) };
}

const globalConstants = new Map<string, Compiled>([
    ['$globalconstant.true', { type: 'boolean', run: () => true }],
    ['$globalconstant.false', { type: 'boolean', run: () => false }],
    ['$globalconstant.null', { type: 'null', run: () => null }],
    ['$globalconstant.emptystring', { type: 'text', literal: '', run: () => fromField('', 'text') }]
]);

function compileCall(node: Expression & { kind: 'call' }, compilation: Compilation): Compiled {
    const definition = findFunction(node.name);
    if ('problem' in definition) throw new FormulaSyntaxError(definition.problem, node.position);
    const args = node.args.map((arg) => compileNode(arg, compilation));
    checkCount(definition, args.length, node.position);
    for (const [index, arg] of args.entries()) {
        checkArgument(definition, index, arg, node.args[index]?.position ?? node.position);
    }
    const type = typeof definition.result === 'function' ? definition.result(args) : definition.result;
    if (typeof type === 'object') throw new FormulaSyntaxError(type.problem, node.position);
    return { type, run: (context) => definition.run(args, context) };
}

function checkCount(definition: FunctionDefinition, count: number, position: number): void {
    const { required, optional, rest } = definition.parameters;
    const most = rest ? Number.POSITIVE_INFINITY : required.length + optional.length;
    if (count >= required.length && count <= most) return;
    const expected = most === required.length ? String(most) : `${required.length} or more`;
    const message = `Incorrect number of parameters for function '${definition.name}()'. Expected ${expected}, received ${count}.`;
    throw new FormulaSyntaxError(message, position);
}

function checkArgument(definition: FunctionDefinition, index: number, arg: Compiled, position: number): void {
    const { required, optional, rest } = definition.parameters;
    const accepted = required[index] ?? optional[index - required.length] ?? rest ?? [];
    if (accepts(accepted, arg)) return;
    const message =
        arg.type === 'picklist'
            ? `Field ${arg.path ?? ''} is a picklist field. Picklist fields are only supported in certain functions.`
            : `Incorrect parameter type for function '${definition.name}()'. Expected ${accepted.join(' or ')}, received ${arg.type}.`;
    throw new FormulaSyntaxError(message, position);
}

function accepts(accepted: readonly ParameterType[], arg: Compiled): boolean {
    if (accepted.includes('field')) return arg.path !== undefined;
    return accepted.includes('any') || arg.type === 'null' || accepted.includes(arg.type);
}
