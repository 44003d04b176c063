/** Plain data back to XML of the Metadata API, in the order in which the API itself gives it. */
import type { SchemaProperty, SchemaTable } from './schemaTable.ts';
import { escapeXml } from './xml.ts';

const indentation = '    ';

/** Needed where values carry their type. */
const typeNamespaces =
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** A document with this content as its root element. */
export function writeDocument(table: SchemaTable, typeName: string, content: unknown): string {
    const body = writeFields(table, typeName, content, 1);
    const typed = body.includes('xsi:') ? typeNamespaces : '';
    const root = `<${typeName} xmlns="http://soap.sforce.com/2006/04/metadata"${typed}>`;
    return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n${body}</${typeName}>\n`;
}

/** The elements inside a complex type, each on lines of its own. */
export function writeFields(table: SchemaTable, typeName: string, content: unknown, depth: number): string {
    if (typeof content !== 'object' || content === null) return '';
    const values = content as Record<string, unknown>;
    const properties = [...(table.properties(typeName)?.values() ?? [])];
    return properties
        .map((property) => writeProperty(table, typeName, property, values[property.name], depth))
        .join('');
}

function writeProperty(
    table: SchemaTable,
    owner: string,
    property: SchemaProperty,
    value: unknown,
    depth: number
): string {
    if (value === undefined) return '';
    if (Array.isArray(value)) {
        return value.map((item) => writeProperty(table, owner, property, item, depth)).join('');
    }
    const indent = indentation.repeat(depth);
    if (owner === 'LightningComponentBundle' && property.name === 'targetConfigs') return `${indent}${String(value)}\n`;
    if (table.isType(property.type)) {
        const inside = writeFields(table, property.type, value, depth + 1);
        return `${indent}<${property.name}>\n${inside}${indent}</${property.name}>\n`;
    }
    return `${indent}${writeScalar(property, value)}\n`;
}

function writeScalar(property: SchemaProperty, value: unknown): string {
    if (value === null) return `<${property.name} xsi:nil="true"/>`;
    const named = property.type === 'any' ? ` xsi:type="${anyTypeName(value)}"` : '';
    return `<${property.name}${named}>${escapeXml(String(value))}</${property.name}>`;
}

function anyTypeName(value: unknown): string {
    if (typeof value === 'boolean') return 'xsd:boolean';
    return typeof value === 'number' ? 'xsd:double' : 'xsd:string';
}
