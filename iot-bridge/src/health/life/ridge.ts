/** A linear model: `intercept + Σ weight · feature`. */
export interface LinearModel {
    readonly intercept: number;
    readonly weights: readonly number[];
}

/**
 * Ridge regression by the normal equations (Hoerl and Kennard, 1970); the intercept is not penalised.
 * @param penalty strength of the pull towards small weights, above 0
 * @throws RangeError without examples
 */
export function fitRidge(
    examples: readonly (readonly number[])[],
    targets: readonly number[],
    penalty: number
): LinearModel {
    const width = (examples[0]?.length ?? -1) + 1;
    if (width === 0) throw new RangeError('A linear model needs examples.');
    const matrix = Array.from({ length: width }, () => new Float64Array(width + 1));
    examples.forEach((example, index) => addExample(matrix, [1, ...example], targets[index] ?? 0));
    matrix.forEach((row, index) => {
        if (index > 0) row[index] = (row[index] ?? 0) + penalty;
    });
    const [intercept = 0, ...weights] = solve(matrix);
    return { intercept, weights };
}

/** The value that the model gives. */
export function predict(model: LinearModel, features: readonly number[]): number {
    return features.reduce((sum, feature, index) => sum + feature * (model.weights[index] ?? 0), model.intercept);
}

function addExample(matrix: Float64Array[], features: readonly number[], target: number): void {
    matrix.forEach((row, index) => {
        const own = features[index] ?? 0;
        features.forEach((feature, column) => {
            row[column] = (row[column] ?? 0) + own * feature;
        });
        row[features.length] = (row[features.length] ?? 0) + own * target;
    });
}

/** Gauss–Jordan elimination of a positive definite system; the last column is the right-hand side. */
function solve(matrix: Float64Array[]): number[] {
    const width = matrix.length;
    matrix.forEach((pivotRow, pivot) => {
        const divisor = pivotRow[pivot] ?? 1;
        for (let column = pivot; column <= width; column++) pivotRow[column] = (pivotRow[column] ?? 0) / divisor;
        for (const row of matrix) {
            const factor = row[pivot] ?? 0;
            if (row === pivotRow || factor === 0) continue;
            for (let column = pivot; column <= width; column++) {
                row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
            }
        }
    });
    return matrix.map((row) => row[width] ?? 0);
}
