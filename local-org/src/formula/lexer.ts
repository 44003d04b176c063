import { FormulaSyntaxError } from './errors.ts';

/** What a piece of the source is. `reference` is a merge field: `{!name}`. */
export type TokenKind = 'number' | 'text' | 'name' | 'reference' | 'operator' | 'end';

/** A piece of the source with its place. */
export interface Token {
    readonly kind: TokenKind;
    /** Text of the piece; unescaped for text literals, without the braces for merge fields. */
    readonly text: string;
    readonly position: number;
}

const blank = /(?:\s|\u00a0|\/\*[\s\S]*?\*\/)+/y;
const number = /\d+(?:\.\d+)?|\.\d+/y;
const name = /[\p{L}$_][\p{L}\p{N}$_:.#]*/uy;
const reference = /\{!\s*([^{}]+?)\s*\}/y;
const operator = /<>|!=|<=|>=|==|&&|\|\||[-+*/^&=<>!(),]/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Cuts a formula into tokens; comments and white space are left out.
 * @throws FormulaSyntaxError at a character that belongs to nothing, or a text that does not end.
 */
export function tokenize(source: string): Token[] {
    const tokens: Token[] = [];
    let position = skipBlank(source, 0);
    while (position < source.length) {
        const [token, end] = nextToken(source, position);
        tokens.push(token);
        position = skipBlank(source, end);
    }
    tokens.push({ kind: 'end', text: '', position: source.length });
    return tokens;
}

function nextToken(source: string, position: number): [Token, number] {
    if (source.startsWith('/*', position)) throw new FormulaSyntaxError('The comment does not end.', position);
    const first = source[position];
    if (first === '"' || first === "'") return textToken(source, position, first);
    const merge = match(reference, source, position);
    if (merge) return [{ kind: 'reference', text: merge[1] ?? '', position }, position + merge[0].length];
    for (const [kind, pattern] of [
        ['number', number],
        ['name', name],
        ['operator', operator]
    ] as const) {
        const found = match(pattern, source, position);
        if (found) return [{ kind, text: found[0], position }, position + found[0].length];
    }
    throw new FormulaSyntaxError(`Syntax error. Found '${first}'.`, position);
}

function textToken(source: string, position: number, quote: string): [Token, number] {
    let text = '';
    for (let at = position + 1; at < source.length; at++) {
        const character = source.charAt(at);
        if (character === quote) return [{ kind: 'text', text, position }, at + 1];
        if (character === '\\' && at + 1 < source.length) {
            at++;
            text += unescape(source.charAt(at));
        } else {
            text += character;
        }
    }
    throw new FormulaSyntaxError('The text does not end: a quotation mark is missing.', position);
}

/** Only quotes, backslashes and control characters are escaped; other backslashes stay, as regular expressions need them. */
function unescape(character: string): string {
    if (character === '"' || character === "'" || character === '\\') return character;
    return escapes[character] ?? `\\${character}`;
}

function skipBlank(source: string, position: number): number {
    return position + (match(blank, source, position)?.[0].length ?? 0);
}

function match(pattern: RegExp, source: string, position: number): RegExpExecArray | null {
    pattern.lastIndex = position;
    return pattern.exec(source);
}
