import type { SignalValue } from '../../pipeline/index.ts';
import type { FormulaScope, FormulaType } from './nodes.ts';
import { Parser } from './parser.ts';
import { FormulaProblem } from './tokens.ts';
import type { WindowFigure } from './windows.ts';

export { FormulaProblem };
export type { FormulaScope, FormulaType, WindowFigure };

/** A formula over the signals of one device, compiled once. Evaluating it can neither loop nor reach anything else. */
export interface Formula {
    text: string;
    /** Signals it names. */
    signals: ReadonlySet<string>;
    /** Figures over past hours it uses. */
    windows: readonly WindowFigure[];
    evaluate(scope: FormulaScope): SignalValue | undefined;
    /** Its type. @throws FormulaProblem when a signal is unknown or the types do not fit together */
    type(typeOf: (signal: string) => FormulaType | undefined): FormulaType;
}

/**
 * Compiles a formula: `+ - * / ^`, comparisons, `and or not`, parentheses, numbers, 'texts', `pi`, functions of
 * numbers such as `abs` and `max`, signals by name, `product('A', 1, 2)` for a number that depends on the product, and
 * `hours_above(Temperature, 8, 24, 3600)` and its like for figures over past hours.
 * Own language instead of a library, because the ones at hand evaluate asynchronously or give access to objects.
 * @throws FormulaProblem
 */
export function compileFormula(text: string): Formula {
    const parser = new Parser(text);
    const node = parser.parse();
    return {
        text,
        signals: parser.signals,
        windows: parser.windows,
        evaluate: (scope) => node.evaluate(scope),
        type: (typeOf) => node.type(typeOf)
    };
}
