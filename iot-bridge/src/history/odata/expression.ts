import type { Entity } from './entity.ts';

/** A value in a filter; times are ms since 1970. */
export type Literal = string | number | null;
/** Comparisons of a filter (OData URL Conventions 4.01, 5.1.1.1). */
export const operators = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
/** One of {@link operators}. */
export type Operator = (typeof operators)[number];
/** Functions of a filter. */
export const functions = ['contains', 'startswith', 'endswith'] as const;
/** One of {@link functions}. */
export type FunctionName = (typeof functions)[number];

/** A filter. */
export type Expression =
    | { kind: 'and' | 'or'; left: Expression; right: Expression }
    | { kind: 'not'; operand: Expression }
    | { kind: 'compare'; operator: Operator; property: string; value: Literal }
    | { kind: 'in'; property: string; values: readonly Literal[] }
    | { kind: 'call'; name: FunctionName; property: string; value: string };

/**
 * What a filter says of an entity; null is the unknown of three-valued logic, which does not let the entity through.
 * Comparing with null by `eq` and `ne` is certain, by order never true.
 */
export function evaluate(expression: Expression, entity: Entity): boolean | null {
    switch (expression.kind) {
        case 'and':
        case 'or':
            return combine(expression.kind, evaluate(expression.left, entity), evaluate(expression.right, entity));
        case 'not': {
            const result = evaluate(expression.operand, entity);
            return result === null ? null : !result;
        }
        case 'compare':
            return compare(expression.operator, entity[expression.property] ?? null, expression.value);
        case 'in':
            return expression.values.includes(entity[expression.property] ?? null);
        case 'call': {
            const text = entity[expression.property];
            return typeof text === 'string' ? call(expression.name, text, expression.value) : null;
        }
    }
}

function combine(kind: 'and' | 'or', left: boolean | null, right: boolean | null): boolean | null {
    const decisive = kind === 'or';
    if (left === decisive || right === decisive) return decisive;
    return left === null || right === null ? null : !decisive;
}

function compare(operator: Operator, left: Literal, right: Literal): boolean {
    if (operator === 'eq') return left === right;
    if (operator === 'ne') return left !== right;
    if (left === null || right === null) return false;
    switch (operator) {
        case 'gt':
            return left > right;
        case 'ge':
            return left >= right;
        case 'lt':
            return left < right;
        case 'le':
            return left <= right;
    }
}

function call(name: FunctionName, text: string, value: string): boolean {
    if (name === 'contains') return text.includes(value);
    return name === 'startswith' ? text.startsWith(value) : text.endsWith(value);
}
