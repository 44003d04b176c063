import { isCollection, isRecord } from '../value.ts';
import type { FlowValue } from '../value.ts';

const longest = 200;
const mostFields = 12;

/** A value as people read it in a trace; long values are cut. */
export function show(value: FlowValue): string {
    if (value === null) return '(blank)';
    if (isCollection(value)) return `${value.length} ${value.length === 1 ? 'item' : 'items'}`;
    if (isRecord(value)) return showRecord(value.object, value.fields);
    if (typeof value === 'string') return `"${cut(value)}"`;
    return String(value);
}

function showRecord(object: string, fields: Readonly<Record<string, FlowValue>>): string {
    const filled = Object.entries(fields).filter(([, value]) => value !== null && value !== '');
    const shown = filled.slice(0, mostFields).map(([name, value]) => `${name}: ${show(value)}`);
    if (filled.length > mostFields) shown.push(`${filled.length - mostFields} more`);
    return `${object} { ${shown.join(', ')} }`;
}

function cut(text: string): string {
    return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
