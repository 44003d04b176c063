import { Decimal } from '../decimal.ts';
import { define, strict, textual } from '../definition.ts';
import type { FunctionDefinition } from '../definition.ts';
import { toText } from '../convert.ts';
import { FormulaEvaluationError } from '../errors.ts';
import type { FormulaValue } from '../value.ts';

function whole(value: FormulaValue | undefined): number {
    if (!Decimal.isDecimal(value)) throw new FormulaEvaluationError('A number is expected.');
    return Math.trunc(value.toNumber());
}

function text(value: FormulaValue | undefined): string {
    return typeof value === 'string' ? value : '';
}

const decimalText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function parseNumber(source: string): Decimal {
    if (!decimalText.test(source)) throw new FormulaEvaluationError(`VALUE: '${source}' is not a number.`);
    return new Decimal(source);
}

function pad(source: string, length: number, filler: string, atStart: boolean): string {
    if (length <= 0) return '';
    if (source.length >= length) return source.slice(0, length);
    if (filler === '') return source;
    return atStart ? source.padStart(length, filler) : source.padEnd(length, filler);
}

function padding(usage: string, atStart: boolean): FunctionDefinition {
    return strict('Text', usage, 'text,number,text?', 'text', (args) =>
        pad(text(args[0]), whole(args[1]), args.length > 2 ? text(args[2]) : ' ', atStart)
    );
}

/** A middle piece; positions count from 1 and anything before the text is the start. */
function middle(source: string, start: number, length: number): string {
    const from = Math.max(0, start - 1);
    return length <= 0 ? '' : source.slice(from, from + length);
}

/** `tr_TR` as JavaScript writes it. */
function language(locale: FormulaValue | undefined): string[] {
    return text(locale) === '' ? [] : [text(locale).replaceAll('_', '-')];
}

/** Every word starts with a capital letter and goes on in small ones. */
function capitalise(source: string): string {
    return source.replace(/[\p{L}\p{N}']+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
}

/** Java patterns must match the whole text. */
function matchesWhole(source: string, pattern: string): boolean {
    try {
        return new RegExp(`^(?:${possessiveFree(pattern)})$`, 'u').test(source);
    } catch {
        return matchesLoosely(source, pattern);
    }
}

/** Patterns that escape more than the strict Unicode mode allows (`\-`, `\@`). */
function matchesLoosely(source: string, pattern: string): boolean {
    try {
        return new RegExp(`^(?:${possessiveFree(pattern)})$`).test(source);
    } catch (cause) {
        throw new FormulaEvaluationError(`REGEX: '${pattern}' is not a regular expression (${String(cause)}).`);
    }
}

/** `%` is any text, `_` any character; a backslash takes the next character as it is. */
function likePattern(pattern: string): string {
    return pattern.replace(/\\?[\s\S]/g, (piece) => {
        if (piece === '%') return '[\\s\\S]*';
        if (piece === '_') return '[\\s\\S]';
        return piece.slice(-1).replace(/[.*+?^${}()|[\]\\]/, '\\$&');
    });
}

/** Java's possessive quantifiers have no counterpart; the plain ones accept at least as much. */
function possessiveFree(pattern: string): string {
    return pattern.replace(/([*+?}])\+/g, '$1');
}

const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;'
};

function encodeHtml(source: string): string {
    return source.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function encodeScript(source: string): string {
    return source.replace(/[\\'"\n\r/<>]/g, (character) =>
        character === '\n' ? '\\n' : character === '\r' ? '\\r' : `\\${character}`
    );
}

function encodeUrl(source: string): string {
    return encodeURIComponent(source)
        .replace(/%20/g, '+')
        .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function image(args: readonly FormulaValue[]): string {
    const size = args.length > 2 ? ` height="${toText(args[2] ?? null)}" width="${toText(args[3] ?? null)}"` : '';
    return `<img src="${text(args[0])}" alt="${encodeHtml(text(args[1]))}" border="0"${size}/>`;
}

/** The 18-character form of an id: three characters that tell which of the 15 are capitals. */
function caseSafeId(id: string): string {
    if (id.length !== 15) return id;
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
    const suffix = [0, 5, 10].map((start) => {
        const bits = Array.from(id.slice(start, start + 5)).map((character, index) =>
            /[A-Z]/.test(character) ? 1 << index : 0
        );
        return letters[bits.reduce((sum, bit) => sum + bit, 0)];
    });
    return id + suffix.join('');
}

function writable(args: readonly { type: string }[]): 'text' | { problem: string } {
    const type = args[0]?.type ?? 'null';
    const refused = type === 'location' || type === 'boolean' || type === 'multipicklist';
    return refused ? { problem: `TEXT does not take ${type}.` } : 'text';
}

/** Functions of text. */
export const textFunctions: readonly FunctionDefinition[] = [
    textual('Text', 'BEGINS(text, compare_text)', 'text,text', 'boolean', ([source, start]) =>
        text(source).startsWith(text(start))
    ),
    textual('Text', 'CONTAINS(text, compare_text)', 'text|multipicklist,text', 'boolean', ([source, part]) =>
        text(source).includes(text(part))
    ),
    textual(
        'Text',
        'INCLUDES(multiselect_picklist_field, text_literal)',
        'multipicklist|text,text',
        'boolean',
        ([source, value]) => text(source).split(';').includes(text(value))
    ),
    textual(
        'Text',
        'FIND(search_text, text, start_num)',
        'text,text,number?',
        'number',
        ([part, source, start]) =>
            new Decimal(text(source).indexOf(text(part), start === undefined ? 0 : whole(start) - 1) + 1)
    ),
    strict('Text', 'LEFT(text, num_chars)', 'text,number', 'text', ([source, length]) =>
        text(source).slice(0, Math.max(0, whole(length)))
    ),
    strict('Text', 'RIGHT(text, num_chars)', 'text,number', 'text', ([source, length]) => {
        const wanted = Math.max(0, whole(length));
        return wanted === 0 ? '' : text(source).slice(-wanted);
    }),
    strict('Text', 'MID(text, start_num, num_chars)', 'text,number,number', 'text', ([source, start, length]) =>
        middle(text(source), whole(start), whole(length))
    ),
    textual('Text', 'LEN(text)', 'text', 'number', ([source]) => new Decimal(text(source).length)),
    textual('Text', 'LOWER(text, locale)', 'text,text?', 'text', ([source, locale]) =>
        text(source).toLocaleLowerCase(language(locale))
    ),
    textual('Text', 'UPPER(text, locale)', 'text,text?', 'text', ([source, locale]) =>
        text(source).toLocaleUpperCase(language(locale))
    ),
    strict('Text', 'INITCAP(text)', 'text', 'text', ([source]) => capitalise(text(source))),
    padding('LPAD(text, padded_length, pad_string)', true),
    padding('RPAD(text, padded_length, pad_string)', false),
    strict('Text', 'REVERSE(text)', 'text', 'text', ([source]) => Array.from(text(source)).reverse().join('')),
    strict('Text', 'SUBSTITUTE(text, old_text, new_text)', 'text,text,text', 'text', ([source, old, fresh]) =>
        text(old) === '' ? text(source) : text(source).replaceAll(text(old), () => text(fresh))
    ),
    strict('Text', 'TRIM(text)', 'text', 'text', ([source]) => text(source).trim()),
    define('Text', 'TEXT(value)', 'any', writable, ([value], context) => toText(value?.run(context) ?? null) || null),
    strict('Text', 'VALUE(text)', 'text', 'number', ([source]) => parseNumber(text(source))),
    textual('Text', 'ISNUMBER(text)', 'text', 'boolean', ([source]) => decimalText.test(text(source))),
    strict('Text', 'ASCII(text)', 'text', 'number', ([source]) => new Decimal(text(source).codePointAt(0) ?? 0)),
    strict('Text', 'CHR(number)', 'number', 'text', ([code]) => String.fromCodePoint(whole(code))),
    textual('Text', 'BR()', '', 'text', () => '\n'),
    strict('Text', 'CASESAFEID(id)', 'text', 'text', ([id]) => caseSafeId(text(id))),
    textual(
        'Text',
        'HYPERLINK(url, friendly_name, target)',
        'text,text|number,text?',
        'text',
        ([url, name, target]) =>
            `<a href="${text(url)}" target="${target === undefined ? '_blank' : text(target)}">${toText(name ?? null)}</a>`
    ),
    textual('Text', 'IMAGE(image_url, alternate_text, height, width)', 'text,text?,number?,number?', 'text', image),
    textual('Text', 'HTMLENCODE(text)', 'text', 'text', ([source]) => encodeHtml(text(source))),
    textual('Text', 'JSENCODE(text)', 'text', 'text', ([source]) => encodeScript(text(source))),
    textual('Text', 'JSINHTMLENCODE(text)', 'text', 'text', ([source]) => encodeScript(encodeHtml(text(source)))),
    textual('Text', 'URLENCODE(text)', 'text', 'text', ([source]) => encodeUrl(text(source))),
    textual('Advanced', 'REGEX(text, regex_text)', 'text,text', 'boolean', ([source, pattern]) =>
        matchesWhole(text(source), text(pattern))
    ),
    textual('Advanced', 'LIKE(text, pattern)', 'text,text', 'boolean', ([source, pattern]) =>
        matchesWhole(text(source), likePattern(text(pattern)))
    )
];
