import { configurationKeys } from './reference.ts';
import type { KeyReference } from './reference.ts';

/** The configuration reference as Markdown: one table per section. */
export function renderConfigurationDocs(): string {
    const keys = configurationKeys();
    const single = keys.filter((entry) => entry.children.length === 0);
    const sections = keys.filter((entry) => entry.children.length > 0);
    return [
        '# Configuration of the bridge',
        '',
        'Generated from the schema in `iot-bridge/src/config`; do not edit. Unknown keys are errors.',
        'Texts may contain `${env:NAME}` for an environment variable and `${file:/path}` for the content of a file.',
        '',
        ...table(single),
        ...sections.flatMap((section) => renderSection(section))
    ].join('\n');
}

function renderSection(section: KeyReference): string[] {
    return ['', `## ${section.path}`, '', section.description, '', ...table(flatten(section.children))];
}

function flatten(keys: KeyReference[]): KeyReference[] {
    return keys.flatMap((entry) => [entry, ...flatten(entry.children)]);
}

function table(keys: KeyReference[]): string[] {
    const rows = keys.map((entry) => {
        const fallback = entry.required ? 'required' : code(entry.default);
        return `| \`${entry.path}\` | ${entry.type} | ${fallback} | ${entry.unit ?? ''} | ${entry.reload} | ${entry.description} |`;
    });
    return ['| key | value | default | unit | takes effect | meaning |', '|---|---|---|---|---|---|', ...rows, ''];
}

function code(value: unknown): string {
    return value === undefined ? '' : `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``;
}
