import type { SignalValue } from '../../pipeline/index.ts';
import { FormulaProblem } from './tokens.ts';

/** Type of a value, in the words of Signal_Definition__mdt.Value_Type__c. */
export type FormulaType = 'Number' | 'Text' | 'Boolean';

/** What a formula is computed from. */
export interface FormulaScope {
    /** Latest usable value of a signal of the device; undefined when there is none. */
    value(signal: string): SignalValue | undefined;
    /** A figure over past hours by its key; absent where nothing is remembered. */
    window?(key: string): number | undefined;
    /** Product code of the device. */
    product: string | undefined;
}

/** A compiled part of a formula. */
export interface Node {
    /** Its value; undefined when a signal it needs has no usable value, or when there is no finite result. */
    evaluate(scope: FormulaScope): SignalValue | undefined;
    /** Its type. @throws FormulaProblem when the parts do not fit together */
    type(typeOf: (signal: string) => FormulaType | undefined): FormulaType;
}

/** A value that never changes. */
export function constant(value: number | string): Node {
    const type = typeof value === 'number' ? 'Number' : 'Text';
    return { evaluate: () => value, type: () => type };
}

/** The latest value of a signal. */
export function signalNode(name: string): Node {
    return {
        evaluate: (scope) => scope.value(name),
        type: (typeOf) => {
            const type = typeOf(name);
            if (!type) throw new FormulaProblem(`no signal definition is named ${name}`);
            return type;
        }
    };
}

/** A number made from numbers. */
export function arithmetic(sign: string, parts: readonly Node[], compute: (...values: number[]) => number): Node {
    return {
        evaluate: (scope) => {
            const values: number[] = [];
            for (const part of parts) {
                const value = part.evaluate(scope);
                if (typeof value !== 'number') return undefined;
                values.push(value);
            }
            const result = compute(...values);
            return Number.isFinite(result) ? result : undefined;
        },
        type: (typeOf) => {
            for (const part of parts) demand(part.type(typeOf), 'Number', sign);
            return 'Number';
        }
    };
}

const orders: Readonly<Record<string, (left: number, right: number) => boolean>> = {
    '<': (left, right) => left < right,
    '<=': (left, right) => left <= right,
    '>': (left, right) => left > right,
    '>=': (left, right) => left >= right
};

/** A comparison: numbers by size, everything by equality. Values are compared as they are, without rounding. */
export function comparison(sign: string, left: Node, right: Node): Node {
    const order = orders[sign];
    return {
        evaluate: (scope) => {
            const [one, other] = [left.evaluate(scope), right.evaluate(scope)];
            if (one === undefined || other === undefined) return undefined;
            if (!order) return (one === other) === (sign === '=');
            return typeof one === 'number' && typeof other === 'number' ? order(one, other) : undefined;
        },
        type: (typeOf) => {
            const type = left.type(typeOf);
            demand(right.type(typeOf), order ? 'Number' : type, sign);
            if (order) demand(type, 'Number', sign);
            return 'Boolean';
        }
    };
}

/**
 * `and` and `or` of three-valued logic: an unknown part leaves the result unknown, unless the others decide it alone.
 */
export function logic(sign: 'and' | 'or', parts: readonly Node[]): Node {
    const deciding = sign === 'or';
    return {
        evaluate: (scope) => {
            let unknown = false;
            for (const part of parts) {
                const value = part.evaluate(scope);
                if (value === deciding) return deciding;
                if (typeof value !== 'boolean') unknown = true;
            }
            return unknown ? undefined : !deciding;
        },
        type: (typeOf) => {
            for (const part of parts) demand(part.type(typeOf), 'Boolean', sign);
            return 'Boolean';
        }
    };
}

/** The opposite; of the unknown, the unknown. */
export function negation(part: Node): Node {
    return {
        evaluate: (scope) => {
            const value = part.evaluate(scope);
            return typeof value === 'boolean' ? !value : undefined;
        },
        type: (typeOf) => {
            demand(part.type(typeOf), 'Boolean', 'not');
            return 'Boolean';
        }
    };
}

/** A number that depends on the product of the device, with one for all other products. */
export function byProduct(cases: ReadonlyMap<string, Node>, otherwise: Node): Node {
    return {
        evaluate: (scope) => (cases.get(scope.product ?? '') ?? otherwise).evaluate(scope),
        type: (typeOf) => {
            for (const part of [...cases.values(), otherwise]) demand(part.type(typeOf), 'Number', 'product');
            return 'Number';
        }
    };
}

function demand(type: FormulaType, wanted: FormulaType, where: string): void {
    if (type !== wanted) throw new FormulaProblem(`"${where}" needs a ${wanted}, not a ${type}`);
}
