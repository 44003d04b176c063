/** Door of the formula language. */
import type { FormulaService } from '../platform.ts';

/** Creates the formula service of an org; it caches compiled formulas. */
export declare function createFormulaService(): FormulaService;
