import type { UiFormulaCriterion, UiFormulaRule } from '@salesforce/types/metadata';

/** Values that visibility rules may look at, by expression without braces (`Record.Status`); undefined when unknown. */
export type RuleValues = (expression: string) => string | number | boolean | null | undefined;

type Comparison = (left: string, right: string) => boolean;

/** Operators of component visibility rules ("FlexiPage", Metadata API: UiFormulaCriterion). */
const comparisons: Readonly<Record<string, Comparison>> = {
    EQUAL: (left, right) => left === right,
    NE: (left, right) => left !== right,
    CONTAINS: (left, right) => left.includes(right),
    GT: (left, right) => compare(left, right) > 0,
    GE: (left, right) => compare(left, right) >= 0,
    LT: (left, right) => compare(left, right) < 0,
    LE: (left, right) => compare(left, right) <= 0
};

function compare(left: string, right: string): number {
    const [a, b] = [Number(left), Number(right)];
    return Number.isNaN(a) || Number.isNaN(b) ? left.localeCompare(right) : a - b;
}

/**
 * Whether a component is shown.
 * @throws Error naming an operator or an expression that is not supported
 */
export function isVisible(rule: UiFormulaRule | undefined, values: RuleValues): boolean {
    if (!rule || rule.criteria.length === 0) return true;
    const results = rule.criteria.map((criterion) => holds(criterion, values));
    return rule.booleanFilter ? evaluateFilter(rule.booleanFilter, results) : results.every(Boolean);
}

function holds({ leftValue, operator, rightValue = '' }: UiFormulaCriterion, values: RuleValues): boolean {
    const expression = leftValue.replace(/^\{!\$?|\}$/g, '');
    const left = values(expression);
    if (left === undefined) throw new Error(`Visibility rules cannot look at ${leftValue} in the local org.`);
    const comparison = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
    if (!comparison)
        throw new Error(`Visibility rules with the operator ${operator} are not supported by the local org.`);
    return comparison(String(left ?? ''), rightValue);
}

/** Evaluates a filter such as `1 AND (2 OR 3)`. */
function evaluateFilter(filter: string, results: readonly boolean[]): boolean {
    const tokens = filter.toUpperCase().match(/\d+|AND|OR|NOT|[()]/g) ?? [];
    let position = 0;
    const take = (token: string): boolean => tokens[position] === token && ++position > 0;
    const term = (): boolean => {
        if (take('NOT')) return !term();
        if (!take('(')) return results[Number(tokens[position++]) - 1] ?? false;
        const inner = either();
        take(')');
        return inner;
    };
    const all = (): boolean => {
        let result = term();
        while (take('AND')) result = term() && result;
        return result;
    };
    const either = (): boolean => {
        let result = all();
        while (take('OR')) result = all() || result;
        return result;
    };
    return either();
}
