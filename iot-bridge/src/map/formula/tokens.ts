/** A piece of a formula with its position, counted from 1. */
export interface Token {
    kind: 'number' | 'text' | 'name' | 'symbol' | 'end';
    text: string;
    position: number;
}

/** A formula that cannot be used; the message says what is wrong and where. */
export class FormulaProblem extends Error {}

const pattern =
    /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|'(?<text>[^']*)'|(?<name>[A-Za-z_]\w*)|(?<symbol><=|>=|!=|[-+*/^()<>=,]))/y;

const kinds = ['number', 'text', 'name', 'symbol'] as const;

/** Splits a formula. @throws FormulaProblem at a character that has no meaning */
export function tokensOf(formula: string): Token[] {
    const trimmed = formula.trimEnd();
    const tokens: Token[] = [];
    pattern.lastIndex = 0;
    while (pattern.lastIndex < trimmed.length) {
        const start = pattern.lastIndex;
        const match = pattern.exec(trimmed);
        if (!match) {
            const at = start + (/^\s*/.exec(trimmed.slice(start))?.[0].length ?? 0);
            throw new FormulaProblem(`"${trimmed[at]}" at position ${at + 1} has no meaning in a formula`);
        }
        tokens.push(tokenOf(match));
    }
    tokens.push({ kind: 'end', text: 'the end', position: trimmed.length + 1 });
    return tokens;
}

function tokenOf(match: RegExpExecArray): Token {
    const groups: Partial<Record<string, string>> = match.groups ?? {};
    const kind = kinds.find((name) => groups[name] !== undefined) ?? 'symbol';
    const text = groups[kind] ?? match[0];
    const quotes = kind === 'text' ? 2 : 0;
    return { kind, text, position: match.index + match[0].length - text.length - quotes + 1 };
}
