/** A formula that cannot be compiled; says where. */
export class FormulaSyntaxError extends Error {
    /** Place in the source, from 0. */
    readonly position: number;

    constructor(message: string, position: number) {
        super(message);
        this.name = 'FormulaSyntaxError';
        this.position = position;
    }
}

/** A formula that has no value for this record: division by zero, text that is no number, a date that does not exist. */
export class FormulaEvaluationError extends Error {
    constructor(message: string) {
        super(message);
        this.name = 'FormulaEvaluationError';
    }
}

/** Line and column (from 1) of a position in the source. */
export function placeOf(source: string, position: number): { line: number; column: number } {
    const before = source.slice(0, position).split('\n');
    return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
