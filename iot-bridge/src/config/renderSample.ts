import { stringify } from 'yaml';
import { configurationKeys } from './reference.ts';
import type { KeyReference } from './reference.ts';

/**
 * The sample configuration: every key with its description; keys that must be set carry an example,
 * all others stand commented out with their default.
 */
export function renderSample(): string {
    const head = [
        '# Configuration of the IoT bridge. Lines that start with "#" show the default or an example.',
        '# Secrets: ${env:NAME} takes an environment variable, ${file:/path} the content of a file.',
        ''
    ];
    return [...head, ...configurationKeys().flatMap((entry) => [...renderKey(entry, 0, true), ''])].join('\n');
}

/** Lists without a required place in the sample, shown commented out. */
const commentedLists = new Set(['files', 'routes']);

function renderKey(entry: KeyReference, depth: number, active: boolean): string[] {
    const lines = describe(entry, depth);
    if (entry.children.length > 0) return [...lines, ...renderSection(entry, depth, active)];
    const value = entry.required ? entry.example : (entry.default ?? entry.example);
    const shown = active && entry.required;
    return [...lines, ...assignment(entry.name, value).map((text) => indent(shown ? text : `# ${text}`, depth))];
}

function renderSection(entry: KeyReference, depth: number, active: boolean): string[] {
    const on = active && !commentedLists.has(entry.name) && (entry.required || entry.list || hasDefault(entry));
    const open = indent(on ? `${entry.name}:` : `# ${entry.name}:`, depth);
    const children = entry.children.flatMap((child) => renderKey(child, entry.list ? 0 : depth + 1, on));
    if (!entry.list)
        return allCommented(children) && on ? [indent(`${entry.name}: {}`, depth), ...children] : [open, ...children];
    return [open, ...asListItem(children, depth + 1, on)];
}

function hasDefault(entry: KeyReference): boolean {
    return entry.default !== undefined;
}

function allCommented(lines: string[]): boolean {
    return lines.every((line) => line.trimStart().startsWith('#'));
}

/** Puts the keys of one element behind a dash; the dash stands at the first key that is set. */
function asListItem(lines: string[], depth: number, active: boolean): string[] {
    const first = lines.findIndex((line) => !line.startsWith('#'));
    const dash = active && first >= 0 ? first : lines.findIndex((line) => line.startsWith('# '));
    return lines.map((line, index) => {
        if (active && index === dash) return indent(`- ${line}`, depth);
        return indent(active ? `  ${line}` : `  ${line}`, depth);
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
