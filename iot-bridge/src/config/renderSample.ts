import { stringify } from 'yaml';
import { configurationKeys } from './reference.ts';
import type { KeyReference } from './reference.ts';

/**
 * The sample configuration: every key with its description; keys that must be set carry an example,
 * all others stand commented out with their default.
 */
export function renderSample(): string {
    const head = [
        '## Configuration of the IoT bridge. Lines that start with a single "#" show a default or an example.',
        '## Secrets: ${env:NAME} takes an environment variable, ${file:/path} the content of a file.',
        ''
    ];
    return [...head, ...configurationKeys().flatMap((entry) => [...renderKey(entry, 0, true), ''])].join('\n');
}

/** Sections that a first configuration does not need, although keys in them must be set once they are used. */
const commentedSections = new Set([
    'files',
    'webhooks',
    'signals',
    'signature',
    'routes',
    'rules',
    'tokens',
    'issuer',
    'tls',
    'tracing',
    'credential'
]);

function renderKey(entry: KeyReference, depth: number, active: boolean): string[] {
    if (entry.children.length > 0) return [...describe(entry, depth), ...renderSection(entry, depth, active)];
    const value = entry.required ? entry.example : (entry.default ?? entry.example);
    const shown = active && entry.required;
    const lines = assignment(entry.name, value).map((text) => indent(shown ? text : `# ${text}`, depth));
    return [...describe(entry, depth), ...lines];
}

/** A section is commented out when nothing in it must be set. */
function renderSection(entry: KeyReference, depth: number, active: boolean): string[] {
    const wanted = active && !commentedSections.has(entry.name);
    const keys = entry.list ? requiredFirst(entry.children) : entry.children;
    const children = keys.flatMap((child) => renderKey(child, entry.list ? 0 : depth + 1, wanted));
    const on = wanted && children.some(isSet);
    const open = indent(on ? `${entry.name}:` : `# ${entry.name}:`, depth);
    return [open, ...(entry.list ? asListItem(children, depth + 1) : children)];
}

/** The dash of a list element stands at its first key, which therefore must be one that is set. */
function requiredFirst(keys: readonly KeyReference[]): KeyReference[] {
    return [...keys.filter((entry) => entry.required), ...keys.filter((entry) => !entry.required)];
}

function isSet(line: string): boolean {
    return !line.trimStart().startsWith('#');
}

/** Puts the keys of one element behind a dash. */
function asListItem(lines: string[], depth: number): string[] {
    const dash = lines.findIndex((line) => !line.startsWith('##'));
    return lines.map((line, index) => {
        if (index !== dash) return indent(`  ${line}`, depth);
        return indent(isSet(line) ? `- ${line}` : `# - ${line.slice(2)}`, depth);
    });
}

function describe(entry: KeyReference, depth: number): string[] {
    const unit = entry.unit ? ` [${entry.unit}]` : '';
    const values = entry.type.startsWith('`') ? ` One of ${entry.type.replaceAll('`', '')}.` : '';
    return [indent(`## ${entry.description}${values}${unit}`, depth)];
}

function assignment(name: string, value: unknown): string[] {
    return stringify({ [name]: value ?? '' }, { lineWidth: 0 })
        .trimEnd()
        .split('\n');
}

function indent(text: string, depth: number): string {
    return '  '.repeat(depth) + text;
}
