/** A project in source format to a deployment in Metadata API format, by Salesforce's own converter. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ComponentSet, MetadataConverter } from '@salesforce/source-deploy-retrieve';
import { z } from 'zod';

const projectFile = z.object({
    sourceApiVersion: z.string().regex(/^\d+\.\d$/),
    packageDirectories: z.array(z.object({ path: z.string() })).min(1)
});

/** Which part of a project is meant. */
export interface SourceSelection {
    /** Folders below the project, such as `force-app/core`; the package directories of the project when left out. */
    readonly folders?: readonly string[];
}

/** The folders of a project that hold source, as absolute paths, and its API version. */
export function projectFolders(
    projectDir: string,
    selection: SourceSelection = {}
): { readonly folders: readonly string[]; readonly apiVersion: string } {
    const text = readFileSync(path.join(projectDir, 'sfdx-project.json'), 'utf8');
    const project = projectFile.parse(JSON.parse(text));
    const folders = selection.folders ?? project.packageDirectories.map((directory) => directory.path);
    return { folders: folders.map((folder) => path.resolve(projectDir, folder)), apiVersion: project.sourceApiVersion };
}

/** The zip that the sf CLI would send for these folders. */
export async function zipProject(projectDir: string, selection: SourceSelection = {}): Promise<Uint8Array> {
    const { folders, apiVersion } = projectFolders(projectDir, selection);
    const components = ComponentSet.fromSource([...folders]);
    components.sourceApiVersion = apiVersion;
    const { zipBuffer } = await new MetadataConverter().convert(components, 'metadata', { type: 'zip' });
    if (!zipBuffer) throw new Error('The converter made no zip.');
    return zipBuffer;
}
