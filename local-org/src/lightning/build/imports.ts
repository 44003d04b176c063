import type { Bundle } from './bundles.ts';

/** One import of a module outside the bundle, with its place. */
export interface ModuleImport {
    readonly specifier: string;
    readonly bundle: string;
    /** File in the deployment, such as `lwc/machineTree/machineTree.js`. */
    readonly file: string;
    readonly line: number;
    readonly column: number;
}

const importClause = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'".][^'"]*)\1/g;
const commentLine = /^\s*(?:\/\/|\*|\/\*)/;

/** The imports of a bundle's scripts that name a module, in the order of the files. */
export function moduleImports(bundle: Bundle): readonly ModuleImport[] {
    return Object.entries(bundle.files)
        .filter(([file]) => file.endsWith('.js'))
        .flatMap(([file, text]) => text.split('\n').flatMap((line, index) => importsOfLine(bundle, file, line, index)));
}

function importsOfLine(bundle: Bundle, file: string, line: string, index: number): ModuleImport[] {
    if (commentLine.test(line)) return [];
    return [...line.matchAll(importClause)].map((match) => ({
        specifier: match[2] ?? '',
        bundle: bundle.name,
        file: `lwc/${bundle.name}/${file}`,
        line: index + 1,
        column: match.index + match[0].length - (match[2]?.length ?? 0)
    }));
}
