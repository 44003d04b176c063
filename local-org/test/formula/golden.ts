import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
    compileFormula,
    FormulaEvaluationError,
    fromField,
    toText,
    type FormulaContext,
    type FormulaType,
    type FormulaValue
} from '../../src/formula/index.ts';

/** Results that Salesforce's own engine gives: with blank numbers as zero, and with blanks as blanks. */
interface Expected {
    readonly formula?: string;
    readonly formulaNullAsNull?: string;
}

interface ReferenceField {
    readonly fieldName: string;
    readonly dataType: string;
    /** Source of a field that is itself calculated; it takes no input. */
    readonly formula?: string;
}

interface GoldenTest {
    readonly testName: string;
    readonly dataType: string;
    readonly formula: string;
    readonly referenceFields: readonly ReferenceField[];
    readonly cases: readonly { readonly input: string | null; readonly expected: Expected }[];
}

/** One expected result. */
export interface GoldenRow {
    readonly test: GoldenTest;
    readonly input: string | null;
    readonly mode: keyof Expected;
    readonly expected: string;
}

/** Data files shared beside the checkout; undefined where they are not present. */
export function sharedQueries(name: string): unknown {
    const file = path.resolve(process.cwd(), '..', 'shared', 'data', 'queries', name);
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** All expected results. */
export function goldenRows(content: unknown): GoldenRow[] {
    const { tests } = content as { readonly tests: readonly GoldenTest[] };
    return tests.flatMap((test) =>
        test.cases.flatMap(({ input, expected }) =>
            (['formula', 'formulaNullAsNull'] as const).flatMap((mode) => {
                const result = expected[mode];
                return result === undefined ? [] : [{ test, input, mode, expected: result }];
            })
        )
    );
}

const types: Readonly<Record<string, FormulaType>> = {
    Boolean: 'boolean',
    Currency: 'number',
    DateOnly: 'date',
    DateTime: 'datetime',
    Double: 'number',
    Percent: 'number',
    Text: 'text',
    TimeOnly: 'time',
    email: 'text',
    phone: 'text',
    textarea: 'text',
    url: 'text'
};

/** What our engine answers, written like the expected results. */
export function actualResult({ test, input, mode }: GoldenRow): string {
    const fields = new Map(test.referenceFields.map((field) => [`${field.fieldName}__c`.toLowerCase(), field]));
    const inputs = inputValues(test, input);
    const names = {
        typeOf: (name: string) => types[fields.get(name.toLowerCase())?.dataType ?? ''],
        picklistsAreText: false
    };
    const context: FormulaContext = {
        now: new Date('2026-11-20T10:00:00Z'),
        blankNumbersAreZero: mode === 'formula',
        isNew: false,
        priorValue: () => undefined,
        value(name) {
            const source = fields.get(name.toLowerCase())?.formula;
            return source === undefined
                ? (inputs.get(name.toLowerCase()) ?? null)
                : compileFormula(source, names).run(context);
        }
    };
    try {
        return written(compileFormula(test.formula, names).run(context), test.dataType);
    } catch (error) {
        if (error instanceof FormulaEvaluationError) return `Error: ${error.message}`;
        throw error;
    }
}

function inputValues(test: GoldenTest, input: string | null): Map<string, FormulaValue> {
    const parts = input === null ? [] : splitInput(input);
    const plain = test.referenceFields.filter((field) => field.formula === undefined);
    return new Map(
        plain.map((field, index) => [
            `${field.fieldName}__c`.toLowerCase(),
            inputValue(parts[index] ?? '', field.dataType)
        ])
    );
}

/** Values are separated by commas; a backslash keeps a comma or itself. */
function splitInput(input: string): string[] {
    const values = [''];
    for (const [piece] of input.matchAll(/\\[,\\]|[\s\S]/g)) {
        if (piece === ',') values.push('');
        else values.push(`${values.pop() ?? ''}${piece.length === 2 ? piece.slice(1) : piece}`);
    }
    return values;
}

function inputValue(source: string, dataType: string): FormulaValue {
    const type = types[dataType] ?? 'text';
    const text = /^\s*null\s*$/i.test(source) ? '' : source;
    if (type === 'text') return text === '' ? null : text;
    if (type === 'date' || type === 'datetime') return text.trim() === '' ? null : momentOf(text.trim(), type);
    return fromField(type === 'boolean' ? text.trim().toLowerCase() : text.trim(), type, dataType === 'Percent');
}

/** `2004:12:31:11:32:00`, perhaps followed by a time zone. */
function momentOf(text: string, type: 'date' | 'datetime'): FormulaValue {
    const offsetHours = text.endsWith(':PST') ? 8 : 0;
    const [year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
    const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
    if (type === 'date') return { kind: 'date', day: midnight / 86_400_000 };
    return {
        kind: 'datetime',
        milliseconds: midnight + (((hours + offsetHours) * 60 + minutes) * 60 + seconds) * 1000
    };
}

function written(value: FormulaValue, dataType: string): string {
    if (value === null || value === '') return 'null';
    if (typeof value === 'object' && 'kind' in value) {
        if (value.kind === 'date') return javaDate(value.day * 86_400_000);
        if (value.kind === 'datetime') return javaDate(value.milliseconds);
    }
    return dataType === 'Percent' ? String(Number(toText(value)) * 100) : toText(value);
}

/** `Nov 15 17:00:00 GMT 2005`: without the weekday, which Java takes from the Julian calendar before 1582. */
function javaDate(milliseconds: number): string {
    const [, day, month, year, time] = new Date(milliseconds).toUTCString().replace(',', '').split(' ');
    return `${month} ${day} ${time} GMT ${Number(year)}`;
}

/** An expected date as `javaDate` writes it. */
function withoutWeekday(text: string): string {
    return text.replace(/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3} .* GMT) 0*/, '$1 ');
}

/** Whether a result is the expected one: errors whatever their text, numbers to 12 digits. */
export function isSameResult(expected: string, actual: string, dataType: string): boolean {
    if (expected.startsWith('Error') || actual.startsWith('Error'))
        return expected.startsWith('Error') && actual.startsWith('Error');
    if (expected === 'null' || actual === 'null') return expected === actual;
    if (types[dataType] === 'number') {
        const [one, other] = [Number(expected), Number(actual)];
        return Math.abs(one - other) <= 1e-12 * Math.max(1, Math.abs(one), Math.abs(other));
    }
    return withoutWeekday(expected.replaceAll('\\,', ',').trim()) === actual.trim();
}

/** Names of the functions in a formula. */
export function functionsIn(formula: string): string[] {
    const names = [...formula.matchAll(/([A-Za-z]+\d?)\s*\(/g)].map((match) => (match[1] ?? '').toUpperCase());
    return names.length === 0 ? ['operators'] : [...new Set(names)];
}
