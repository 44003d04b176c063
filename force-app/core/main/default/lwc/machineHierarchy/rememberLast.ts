/**
 * A function that answers from memory while its arguments stay the same. Getters of a component run many
 * times per rendering; this keeps the costly ones to one calculation.
 */
export function rememberLast<Arguments extends readonly unknown[], Result>(
    compute: (...values: Arguments) => Result
): (...values: Arguments) => Result {
    let last: { values: Arguments; result: Result } | undefined;
    return (...values) => {
        if (!last?.values.every((value, index) => value === values[index]))
            last = { values, result: compute(...values) };
        return last.result;
    };
}
