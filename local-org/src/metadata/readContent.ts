/** XML of the Metadata API to plain data, checked against the table of types on the way. */
import { setPlaces, type Place } from './place.ts';
import type { SchemaProperty, SchemaTable } from './schemaTable.ts';
import { suggestion } from './suggestion.ts';
import { formatXml, type XmlElement } from './xml.ts';

/** What is wrong with an element. */
export interface ContentProblem extends Place {
    readonly message: string;
    readonly severity: 'error' | 'warning';
}

/** Content with what was found wrong in it; unreadable parts are left out of the content. */
export interface ReadContent {
    readonly content: Record<string, unknown>;
    readonly problems: readonly ContentProblem[];
}

type Report = (element: Place, message: string, severity?: 'error' | 'warning') => void;

/** Elements whose content is XML of another vocabulary and stays text. */
const rawElements: ReadonlySet<string> = new Set(['LightningComponentBundle.targetConfigs']);

/** Reads an element as a value of the named complex type. */
export function readContent(table: SchemaTable, element: XmlElement, typeName: string): ReadContent {
    const problems: ContentProblem[] = [];
    const report: Report = (at, message, severity = 'error') =>
        void problems.push({ line: at.line, column: at.column, message, severity });
    return { content: readComplex(table, element, typeName, report), problems };
}

function readComplex(
    table: SchemaTable,
    element: XmlElement,
    typeName: string,
    report: Report
): Record<string, unknown> {
    const properties = table.properties(concreteType(table, element, typeName)) ?? new Map<string, SchemaProperty>();
    const content = emptyLists(properties);
    const seen = new Set<string>();
    const places: Record<string, Place> = {};
    const stray = element.text.trim().slice(0, 40);
    // Deployed public projects hold stray text between elements, so the API reads over it.
    if (stray) report(element, `Text '${stray}' has no meaning in ${typeName}`, 'warning');
    let previous = '';
    for (const child of element.children) {
        const property = properties.get(child.name);
        if (!property) {
            report(
                child,
                `Property '${child.name}' not valid in type ${typeName}${suggestion(child.name, properties.keys())}`
            );
            continue;
        }
        if (checkRepetition(seen, property, previous, typeName, child, report)) {
            addValue(content, property, readValue(table, child, property, typeName, report));
            places[child.name] ??= { line: child.line, column: child.column };
        }
        seen.add(child.name);
        previous = child.name;
    }
    checkRequired(properties, seen, typeName, element, report);
    setPlaces(content, { line: element.line, column: element.column }, places);
    return content;
}

/** A derived type that the element names itself by `xsi:type`. */
function concreteType(table: SchemaTable, element: XmlElement, typeName: string): string {
    const named = element.attributes['xsi:type']?.replace(/^.*:/, '');
    return named && table.isType(named) ? named : typeName;
}

function checkRepetition(
    seen: ReadonlySet<string>,
    property: SchemaProperty,
    previous: string,
    typeName: string,
    child: XmlElement,
    report: Report
): boolean {
    if (!seen.has(property.name)) return true;
    if (property.repeatable && previous === property.name) return true;
    report(child, `Element ${property.name} is duplicated at this location in type ${typeName}`);
    return false;
}

/** Repeatable elements are arrays even where there is none, as the types of the Metadata API say. */
function emptyLists(properties: ReadonlyMap<string, SchemaProperty>): Record<string, unknown> {
    const repeatable = [...properties.values()].filter((property) => property.repeatable);
    return Object.fromEntries(repeatable.map((property) => [property.name, []]));
}

function addValue(content: Record<string, unknown>, property: SchemaProperty, value: unknown): void {
    if (value === undefined) return;
    const present = content[property.name];
    if (Array.isArray(present) && property.repeatable) present.push(value);
    else content[property.name] = value;
}

/** Elements that the declarations require although the API takes files without them. */
const optionalElements: ReadonlySet<string> = new Set([
    'ApexClass.status',
    'ApexTrigger.status',
    'CustomPermission.isLicensed'
]);

function checkRequired(
    properties: ReadonlyMap<string, SchemaProperty>,
    seen: ReadonlySet<string>,
    typeName: string,
    element: XmlElement,
    report: Report
): void {
    for (const property of properties.values()) {
        if (property.required && !seen.has(property.name) && !optionalElements.has(`${typeName}.${property.name}`)) {
            report(element, `Required field is missing: ${property.name} in type ${typeName}`);
        }
    }
}

function readValue(
    table: SchemaTable,
    element: XmlElement,
    property: SchemaProperty,
    owner: string,
    report: Report
): unknown {
    if (/^(true|1)$/.test(element.attributes['xsi:nil'] ?? '')) return property.type === 'any' ? null : undefined;
    if (rawElements.has(`${owner}.${property.name}`)) return formatXml(element);
    if (table.isType(property.type)) return readComplex(table, element, property.type, report);
    const unexpected = element.children[0];
    if (unexpected) report(unexpected, `Element ${unexpected.name} is not allowed in ${property.name}`);
    const values = table.enumeration(property.type);
    return values ? readEnumeration(element, property, values, report) : readScalar(element, property, report);
}

function readEnumeration(
    element: XmlElement,
    property: SchemaProperty,
    values: readonly string[],
    report: Report
): string | undefined {
    const value = element.text.trim();
    if (values.includes(value)) return value;
    report(element, `'${value}' is not a valid value for the enum '${property.type}'${suggestion(value, values)}`);
    return undefined;
}

function readScalar(element: XmlElement, property: SchemaProperty, report: Report): unknown {
    const text = element.text.trim();
    const type = property.type === 'any' ? anyType(element) : property.type;
    if (type === 'boolean') {
        if (/^(true|false|0|1)$/.test(text)) return text === 'true' || text === '1';
        report(element, `'${text}' is not a valid value for the type xsd:boolean in ${property.name}`);
        return undefined;
    }
    if (type === 'number') {
        if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text);
        report(element, `'${text}' is not a valid number in ${property.name}`);
        return undefined;
    }
    return element.text;
}

/** The scalar type behind an `xsi:type` such as `xsd:double`. */
function anyType(element: XmlElement): string {
    const named = element.attributes['xsi:type']?.replace(/^.*:/, '') ?? 'string';
    if (named === 'boolean') return 'boolean';
    return /^(double|int|integer|long|decimal|float|short)$/.test(named) ? 'number' : 'string';
}
