import { FormulaSyntaxError } from './errors.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './lexer.ts';
import type { BinaryOperator, Expression } from './syntax.ts';

/**
 * Binary operators from the loosest to the tightest, as in the grammar of Salesforce's own engine:
 * there `^` binds looser than `*` and `/`, and all operators are left-associative.
 */
const levels: readonly (readonly string[])[] = [
    ['||'],
    ['&&'],
    ['=', '==', '<>', '!='],
    ['<', '>', '<=', '>='],
    ['+', '-', '&'],
    ['^'],
    ['*', '/']
];

const synonyms: Readonly<Record<string, string>> = { '==': '=', '!=': '<>' };

/** Expressions nested deeper than this are refused rather than exhausting the stack. */
const deepest = 400;

/**
 * Reads a formula.
 * @throws FormulaSyntaxError where the text stops being a formula.
 */
export function parseFormula(source: string): Expression {
    const parser = new Parser(tokenize(source));
    return parser.formula();
}

class Parser {
    private readonly tokens: readonly Token[];
    private at = 0;
    private depth = 0;

    constructor(tokens: readonly Token[]) {
        this.tokens = tokens;
    }

    formula(): Expression {
        const expression = this.binary(0);
        if (this.token.kind !== 'end') throw this.unexpected('an operator');
        return expression;
    }

    private get token(): Token {
        const token = this.tokens[Math.min(this.at, this.tokens.length - 1)];
        if (!token) throw new FormulaSyntaxError('The formula is empty.', 0);
        return token;
    }

    private binary(level: number): Expression {
        const operators = levels[level];
        if (!operators) return this.unary();
        let left = this.binary(level + 1);
        while (this.token.kind === 'operator' && operators.includes(this.token.text)) {
            const { text, position } = this.next();
            const right = this.binary(level + 1);
            left = { kind: 'binary', operator: (synonyms[text] ?? text) as BinaryOperator, left, right, position };
        }
        return left;
    }

    private unary(): Expression {
        if (++this.depth > deepest)
            throw new FormulaSyntaxError('The formula is nested too deeply.', this.token.position);
        try {
            return this.sign() ?? this.primary();
        } finally {
            this.depth--;
        }
    }

    private sign(): Expression | undefined {
        const { kind, text, position } = this.token;
        if (kind === 'operator' && (text === '-' || text === '+' || text === '!')) {
            this.next();
            return { kind: 'unary', operator: text, operand: this.unary(), position };
        }
        const isNot = kind === 'name' && text.toUpperCase() === 'NOT' && !this.opensCall();
        if (!isNot) return undefined;
        this.next();
        return { kind: 'unary', operator: '!', operand: this.unary(), position };
    }

    private primary(): Expression {
        const { kind, text, position } = this.token;
        if (kind === 'number') return { kind, text: this.next().text, position };
        if (kind === 'text') return { kind, value: this.next().text, position };
        if (kind === 'reference') return { kind, path: this.next().text, position };
        if (kind === 'name') return this.opensCall() ? this.call() : this.name();
        if (text !== '(') throw this.unexpected('a value');
        this.next();
        const inner = this.binary(0);
        this.expect(')');
        return inner;
    }

    private name(): Expression {
        const { text, position } = this.next();
        const upper = text.toUpperCase();
        if (upper === 'NULL') return { kind: 'null', position };
        if (upper === 'TRUE' || upper === 'FALSE') return { kind: 'boolean', value: upper === 'TRUE', position };
        return { kind: 'reference', path: text, position };
    }

    private call(): Expression {
        const { text, position } = this.next();
        this.expect('(');
        const args: Expression[] = [];
        if (!this.isOperator(')')) {
            args.push(this.binary(0));
            while (this.isOperator(',')) {
                this.next();
                args.push(this.binary(0));
            }
        }
        this.expect(')');
        return { kind: 'call', name: text.toUpperCase(), args, position };
    }

    private opensCall(): boolean {
        const following = this.tokens[this.at + 1];
        return following?.kind === 'operator' && following.text === '(';
    }

    private isOperator(text: string): boolean {
        return this.token.kind === 'operator' && this.token.text === text;
    }

    private expect(text: string): void {
        if (!this.isOperator(text)) throw this.unexpected(`'${text}'`);
        this.next();
    }

    private next(): Token {
        const token = this.token;
        this.at++;
        return token;
    }

    private unexpected(wanted: string): FormulaSyntaxError {
        const { kind, text, position } = this.token;
        if (kind === 'end')
            return new FormulaSyntaxError(`Syntax error. The formula ends where ${wanted} is expected.`, position);
        return new FormulaSyntaxError(`Syntax error. Found '${text}' where ${wanted} is expected.`, position);
    }
}
