import { packageDirectories, readProject } from '../generate/project.ts';
import { runCompiler } from '../typescript.ts';
import { bundlesWithoutScript, removeCompiled } from './bundles.ts';

const COMPILER_PROJECT = 'config/tsconfig.lwc.json';

/** Components were not built; the message lists why. */
export class LwcBuildError extends Error {
    readonly problems: readonly string[];

    constructor(problems: readonly string[]) {
        super(`The Lightning web components were not built:\n${problems.join('\n')}`);
        this.name = 'LwcBuildError';
        this.problems = problems;
    }
}

/**
 * Compiles every Lightning web component in place, because an org takes JavaScript only and wants it in the
 * bundle's folder. Answers the number of bundles.
 * @throws LwcBuildError on type errors or when a bundle ends up without its script
 */
export async function buildLwc(root: string): Promise<number> {
    await removeCompiled(root, await packageDirectories(root));
    const { problems } = await runCompiler(root, COMPILER_PROJECT);
    if (problems.length > 0) throw new LwcBuildError(problems);
    const { bundles } = await readProject(root);
    const missing = bundlesWithoutScript(root, bundles);
    if (missing.length > 0) throw new LwcBuildError(missing.map((bundle) => `${bundle} has no compiled script`));
    return bundles.length;
}
