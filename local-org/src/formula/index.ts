/** Door of the formula language. */
import { allFunctions } from './functions/registry.ts';
import type { FunctionCategory } from './definition.ts';

export { addNumbers, shiftDate } from './arithmetic.ts';
export { compileFormula } from './compile.ts';
export type { CompiledFormula, FormulaNames } from './compile.ts';
export { fromField, toField, toText, typeOfField } from './convert.ts';
export { compare, equal } from './compare.ts';
export type { FormulaContext } from './definition.ts';
export { FormulaEvaluationError, FormulaSyntaxError, placeOf } from './errors.ts';
export { findField, globalType } from './names.ts';
export { parseFormula } from './parser.ts';
export { createFormulaService, problemText } from './service.ts';
export type { FormulaType, FormulaValue } from './value.ts';

/** One function of the language, for documentation. */
export interface SupportedFunction {
    readonly name: string;
    readonly category: FunctionCategory;
    readonly usage: string;
}

/** Every function the local org evaluates, by name. */
export function supportedFunctions(): readonly SupportedFunction[] {
    return allFunctions
        .map(({ name, category, usage }) => ({ name, category, usage }))
        .toSorted((one, other) => one.name.localeCompare(other.name));
}
