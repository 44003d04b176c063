import type { Instant } from '../../pipeline/index.ts';
import { partsOf } from './entity.ts';
import type { Expression, Literal, Operator } from './expression.ts';

/** What entities must be like to pass a filter, as far as a store can select by it; undefined is anything. */
export interface Bounds {
    devices: ReadonlySet<string> | undefined;
    signals: ReadonlySet<string> | undefined;
    from: Instant;
    /** Not included. */
    to: Instant;
    /** Whether every entity within passes the filter, so that it need not be evaluated. */
    exact: boolean;
}

/** No limit at all. */
export const unbounded: Bounds = {
    devices: undefined,
    signals: undefined,
    from: Number.NEGATIVE_INFINITY,
    to: Infinity,
    exact: true
};

const unknown: Bounds = { ...unbounded, exact: false };

/** The bounds of a filter. */
export function boundsOf(expression: Expression | undefined): Bounds {
    if (!expression) return unbounded;
    switch (expression.kind) {
        case 'and':
            return both(boundsOf(expression.left), boundsOf(expression.right));
        case 'or':
            return either(boundsOf(expression.left), boundsOf(expression.right));
        case 'compare':
            return boundsOfComparison(expression.property, expression.operator, expression.value);
        case 'in':
            return expression.values
                .map((value) => boundsOfComparison(expression.property, 'eq', value))
                .reduce((left, right) => either(left, right));
        case 'not':
        case 'call':
            return unknown;
    }
}

function boundsOfComparison(property: string, operator: Operator, value: Literal): Bounds {
    if (typeof value === 'number' && (property === 'Start' || property === 'Time')) return timeBounds(operator, value);
    if (operator !== 'eq' || typeof value !== 'string') return unknown;
    if (property === 'Device') return { ...unbounded, devices: new Set([value]) };
    if (property === 'Signal') return { ...unbounded, signals: new Set([value]) };
    return property === 'Id' ? { ...unknown, devices: new Set(partsOf(value)?.slice(0, 1) ?? []) } : unknown;
}

function timeBounds(operator: Operator, at: Instant): Bounds {
    switch (operator) {
        case 'eq':
            return { ...unbounded, from: at, to: at + 1 };
        case 'gt':
            return { ...unbounded, from: at + 1 };
        case 'ge':
            return { ...unbounded, from: at };
        case 'lt':
            return { ...unbounded, to: at };
        case 'le':
            return { ...unbounded, to: at + 1 };
        case 'ne':
            return unknown;
    }
}

function both(left: Bounds, right: Bounds): Bounds {
    return {
        devices: common(left.devices, right.devices),
        signals: common(left.signals, right.signals),
        from: Math.max(left.from, right.from),
        to: Math.min(left.to, right.to),
        exact: left.exact && right.exact
    };
}

/** The smallest bounds around two; exact only where they differ in one dimension of names. */
function either(left: Bounds, right: Bounds): Bounds {
    const sameTime = left.from === right.from && left.to === right.to;
    const different = [equal(left.devices, right.devices), equal(left.signals, right.signals), sameTime];
    return {
        devices: left.devices && right.devices && new Set([...left.devices, ...right.devices]),
        signals: left.signals && right.signals && new Set([...left.signals, ...right.signals]),
        from: Math.min(left.from, right.from),
        to: Math.max(left.to, right.to),
        exact: left.exact && right.exact && sameTime && different.filter((same) => !same).length <= 1
    };
}

function common(
    left: ReadonlySet<string> | undefined,
    right: ReadonlySet<string> | undefined
): ReadonlySet<string> | undefined {
    if (!left || !right) return left ?? right;
    return new Set([...left].filter((name) => right.has(name)));
}

function equal(left: ReadonlySet<string> | undefined, right: ReadonlySet<string> | undefined): boolean {
    if (!left || !right) return left === right;
    return left.size === right.size && [...left].every((name) => right.has(name));
}
