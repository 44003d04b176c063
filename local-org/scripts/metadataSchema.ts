/** Reads the TypeScript declarations of the Metadata API into the compact table that is used at run time. */
import ts from 'typescript';

/**
 * One type: its base type and its properties. A property is written as its type's name, followed by
 * `[]` when the element may repeat or by `?` when it may be left out.
 */
export interface SchemaType {
    readonly base?: string;
    readonly properties: Readonly<Record<string, string>>;
}

/** The table: closed enumerations with their values, and complex types. */
export interface SchemaTable {
    readonly enumerations: Readonly<Record<string, readonly string[]>>;
    readonly types: Readonly<Record<string, SchemaType>>;
}

/**
 * Types which the declarations give as `string` although the Metadata API has elements of that name;
 * the WSDL derives them from these bases.
 */
const basesMissingInDeclarations: Readonly<Record<string, string>> = {
    DashboardFolder: 'Folder',
    DocumentFolder: 'Folder',
    EmailFolder: 'Folder',
    EmailTemplateFolder: 'Folder',
    ReportFolder: 'Folder',
    WorkflowAction: 'Metadata'
};

/** Elements of earlier releases that files in use still have: an org reads files of every API version. */
const propertiesOfEarlierReleases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    FlowActionCall: { versionSegment: 'number?' }
};

/** Builds the table from the text of `@salesforce/types/lib/metadata.d.ts`. */
export function buildMetadataSchema(declarations: string): SchemaTable {
    const source = ts.createSourceFile('metadata.d.ts', declarations, ts.ScriptTarget.Latest, true);
    const enumerations: Record<string, readonly string[]> = {};
    const types: Record<string, SchemaType> = {};
    for (const statement of source.statements) {
        if (!ts.isTypeAliasDeclaration(statement) || statement.name.text === 'ApiSchemaTypes') continue;
        const name = statement.name.text;
        const values = literals(statement.type);
        if (values) enumerations[name] = values;
        else if (statement.type.kind !== ts.SyntaxKind.StringKeyword) types[name] = complexType(statement.type);
    }
    for (const [name, base] of Object.entries(basesMissingInDeclarations)) {
        types[name] ??= { base, properties: {} };
    }
    for (const [name, properties] of Object.entries(propertiesOfEarlierReleases)) {
        const type = types[name];
        if (type) types[name] = { ...type, properties: { ...properties, ...type.properties } };
    }
    return { enumerations, types };
}

/** The table as JSON with one enumeration or type on each line, so that a new release reads well in a diff. */
export function formatMetadataSchema(table: SchemaTable): string {
    const lines = (entries: object) =>
        Object.entries(entries)
            .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
            .join(',\n');
    return `{"enumerations":{\n${lines(table.enumerations)}\n},"types":{\n${lines(table.types)}\n}}\n`;
}

function literals(type: ts.TypeNode): readonly string[] | undefined {
    const parts = ts.isUnionTypeNode(type) ? type.types : [type];
    const values = parts.map((part) =>
        ts.isLiteralTypeNode(part) && ts.isStringLiteral(part.literal) ? part.literal.text : undefined
    );
    return values.every((value) => value !== undefined) ? values : undefined;
}

function complexType(type: ts.TypeNode): SchemaType {
    if (ts.isTypeLiteralNode(type)) return { properties: properties(type) };
    if (ts.isTypeReferenceNode(type)) return { base: type.getText(), properties: {} };
    if (!ts.isIntersectionTypeNode(type)) throw new Error(`Unexpected declaration: ${type.getText()}`);
    const base = type.types.find(ts.isTypeReferenceNode);
    const own = type.types.find(ts.isTypeLiteralNode);
    return { ...(base ? { base: base.getText() } : {}), properties: own ? properties(own) : {} };
}

function properties(literal: ts.TypeLiteralNode): Record<string, string> {
    const members = literal.members.filter(ts.isPropertySignature);
    return Object.fromEntries(members.map((member) => [member.name.getText(), propertyType(member)]));
}

function propertyType(member: ts.PropertySignature): string {
    const type = member.type;
    if (!type) throw new Error(`Property without a type: ${member.getText()}`);
    if (ts.isArrayTypeNode(type)) return `${type.elementType.getText()}[]`;
    const text = ts.isUnionTypeNode(type) ? firstOfUnion(type) : type.getText();
    return member.questionToken ? `${text}?` : text;
}

function firstOfUnion(type: ts.UnionTypeNode): string {
    const part = type.types.find((candidate) => candidate.getText() !== 'null' && candidate.getText() !== 'undefined');
    if (!part) throw new Error(`Union without a type: ${type.getText()}`);
    return ts.isArrayTypeNode(part) ? `${part.elementType.getText()}[]` : part.getText();
}
