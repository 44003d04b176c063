/** Files of a deployment to components. */
import type { MetadataComponent, MetadataFile, Problem } from './component.ts';
import type { ChildType, MetadataType, MetadataTypes } from './metadataTypes.ts';
import { problemAt } from './problem.ts';
import { readContent } from './readContent.ts';
import type { SchemaTable } from './schemaTable.ts';
import { parseXml, XmlSyntaxError, type XmlElement } from './xml.ts';

/** What the files hold, and what stands against them. */
export interface ReadComponents {
    readonly components: readonly MetadataComponent[];
    readonly problems: readonly Problem[];
}

/** The files that make up one component, before they are read. */
export interface ComponentFiles {
    readonly type: MetadataType;
    readonly fullName: string;
    /** The XML; undefined when the component comes without. */
    readonly xml: MetadataFile | undefined;
    readonly files: readonly MetadataFile[];
}

/** Reads the components out of the files of a deployment in Metadata API format; manifests are passed over. */
export function readComponents(
    types: MetadataTypes,
    table: SchemaTable,
    files: readonly MetadataFile[]
): ReadComponents {
    const { groups, strays } = groupFiles(types, files);
    const read = groups.map((group) => readComponent(table, group));
    return {
        components: read.flatMap((result) => result.components),
        problems: [...strayFolders(strays), ...read.flatMap((result) => result.problems)]
    };
}

/** Sorts files to the components they belong to; `strays` belong to none. */
export function groupFiles(
    types: MetadataTypes,
    files: readonly MetadataFile[]
): { readonly groups: readonly ComponentFiles[]; readonly strays: readonly MetadataFile[] } {
    const groups = new Map<string, { type: MetadataType; fullName: string; files: MetadataFile[] }>();
    const strays: MetadataFile[] = [];
    for (const file of files) {
        const owner = ownerOf(types, file.path);
        if (!owner) {
            if (file.path.includes('/')) strays.push(file);
            continue;
        }
        const key = `${owner.type.name}#${owner.fullName}`;
        const group = groups.get(key) ?? { ...owner, files: [] };
        group.files.push(file);
        groups.set(key, group);
    }
    const withXml = [...groups.values()].map((group) => ({ ...group, xml: group.files.find(isXmlOf(group.type)) }));
    return { groups: withXml, strays };
}

function isXmlOf(type: MetadataType): (file: MetadataFile) => boolean {
    return (file) => type.form === 'xml' || file.path.endsWith('-meta.xml');
}

/** The component a path belongs to, by folder and suffix. */
function ownerOf(types: MetadataTypes, path: string): { type: MetadataType; fullName: string } | undefined {
    const [folder = '', ...rest] = path.split('/');
    const name = rest.join('/');
    for (const type of types.inFolder(folder)) {
        const fullName = fullNameIn(type, name);
        if (fullName) return { type, fullName };
    }
    return undefined;
}

function fullNameIn(type: MetadataType, name: string): string | undefined {
    if (type.form === 'bundle') return name.includes('/') ? name.slice(0, name.indexOf('/')) : undefined;
    const isFolder = type.name.endsWith('Folder');
    const suffix = isFolder ? '' : `.${type.suffix}`;
    const bare = name.endsWith('-meta.xml') ? name.slice(0, -'-meta.xml'.length) : isFolder ? undefined : name;
    if (!bare?.endsWith(suffix) || bare.length === suffix.length) return undefined;
    return decoded(bare.slice(0, bare.length - suffix.length));
}

/** File names carry full names percent-encoded; one that is not encoded rightly is taken as it stands. */
function decoded(name: string): string {
    try {
        return decodeURIComponent(name);
    } catch {
        return name;
    }
}

/** Files which no known type owns: told once for each folder, as a type that is wanted is refused by name elsewhere. */
function strayFolders(files: readonly MetadataFile[]): Problem[] {
    const folders = Map.groupBy(files, (file) => file.path.slice(0, file.path.indexOf('/')));
    return [...folders].map(([folder, strays]) => ({
        type: '',
        fullName: folder,
        path: strays[0]?.path ?? folder,
        message: `The local org knows no metadata type with such files in the folder ${folder} (${strays.length} left out)`,
        line: 1,
        column: 1,
        severity: 'warning'
    }));
}

/** Reads one component and those of its children that are components of their own. */
export function readComponent(table: SchemaTable, group: ComponentFiles): ReadComponents {
    const { type, fullName, xml, files } = group;
    const path = xml?.path ?? files[0]?.path ?? '';
    const component = { type: type.name, fullName, path, line: 1, column: 1, content: {}, files };
    const refuse = (message: string, at = { line: 1, column: 1 }): ReadComponents => ({
        components: [component],
        problems: [{ type: type.name, fullName, path, message, line: at.line, column: at.column, severity: 'error' }]
    });
    if (!xml) return refuse(`The file ${path} has no -meta.xml beside it`);
    try {
        return readXmlComponent(table, group, xml);
    } catch (error) {
        if (error instanceof XmlSyntaxError) return refuse(`Error parsing file: ${error.message}`, error);
        throw error;
    }
}

function readXmlComponent(table: SchemaTable, group: ComponentFiles, xml: MetadataFile): ReadComponents {
    const { type, fullName, files } = group;
    const root = parseXml(new TextDecoder('utf-8').decode(xml.bytes));
    const identity = { type: type.name, fullName, path: xml.path };
    const rootType = type.name === 'Settings' && root.name.endsWith('Settings') ? root.name : type.name;
    const component = { ...identity, line: root.line, column: root.column, content: {}, files };
    if (root.name !== rootType || !table.isType(rootType)) {
        const message = `Expected the root element ${type.name}, but found ${root.name}`;
        return { components: [component], problems: [problemAt(component, message)] };
    }
    const childElements = new Map(type.children.map((child) => [child.element, child]));
    const own = root.children.filter((element) => !childElements.has(element.name));
    const parent = readElement(table, component, { ...root, children: own }, rootType);
    const children = root.children.flatMap((element) => {
        const child = childElements.get(element.name);
        return child ? [readChild(table, component, element, child)] : [];
    });
    const all = [parent, ...children];
    return { components: all.flatMap((read) => read.components), problems: all.flatMap((read) => read.problems) };
}

function readChild(
    table: SchemaTable,
    parent: MetadataComponent,
    element: XmlElement,
    child: ChildType
): ReadComponents {
    const name = element.children.find((part) => part.name === child.nameElement)?.text.trim() ?? '';
    const fullName = child.qualified ? `${parent.fullName}.${name}` : name;
    const { line, column } = element;
    const identity = { type: child.type, fullName, path: parent.path, line, column, content: {}, files: [] };
    return readElement(table, identity, element, child.type);
}

function readElement(
    table: SchemaTable,
    component: MetadataComponent,
    element: XmlElement,
    typeName: string
): ReadComponents {
    const { content, problems } = readContent(table, element, typeName);
    const { type, fullName, path } = component;
    return {
        components: [{ ...component, content }],
        problems: problems.map((problem) => ({ type, fullName, path, ...problem }))
    };
}
