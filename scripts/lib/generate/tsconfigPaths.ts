import path from 'node:path';
import type { GeneratedFile } from './generatedFile.ts';

/**
 * Compiler paths of `c/<bundle>`. One entry per bundle, because a pattern may hold one `*` only and a
 * bundle's file repeats the name of its folder. `jest/*` are the helpers of component tests.
 */
export function tsconfigPaths(bundles: readonly string[]): GeneratedFile {
    const entries = bundles.map((folder): [string, string[]] => {
        const name = path.posix.basename(folder);
        return [`c/${name}`, [`../${folder}/${name}.ts`]];
    });
    const paths = Object.fromEntries([...entries, ['jest/*', ['./jest/*']]]);
    const content = `${JSON.stringify({ compilerOptions: { paths } }, null, 4)}\n`;
    return { path: 'config/tsconfig.paths.json', content };
}
