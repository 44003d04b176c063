import { signalDefinitionRow } from '../contract/index.ts';
import type { SignalDefinitionRow } from '../contract/index.ts';

/** A file to write: its name, and its content. */
export interface DefinitionFile {
    name: string;
    content: string;
}

/** Fields of the record, as the Metadata API orders them: by name. */
const fields = Object.keys(signalDefinitionRow.shape)
    .filter((name) => name.endsWith('__c'))
    .sort() as (keyof SignalDefinitionRow)[];

/** The source file of a Signal_Definition__mdt record (Metadata API, type CustomMetadata). */
export function definitionFile(row: SignalDefinitionRow): DefinitionFile {
    const values = fields.map((field) => {
        const value = row[field];
        return `    <values>\n        <field>${field}</field>\n        ${valueElement(value)}\n    </values>\n`;
    });
    const content = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        '<CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">\n',
        `    <label>${escaped(row.MasterLabel)}</label>\n`,
        '    <protected>false</protected>\n',
        ...values,
        '</CustomMetadata>\n'
    ].join('');
    return { name: `Signal_Definition.${row.DeveloperName}.md-meta.xml`, content };
}

function valueElement(value: SignalDefinitionRow[keyof SignalDefinitionRow]): string {
    if (value === null || value === undefined) return '<value xsi:nil="true"/>';
    const type = typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'double' : 'string';
    return `<value xsi:type="xsd:${type}">${escaped(String(value))}</value>`;
}

/** XML 1.0 has no place for control characters, escaped or not. */
function escaped(text: string): string {
    return (
        text
            .replaceAll('&', '&amp;')
            .replaceAll('<', '&lt;')
            .replaceAll('>', '&gt;')
            // eslint-disable-next-line no-control-regex -- these are the characters to remove
            .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '')
    );
}
