import { existsSync } from 'node:fs';
import { glob, rm } from 'node:fs/promises';
import path from 'node:path';

/** Removes the compiled files of all bundles, so that none survives its deleted source. */
export async function removeCompiled(root: string, directories: readonly string[]): Promise<void> {
    for (const directory of directories) {
        for await (const file of glob(`${directory}/**/lwc/*/*.js`, { cwd: root })) await rm(path.join(root, file));
    }
}

/**
 * Bundles that could not be deployed: those without their compiled main file.
 * @param bundles folders relative to root
 */
export function bundlesWithoutScript(root: string, bundles: readonly string[]): string[] {
    return bundles.filter((bundle) => !existsSync(path.join(root, bundle, `${path.basename(bundle)}.js`)));
}
