import type { Bundle } from './bundles.ts';

/** One import of a module outside the bundle, with its place. */
export interface ModuleImport {
    readonly specifier: string;
    readonly bundle: string;
    /** File in the deployment, such as `lwc/machineTree/machineTree.js`. */
    readonly file: string;
    /** A stylesheet imports it, so it must be styles. */
    readonly styles: boolean;
    readonly line: number;
    readonly column: number;
}

/** What imports a module: a clause of a script, or a rule of a stylesheet. */
const importClauses: Readonly<Record<string, RegExp>> = {
    js: /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'".][^'"]*)\1/g,
    css: /@import\s*(['"])([^'".][^'"]*)\1/g
};
const commentLine = /^\s*(?:\/\/|\*|\/\*)/;

/** The imports of a bundle's scripts and stylesheets that name a module, in the order of the files. */
export function moduleImports(bundle: Bundle): readonly ModuleImport[] {
    return Object.entries(bundle.files).flatMap(([file, text]) => {
        const clause = importClauses[file.slice(file.lastIndexOf('.') + 1)];
        if (!clause) return [];
        return text.split('\n').flatMap((line, index) => importsOfLine(bundle, file, line, index, clause));
    });
}

function importsOfLine(bundle: Bundle, file: string, line: string, index: number, clause: RegExp): ModuleImport[] {
    if (commentLine.test(line)) return [];
    return [...line.matchAll(clause)].map((match) => ({
        specifier: match[2] ?? '',
        bundle: bundle.name,
        file: `lwc/${bundle.name}/${file}`,
        styles: file.endsWith('.css'),
        line: index + 1,
        column: match.index + match[0].length - (match[2]?.length ?? 0)
    }));
}
