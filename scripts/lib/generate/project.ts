import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { childText, childrenNamed, descendants, readXml, type XmlElement } from './xml.ts';

/** A field of force-app, as its metadata file describes it. */
export interface ProjectField {
    readonly name: string;
    readonly label: string;
    readonly type: string;
    readonly description: string;
    /** What the column "type" of the reference shows, e.g. `Number(18, 2)`. */
    readonly shape: string;
    readonly required: boolean;
    /** Object a lookup or master-detail points at. */
    readonly parent: string | undefined;
    readonly values: readonly string[];
}

/** An object folder of one package directory. A standard object has fields only. */
export interface ProjectObject {
    readonly name: string;
    readonly packageDirectory: string;
    readonly label: string | undefined;
    readonly description: string | undefined;
    readonly fields: readonly ProjectField[];
}

/** What the generators need to know of force-app. */
export interface Project {
    readonly objects: readonly ProjectObject[];
    readonly labels: readonly string[];
    readonly resources: readonly string[];
    readonly customPermissions: readonly string[];
    readonly channels: readonly { readonly name: string; readonly fields: readonly string[] }[];
    /** Folder of each Lightning web component with a script, relative to the project; some bundles are CSS alone. */
    readonly bundles: readonly string[];
}

const projectFile = z.object({ packageDirectories: z.array(z.object({ path: z.string() })).min(1) });

/** Package directories named by sfdx-project.json, in their order. */
export async function packageDirectories(root: string): Promise<string[]> {
    const content: unknown = JSON.parse(await readFile(path.join(root, 'sfdx-project.json'), 'utf8'));
    return projectFile.parse(content).packageDirectories.map((directory) => directory.path);
}

/** Reads the metadata of every package directory. */
export async function readProject(root: string): Promise<Project> {
    const directories = await packageDirectories(root);
    const find = (pattern: string) => findFiles(root, directories, pattern);
    const objects = await Promise.all(directories.map((directory) => readObjects(root, directory)));
    const channels = await find('**/messageChannels/*.messageChannel-meta.xml');
    return {
        objects: objects.flat(),
        labels: (await Promise.all((await find('**/*.labels-meta.xml')).map((file) => readLabels(root, file)))).flat(),
        resources: (await find('**/*.resource-meta.xml')).map(componentName),
        customPermissions: (await find('**/*.customPermission-meta.xml')).map(componentName),
        channels: await Promise.all(channels.map((file) => readChannel(root, file))),
        bundles: (await find('**/lwc/*/*.js-meta.xml'))
            .map((file) => path.posix.dirname(file))
            .filter((bundle) => !isStylesAlone(path.join(root, bundle)))
    };
}

/** Whether a bundle only shares its CSS. */
function isStylesAlone(bundle: string): boolean {
    const has = (extension: string): boolean => existsSync(path.join(bundle, path.basename(bundle) + extension));
    return has('.css') && !has('.ts') && !has('.html');
}

async function findFiles(root: string, directories: readonly string[], pattern: string): Promise<string[]> {
    const found: string[] = [];
    for (const directory of directories) {
        for await (const file of glob(`${directory}/${pattern}`, { cwd: root })) found.push(toPosix(file));
    }
    return found.sort();
}

function toPosix(file: string): string {
    return file.split(path.sep).join('/');
}

function componentName(file: string): string {
    return path.posix.basename(file).replace(/\..*$/, '');
}

async function readObjects(root: string, directory: string): Promise<ProjectObject[]> {
    const files = await findFiles(root, [directory], '**/objects/*/**/*.xml');
    const names = new Set(files.map((file) => /\/objects\/([^/]+)\//.exec(file)?.[1] ?? ''));
    return Promise.all(
        [...names].map((name) =>
            readObject(
                root,
                directory,
                name,
                files.filter((file) => file.includes(`/objects/${name}/`))
            )
        )
    );
}

async function readObject(root: string, directory: string, name: string, files: string[]): Promise<ProjectObject> {
    const own = files.find((file) => file.endsWith('.object-meta.xml'));
    const xml = own === undefined ? undefined : await readXml(path.join(root, own));
    const fields = files.filter((file) => file.endsWith('.field-meta.xml'));
    return {
        name,
        packageDirectory: directory,
        label: xml && childText(xml, 'label'),
        description: xml && childText(xml, 'description'),
        fields: await Promise.all(fields.map(async (file) => toField(await readXml(path.join(root, file)))))
    };
}

function toField(xml: XmlElement): ProjectField {
    const type = childText(xml, 'type') ?? '';
    return {
        name: childText(xml, 'fullName') ?? '',
        label: childText(xml, 'label') ?? '',
        type,
        description: childText(xml, 'description') ?? '',
        shape: fieldShape(xml, type),
        required: childText(xml, 'required') === 'true' || type === 'MasterDetail',
        parent: childText(xml, 'referenceTo'),
        values: descendants(xml, 'valueSet', 'valueSetDefinition', 'value').map((v) => childText(v, 'fullName') ?? '')
    };
}

function fieldShape(xml: XmlElement, type: string): string {
    if (childText(xml, 'formula') !== undefined) return `Formula (${type})`;
    const size = [childText(xml, 'precision') ?? childText(xml, 'length'), childText(xml, 'scale')];
    const referenced = childText(xml, 'referenceTo');
    if (referenced !== undefined) return `${type}(${referenced})`;
    const known = size.filter((part) => part !== undefined);
    return known.length === 0 ? type : `${type}(${known.join(', ')})`;
}

async function readLabels(root: string, file: string): Promise<string[]> {
    const xml = await readXml(path.join(root, file));
    return childrenNamed(xml, 'labels').map((label) => childText(label, 'fullName') ?? '');
}

async function readChannel(root: string, file: string): Promise<Project['channels'][number]> {
    const xml = await readXml(path.join(root, file));
    const fields = childrenNamed(xml, 'lightningMessageFields').map((field) => childText(field, 'fieldName') ?? '');
    return { name: componentName(file), fields };
}
