import type { GeneratedFile } from './generatedFile.ts';
import type { ProjectField, ProjectObject } from './project.ts';

/** `docs/reference/objects.md`: every object and field that force-app adds, from their descriptions. */
export function objectsReference(objects: readonly ProjectObject[]): GeneratedFile {
    const sorted = [...objects].filter(hasContent).sort((a, b) => a.name.localeCompare(b.name, 'en'));
    const content = ['# Objects and fields', '', INTRODUCTION, '', ...sorted.flatMap(section)].join('\n');
    return { path: 'docs/reference/objects.md', content: `${content.trimEnd()}\n` };
}

const INTRODUCTION = 'Generated from `force-app` by `npm run generate`; change the metadata, not this page.';

function hasContent(object: ProjectObject): boolean {
    return object.fields.length > 0 || object.label !== undefined;
}

function section(object: ProjectObject): string[] {
    const label = object.label === undefined ? '' : ` (${object.label})`;
    const fields = [...object.fields].sort((a, b) => a.name.localeCompare(b.name, 'en'));
    const table =
        fields.length === 0 ? [] : ['| Field | Label | Type | Meaning |', '|---|---|---|---|', ...fields.map(row)];
    return [
        `## ${object.name}${label}`,
        '',
        `Package directory \`${object.packageDirectory}\`.`,
        '',
        ...(object.description === undefined ? [] : [object.description, '']),
        ...table,
        ''
    ];
}

function row(field: ProjectField): string {
    const required = field.required ? ', required' : '';
    const values = field.values.length === 0 ? '' : ` Values: ${field.values.join(', ')}.`;
    const cells = [`\`${field.name}\``, field.label, `${field.shape}${required}`, `${field.description}${values}`];
    return `| ${cells.map(escapeCell).join(' | ')} |`;
}

function escapeCell(text: string): string {
    return text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
}
