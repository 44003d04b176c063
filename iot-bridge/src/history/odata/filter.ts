import type { EdmType, EntitySet } from './entity.ts';
import { invalid, notImplemented } from './errors.ts';
import { functions, operators } from './expression.ts';
import type { Expression, FunctionName, Literal, Operator } from './expression.ts';
import { tokensOf } from './filterTokens.ts';
import type { Token } from './filterTokens.ts';

/** How deep parentheses and `not` may go, so that no request can exhaust the stack. */
const DEEPEST = 100;

/** Parses `$filter` for a set. @throws ODataError for anything else than comparisons joined by and, or, not */
export function parseFilter(filter: string, set: EntitySet): Expression {
    return new FilterParser(tokensOf(filter), set).parse();
}

/** Descends by precedence: or, and, not, comparison (OData URL Conventions 4.01, 5.1.1.17). */
class FilterParser {
    private readonly tokens: readonly Token[];
    private readonly set: EntitySet;
    private position = 0;
    private depth = 0;

    constructor(tokens: readonly Token[], set: EntitySet) {
        this.tokens = tokens;
        this.set = set;
    }

    parse(): Expression {
        const expression = this.disjunction();
        const rest = this.tokens[this.position];
        if (!rest) return expression;
        const isArithmetic = ['add', 'sub', 'mul', 'div', 'divby', 'mod', 'has'].includes(rest.value);
        throw isArithmetic
            ? notImplemented(`The operator ${rest.value}`, '$filter')
            : invalid(`$filter has "${rest.value}" where it should end.`, '$filter');
    }

    private disjunction(): Expression {
        let left = this.conjunction();
        while (this.takeWord('or')) left = { kind: 'or', left, right: this.conjunction() };
        return left;
    }

    private conjunction(): Expression {
        let left = this.negation();
        while (this.takeWord('and')) left = { kind: 'and', left, right: this.negation() };
        return left;
    }

    private negation(): Expression {
        if (++this.depth > DEEPEST) throw invalid('$filter is nested too deeply.', '$filter');
        const expression = this.takeWord('not')
            ? { kind: 'not' as const, operand: this.negation() }
            : this.takeSymbol('(')
              ? this.inParentheses()
              : this.comparison();
        this.depth--;
        return expression;
    }

    private inParentheses(): Expression {
        const expression = this.disjunction();
        this.expectSymbol(')');
        return expression;
    }

    private comparison(): Expression {
        const { value: property } = this.expect('word', 'a property');
        if (this.takeSymbol('(')) return this.functionCall(property);
        const type = this.typeOf(property);
        if (this.takeWord('in')) return { kind: 'in', property, values: this.list(type, property) };
        const operator = this.expect('word', 'a comparison').value;
        if (!isOneOf(operators, operator)) throw notImplemented(`The operator ${operator}`, '$filter');
        return {
            kind: 'compare',
            operator: operator satisfies Operator,
            property,
            value: this.literal(type, property)
        };
    }

    private functionCall(name: string): Expression {
        if (!isOneOf(functions, name)) throw notImplemented(`The function ${name}`, '$filter');
        const property = this.expect('word', 'a property').value;
        if (this.typeOf(property) !== 'Edm.String')
            throw invalid(`${name} needs a text, ${property} is none.`, '$filter');
        this.expectSymbol(',');
        const { value } = this.expect('text', 'a text in quotes');
        this.expectSymbol(')');
        return { kind: 'call', name: name satisfies FunctionName, property, value };
    }

    private list(type: EdmType, property: string): Literal[] {
        this.expectSymbol('(');
        const values = [this.literal(type, property)];
        while (this.takeSymbol(',')) values.push(this.literal(type, property));
        this.expectSymbol(')');
        return values;
    }

    private literal(type: EdmType, property: string): Literal {
        const token = this.tokens[this.position++];
        if (token?.kind === 'word' && token.value === 'null') return null;
        if (token?.kind === 'text' && type === 'Edm.String') return token.value;
        if (token?.kind === 'time' && type === 'Edm.DateTimeOffset') return Date.parse(token.value);
        if (token?.kind === 'number' && (type === 'Edm.Double' || type === 'Edm.Int32')) return Number(token.value);
        if (token?.kind === 'word' && this.set.properties.some(({ name }) => name === token.value)) {
            throw notImplemented('Comparing two properties', '$filter');
        }
        throw invalid(`${property} is compared with ${token?.value ?? 'nothing'}, which is no ${type}.`, '$filter');
    }

    private typeOf(property: string): EdmType {
        const found = this.set.properties.find(({ name }) => name === property);
        if (found) return found.type;
        throw property.includes('/')
            ? notImplemented(`The path ${property}`, '$filter')
            : invalid(`${this.set.name} has no property ${property}.`, '$filter');
    }

    private takeWord(word: string): boolean {
        const token = this.tokens[this.position];
        if (token?.kind !== 'word' || token.value !== word) return false;
        this.position++;
        return true;
    }

    private takeSymbol(symbol: string): boolean {
        const token = this.tokens[this.position];
        if (token?.kind !== 'symbol' || token.value !== symbol) return false;
        this.position++;
        return true;
    }

    private expectSymbol(symbol: string): void {
        if (!this.takeSymbol(symbol)) throw invalid(`$filter needs "${symbol}" ${this.place()}.`, '$filter');
    }

    private expect(kind: Token['kind'], what: string): Token {
        const token = this.tokens[this.position];
        if (token?.kind !== kind) throw invalid(`$filter needs ${what} ${this.place()}.`, '$filter');
        this.position++;
        return token;
    }

    private place(): string {
        const token = this.tokens[this.position];
        return token ? `before "${token.value}"` : 'at its end';
    }
}

function isOneOf<T extends string>(known: readonly T[], value: string): value is T {
    return known.some((one) => one === value);
}
