import type { Quality, RejectionReason, SignalValue } from '../pipeline/index.ts';

/** Type of a signal's value (Signal_Definition__mdt.Value_Type__c). */
export type ValueType = 'Number' | 'Text' | 'Boolean';

/** A typed value, or why there is none. */
export type TypedValue = { value: SignalValue } | { reason: RejectionReason; detail: string };

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const commaNumber = /^[+-]?\d+,\d+$/;

/** Gives a decoded value the type its definition demands. Numbers may be texts, with blanks or a decimal comma. */
export function typeValue(raw: unknown, type: ValueType): TypedValue {
    switch (type) {
        case 'Number':
            return toNumber(raw);
        case 'Text':
            return toText(raw);
        case 'Boolean':
            return toBoolean(raw);
    }
}

function toNumber(raw: unknown): TypedValue {
    if (typeof raw === 'number' && Number.isFinite(raw)) return { value: raw };
    if (typeof raw === 'bigint') return { value: Number(raw) };
    if (typeof raw === 'string') {
        const text = raw.trim();
        if (plainNumber.test(text) && Number.isFinite(Number(text))) return { value: Number(text) };
        if (commaNumber.test(text)) return { value: Number(text.replace(',', '.')) };
        return { reason: 'not-a-number', detail: `"${text.slice(0, 40)}"` };
    }
    if (typeof raw === 'number') return { reason: 'not-a-number', detail: String(raw) };
    return { reason: 'wrong-type', detail: `a number is expected, not ${typeName(raw)}` };
}

function toText(raw: unknown): TypedValue {
    if (typeof raw === 'string') return { value: raw.trim().slice(0, 255) };
    if (typeof raw === 'number' || typeof raw === 'bigint' || typeof raw === 'boolean') return { value: String(raw) };
    return { reason: 'wrong-type', detail: `a text is expected, not ${typeName(raw)}` };
}

function toBoolean(raw: unknown): TypedValue {
    if (typeof raw === 'boolean') return { value: raw };
    if (raw === 1 || raw === '1' || raw === 'true') return { value: true };
    if (raw === 0 || raw === '0' || raw === 'false') return { value: false };
    return { reason: 'wrong-type', detail: `true or false is expected, not ${typeName(raw)}` };
}

function typeName(raw: unknown): string {
    if (raw === null) return 'null';
    return Array.isArray(raw) ? 'a list' : typeof raw;
}

/**
 * Quality from the codes devices use: OPC UA status codes (severity in the two top bits), OPC DA and Ignition codes
 * (192 and above good, 64 to 191 uncertain), Sparkplug (0 bad, 192 good, 500 stale) and words.
 */
export function qualityOf(raw: unknown): Quality {
    if (raw === undefined || raw === null) return 'Good';
    if (typeof raw === 'boolean') return raw ? 'Good' : 'Bad';
    if (typeof raw === 'number') return numericQuality(raw);
    if (typeof raw !== 'string') return 'Uncertain';
    const word = raw.trim().toLowerCase();
    if (word.startsWith('good') || word === 'ok' || word === 'valid') return 'Good';
    if (word.startsWith('bad') || word === 'error' || word === 'invalid') return 'Bad';
    return 'Uncertain';
}

function numericQuality(code: number): Quality {
    if (code >= 0x80000000) return 'Bad';
    if (code >= 0x40000000) return 'Uncertain';
    if (code === 192 || (code > 192 && code < 256)) return 'Good';
    if (code === 500 || (code >= 64 && code < 192)) return 'Uncertain';
    return 'Bad';
}
