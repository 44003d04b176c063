/** A project in source format to a deployment in Metadata API format, by Salesforce's own converter. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ComponentSet, MetadataConverter } from '@salesforce/source-deploy-retrieve';
import { z } from 'zod';
import type { MetadataFile } from '../metadata/index.ts';
import { lwcScripts } from './lwcScripts.ts';
import { readZip } from './readZip.ts';

const projectFile = z.object({
    // Without one the CLI takes that of the org.
    sourceApiVersion: z
        .string()
        .regex(/^\d+\.\d$/)
        .default('67.0'),
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

/**
 * The files that the sf CLI would send for these folders. Lightning web components are taken from their
 * TypeScript, so that nothing has to be built before.
 */
export async function projectFiles(
    projectDir: string,
    selection: SourceSelection = {}
): Promise<readonly MetadataFile[]> {
    const { folders, apiVersion } = projectFolders(projectDir, selection);
    const components = ComponentSet.fromSource([...folders]);
    components.sourceApiVersion = apiVersion;
    const { zipBuffer } = await new MetadataConverter().convert(components, 'metadata', { type: 'zip' });
    if (!zipBuffer) throw new Error('The converter made no zip.');
    const scripts = lwcScripts(folders).map(({ path: name, bytes }) => ({ path: name, bytes }));
    const compiled = new Set(scripts.map((script) => script.path));
    return [...readZip(zipBuffer).filter((file) => !compiled.has(file.path)), ...scripts];
}
