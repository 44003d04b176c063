/** The files of a deployment to the change they ask for. */
import {
    componentKey,
    readComponents,
    readManifest,
    XmlSyntaxError,
    type ComponentName,
    type Manifest,
    type MetadataComponent,
    type MetadataFile,
    type MetadataTypes,
    type Problem,
    type SchemaTable
} from '../metadata/index.ts';

/** What a deployment asks for. */
export interface Deployment {
    readonly upserts: readonly MetadataComponent[];
    readonly deletions: readonly ComponentName[];
    /** Errors here end the deployment; warnings are told. */
    readonly problems: readonly Problem[];
}

/** Tables that readers need; loaded once. */
export interface MetadataTables {
    readonly types: MetadataTypes;
    readonly schema: SchemaTable;
}

const destructiveManifests = ['destructiveChangesPre.xml', 'destructiveChanges.xml', 'destructiveChangesPost.xml'];

/** Reads manifests and components, and keeps the components that `package.xml` names. */
export function readDeployment(tables: MetadataTables, files: readonly MetadataFile[]): Deployment {
    const manifest = manifestOf(tables, files, 'package.xml');
    if (!manifest) return refusedDeployment('package.xml', 'No package.xml found');
    const destructive = destructiveManifests.flatMap((path) => manifestOf(tables, files, path) ?? []);
    const manifestProblems = [manifest, ...destructive].flatMap((read) => read.problems);
    const read = readComponents(tables.types, tables.schema, files);
    const wanted = selection(tables.types, manifest, read.components);
    const selected = read.components.filter(wanted);
    const chosen = new Set(selected.map(componentKey));
    const present = new Set(read.components.flatMap((one) => [componentKey(one), ...folderNames(one)]));
    return {
        upserts: selected,
        deletions: destructive.flatMap((one) => one.members),
        problems: [
            ...manifestProblems,
            ...unknownTypes(tables.types, [manifest, ...destructive]),
            ...manifest.members.filter((member) => isMissing(tables.types, member, present)).map(missingFile),
            ...duplicates(selected),
            ...read.problems.filter((problem) => problem.type === '' || chosen.has(componentKey(problem))),
            ...unnamed(tables.types, read.components, chosen)
        ]
    };
}

interface PlacedManifest extends Omit<Manifest, 'problems'> {
    readonly problems: readonly Problem[];
}

function manifestOf(tables: MetadataTables, files: readonly MetadataFile[], path: string): PlacedManifest | undefined {
    const file = files.find((candidate) => candidate.path === path);
    if (!file) return undefined;
    const identity = { type: '', fullName: path, path };
    try {
        const manifest = readManifest(tables.schema, new TextDecoder().decode(file.bytes));
        return { ...manifest, problems: manifest.problems.map((problem) => ({ ...identity, ...problem })) };
    } catch (error) {
        if (!(error instanceof XmlSyntaxError)) throw error;
        const { line, column, message } = error;
        const problem: Problem = {
            ...identity,
            line,
            column,
            severity: 'error',
            message: `Error parsing file: ${message}`
        };
        return { version: undefined, members: [], wildcards: new Set(), problems: [problem] };
    }
}

function refusedDeployment(path: string, message: string): Deployment {
    return { upserts: [], deletions: [], problems: [wholeFile({ type: '', fullName: path }, path, message)] };
}

function wholeFile(name: ComponentName, path: string, message: string): Problem {
    return { ...name, path, message, line: 1, column: 1, severity: 'error' };
}

/** A component is deployed when it, its type or the component around it is named. */
function selection(
    types: MetadataTypes,
    manifest: Manifest | PlacedManifest,
    components: readonly MetadataComponent[]
): (component: MetadataComponent) => boolean {
    const named = new Set(manifest.members.map(componentKey));
    const isNamed = (name: ComponentName) =>
        manifest.wildcards.has(name.type) ||
        named.has(componentKey(name)) ||
        folderNames(name).some((one) => named.has(one));
    const parents = new Map(
        components.filter((one) => !types.get(one.type)?.parent).map((one) => [`${one.type}#${one.path}`, one])
    );
    return (component) => {
        if (isNamed(component)) return true;
        const parentType = types.get(component.type)?.parent;
        const parent = parentType ? parents.get(`${parentType}#${component.path}`) : undefined;
        return parent !== undefined && isNamed(parent);
    };
}

/** Manifests name a folder as a member of its content's type: `Report` with `Alarms` or `Alarms/`. */
function folderNames(name: ComponentName): string[] {
    if (!name.type.endsWith('Folder')) return [];
    const type = name.type.slice(0, -'Folder'.length);
    return [componentKey({ ...name, type }), componentKey({ type, fullName: `${name.fullName}/` })];
}

function unknownTypes(types: MetadataTypes, manifests: readonly PlacedManifest[]): Problem[] {
    const names = new Set(manifests.flatMap((one) => [...one.wildcards, ...one.members.map((member) => member.type)]));
    return [...names]
        .filter((name) => !types.get(name))
        .map((name) =>
            wholeFile(
                { type: '', fullName: 'package.xml' },
                'package.xml',
                `Metadata type not supported by the local org: ${name}`
            )
        );
}

/** The file around all labels has no name of its own that clients agree on. */
function isMissing(types: MetadataTypes, member: ComponentName, present: ReadonlySet<string>): boolean {
    return types.get(member.type) !== undefined && member.type !== 'CustomLabels' && !present.has(componentKey(member));
}

function missingFile(member: ComponentName): Problem {
    const message = `An object '${member.fullName}' of type ${member.type} was named in package.xml, but was not found in zipped directory`;
    const hint = member.type === 'LightningComponentBundle' ? ' (is its TypeScript compiled to JavaScript?)' : '';
    return wholeFile(member, 'package.xml', message + hint);
}

function duplicates(components: readonly MetadataComponent[]): Problem[] {
    const seen = new Set<string>();
    return components.flatMap((component) => {
        const key = componentKey(component);
        if (!seen.has(key)) {
            seen.add(key);
            return [];
        }
        const { type, fullName, path, line, column } = component;
        return [
            { type, fullName, path, line, column, severity: 'error', message: `Duplicate name: ${fullName}` } as const
        ];
    });
}

/** Top-level components of the zip that the manifest leaves out are not deployed, and the client is told. */
function unnamed(
    types: MetadataTypes,
    components: readonly MetadataComponent[],
    chosen: ReadonlySet<string>
): Problem[] {
    const usedFiles = new Set(components.filter((one) => chosen.has(componentKey(one))).map((one) => one.path));
    return components
        .filter((one) => !types.get(one.type)?.parent && !chosen.has(componentKey(one)) && !usedFiles.has(one.path))
        .map((one) => ({ ...wholeFile(one, one.path, 'Not in package.xml'), severity: 'warning' }));
}
