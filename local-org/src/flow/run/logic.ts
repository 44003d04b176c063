/** How conditions are combined. `holds` answers for a condition by its number, counted from 1. */
export type Logic = (holds: (number: number) => boolean) => boolean;

/**
 * Reads `and`, `or` or an expression such as `1 AND (2 OR NOT 3)` over a number of conditions.
 * The answer tells what is wrong with it otherwise.
 */
export function parseLogic(source: string, count: number): { readonly logic: Logic } | { readonly problem: string } {
    const text = source.trim().toLowerCase();
    const all = Array.from({ length: count }, (_, index) => index + 1);
    if (text === '' || text === 'and') return { logic: (holds) => all.every(holds) };
    if (text === 'or') return { logic: (holds) => all.some(holds) };
    const tokens = text.match(/\d+|and|or|not|[()]|\S/g) ?? [];
    const reader = new LogicReader(tokens, count);
    try {
        return { logic: reader.read() };
    } catch (error) {
        if (error instanceof SyntaxError)
            return { problem: `The condition logic '${source}' is wrong: ${error.message}` };
        throw error;
    }
}

class LogicReader {
    private readonly tokens: readonly string[];
    private readonly count: number;
    private at = 0;

    constructor(tokens: readonly string[], count: number) {
        this.tokens = tokens;
        this.count = count;
    }

    read(): Logic {
        const logic = this.either();
        if (this.at < this.tokens.length) throw new SyntaxError(`'${this.tokens[this.at] ?? ''}' is not expected.`);
        return logic;
    }

    private either(): Logic {
        const parts = [this.both()];
        while (this.take('or')) parts.push(this.both());
        return (holds) => parts.some((part) => part(holds));
    }

    private both(): Logic {
        const parts = [this.one()];
        while (this.take('and')) parts.push(this.one());
        return (holds) => parts.every((part) => part(holds));
    }

    private one(): Logic {
        if (this.take('not')) {
            const inner = this.one();
            return (holds) => !inner(holds);
        }
        if (this.take('(')) {
            const inner = this.either();
            if (!this.take(')')) throw new SyntaxError('a bracket is not closed.');
            return inner;
        }
        return this.number();
    }

    private number(): Logic {
        const token = this.tokens[this.at++] ?? '';
        const number = Number(token);
        if (!/^\d+$/.test(token))
            throw new SyntaxError(token === '' ? 'it ends too early.' : `'${token}' is not expected.`);
        if (number < 1 || number > this.count) throw new SyntaxError(`there is no condition ${token}.`);
        return (holds) => holds(number);
    }

    private take(token: string): boolean {
        if (this.tokens[this.at] !== token) return false;
        this.at++;
        return true;
    }
}
