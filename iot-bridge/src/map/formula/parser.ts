import { constants, functions } from './functions.ts';
import { arithmetic, byProduct, comparison, constant, logic, negation, signalNode } from './nodes.ts';
import type { Node } from './nodes.ts';
import { FormulaProblem, tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';
import { isWindowKind, windowFigure, windowNode, windowNumbers } from './windows.ts';
import type { WindowFigure, WindowKind } from './windows.ts';

const comparisons: readonly string[] = ['<', '<=', '>', '>=', '=', '!='];

/** Reads a formula by recursive descent, the loosest operator first. */
export class Parser {
    /** Signals the formula names. */
    readonly signals = new Set<string>();
    /** Figures over past hours it uses. */
    readonly windows: WindowFigure[] = [];
    private readonly tokens: readonly Token[];
    private next = 0;

    constructor(formula: string) {
        this.tokens = tokensOf(formula);
    }

    /** The whole formula. @throws FormulaProblem */
    parse(): Node {
        const node = this.either();
        if (this.peek().kind !== 'end') throw this.unexpected();
        return node;
    }

    private either(): Node {
        const parts = [this.both()];
        while (this.take('or')) parts.push(this.both());
        return parts.length === 1 && parts[0] ? parts[0] : logic('or', parts);
    }

    private both(): Node {
        const parts = [this.maybeNot()];
        while (this.take('and')) parts.push(this.maybeNot());
        return parts.length === 1 && parts[0] ? parts[0] : logic('and', parts);
    }

    private maybeNot(): Node {
        return this.take('not') ? negation(this.maybeNot()) : this.compared();
    }

    private compared(): Node {
        const left = this.sum();
        const sign = this.takeOneOf(comparisons);
        return sign === undefined ? left : comparison(sign, left, this.sum());
    }

    private sum(): Node {
        let node = this.product();
        for (let sign = this.takeOneOf(['+', '-']); sign !== undefined; sign = this.takeOneOf(['+', '-'])) {
            const add = sign === '+';
            node = arithmetic(sign, [node, this.product()], (a = 0, b = 0) => (add ? a + b : a - b));
        }
        return node;
    }

    private product(): Node {
        let node = this.unary();
        for (let sign = this.takeOneOf(['*', '/']); sign !== undefined; sign = this.takeOneOf(['*', '/'])) {
            const multiply = sign === '*';
            node = arithmetic(sign, [node, this.unary()], (a = 0, b = 0) => (multiply ? a * b : a / b));
        }
        return node;
    }

    private unary(): Node {
        return this.take('-') ? arithmetic('-', [this.unary()], (a = 0) => -a) : this.power();
    }

    private power(): Node {
        const base = this.primary();
        return this.take('^') ? arithmetic('^', [base, this.unary()], (a = 0, b = 0) => a ** b) : base;
    }

    private primary(): Node {
        const token = this.peek();
        this.next++;
        if (token.kind === 'number') return constant(Number(token.text));
        if (token.kind === 'text') return constant(token.text);
        if (token.kind === 'name') return this.named(token);
        this.next--;
        this.expect('(');
        const inner = this.either();
        this.expect(')');
        return inner;
    }

    private named({ text, position }: Token): Node {
        if (this.take('(')) return text === 'product' ? this.productCases() : this.call(text, position);
        const value = constants.get(text);
        if (value !== undefined) return constant(value);
        this.signals.add(text);
        return signalNode(text);
    }

    private call(name: string, position: number): Node {
        if (isWindowKind(name)) return this.window(name);
        const known = functions.get(name);
        if (!known) throw new FormulaProblem(`the function ${name} at position ${position} is not known`);
        const parts = [this.sum()];
        while (this.take(',')) parts.push(this.sum());
        this.expect(')');
        if (parts.length < known.least || parts.length > known.most) {
            throw new FormulaProblem(`the function ${name} does not take ${parts.length} values`);
        }
        return arithmetic(name, parts, known.compute);
    }

    /** `hours_above(Temperature, 8, 24, 3600)`: a signal by name, then plain numbers. */
    private window(kind: WindowKind): Node {
        const { kind: what, text: signal } = this.peek();
        if (what !== 'name') throw this.unexpected(', where the name of a signal should be');
        this.next++;
        this.signals.add(signal);
        const numbers: number[] = [];
        while (numbers.length < windowNumbers(kind)) {
            this.expect(',');
            numbers.push(this.plainNumber());
        }
        this.expect(')');
        const figure = windowFigure(kind, signal, numbers);
        this.windows.push(figure);
        return windowNode(figure);
    }

    private plainNumber(): number {
        const sign = this.take('-') ? -1 : 1;
        const { kind, text } = this.peek();
        if (kind !== 'number') throw this.unexpected(', where a number should be');
        this.next++;
        return sign * Number(text);
    }

    /** `product('A', 1, 'B', 2, 3)`: 1 for product A, 2 for B, 3 for every other. */
    private productCases(): Node {
        const cases = new Map<string, Node>();
        while (this.peek().kind === 'text') {
            const code = this.peek().text;
            this.next++;
            this.expect(',');
            if (cases.has(code)) throw new FormulaProblem(`the product ${code} is named twice`);
            cases.set(code, this.sum());
            this.expect(',');
        }
        const otherwise = this.sum();
        this.expect(')');
        return byProduct(cases, otherwise);
    }

    private peek(): Token {
        return this.tokens[this.next] ?? { kind: 'end', text: 'the end', position: 0 };
    }

    private take(text: string): boolean {
        const token = this.peek();
        const matches = (token.kind === 'symbol' || token.kind === 'name') && token.text === text;
        if (matches) this.next++;
        return matches;
    }

    private takeOneOf(texts: readonly string[]): string | undefined {
        return texts.find((text) => this.take(text));
    }

    private expect(text: string): void {
        if (!this.take(text)) throw this.unexpected(`, where "${text}" should be`);
    }

    private unexpected(instead = ''): FormulaProblem {
        const { text, position } = this.peek();
        return new FormulaProblem(`"${text}" at position ${position} does not belong there${instead}`);
    }
}
