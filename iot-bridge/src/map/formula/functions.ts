/** A function of numbers that formulas may use, and how many numbers it takes. */
export interface FormulaFunction {
    least: number;
    most: number;
    compute: (...values: number[]) => number;
}

const one = (compute: (value: number) => number): FormulaFunction => ({ least: 1, most: 1, compute });

/** Functions by name. Angles are in radians. */
export const functions: ReadonlyMap<string, FormulaFunction> = new Map([
    ['abs', one(Math.abs)],
    ['sqrt', one(Math.sqrt)],
    ['exp', one(Math.exp)],
    ['ln', one(Math.log)],
    ['log10', one(Math.log10)],
    ['sin', one(Math.sin)],
    ['cos', one(Math.cos)],
    ['tan', one(Math.tan)],
    ['floor', one(Math.floor)],
    ['ceil', one(Math.ceil)],
    ['round', one(Math.round)],
    ['min', { least: 1, most: 20, compute: Math.min }],
    ['max', { least: 1, most: 20, compute: Math.max }]
]);

/** Numbers by name. */
export const constants: ReadonlyMap<string, number> = new Map([['pi', Math.PI]]);
