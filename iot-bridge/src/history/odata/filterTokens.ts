import { invalid } from './errors.ts';

/** A piece of a filter. A text is without its quotes. */
export interface Token {
    kind: 'word' | 'text' | 'number' | 'time' | 'symbol';
    value: string;
}

const patterns: readonly [Token['kind'], RegExp][] = [
    ['text', /'((?:[^']|'')*)'/y],
    ['time', /-?\d{4,}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/y],
    ['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
    ['word', /[A-Za-z_][\w./]*/y],
    ['symbol', /[(),:]/y]
];

/** Cuts a filter into pieces. @throws ODataError where it is none */
export function tokensOf(filter: string): Token[] {
    const tokens: Token[] = [];
    let position = 0;
    while (position < filter.length) {
        if (/\s/.test(filter.charAt(position))) {
            position++;
            continue;
        }
        const token = tokenAt(filter, position);
        if (!token) throw invalid(`$filter cannot be read from character ${position + 1} on.`, '$filter');
        tokens.push(token.token);
        position = token.end;
    }
    return tokens;
}

function tokenAt(filter: string, position: number): { token: Token; end: number } | undefined {
    for (const [kind, pattern] of patterns) {
        pattern.lastIndex = position;
        const match = pattern.exec(filter);
        if (!match) continue;
        const value = kind === 'text' ? (match[1] ?? '').replaceAll("''", "'") : match[0];
        return { token: { kind, value }, end: position + match[0].length };
    }
    return undefined;
}
