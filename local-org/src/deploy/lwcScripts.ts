/** The TypeScript of Lightning web components as the JavaScript that is deployed. */
import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import type { MetadataFile } from '../metadata/index.ts';

/** A script of a bundle with the source file it was made of. */
export interface LwcScript extends MetadataFile {
    readonly source: string;
}

/**
 * Takes the types out of every script of the bundles in some folders. Types become blanks, so that lines and
 * columns stay as they are in the source.
 */
export function lwcScripts(folders: readonly string[]): readonly LwcScript[] {
    return folders
        .flatMap((folder) => globSync('**/lwc/*/**/*.ts', { cwd: folder }).map((name) => path.join(folder, name)))
        .filter((source) => !source.endsWith('.d.ts') && !source.includes(`${path.sep}__`))
        .map((source) => {
            const below = source.split(path.sep).join('/');
            const target = below.slice(below.lastIndexOf('/lwc/') + 1).replace(/\.ts$/, '.js');
            const script = stripTypeScriptTypes(readFileSync(source, 'utf8'));
            return { path: target, bytes: new TextEncoder().encode(script), source };
        });
}
