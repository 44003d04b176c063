import type { Bundle } from './bundles.ts';
import { moduleImports, type ModuleImport } from './imports.ts';
import type { BuildProblem } from './protocol.ts';
import { salesforceModule, type OrgFacts } from './salesforceModules.ts';

/** What the imports of all bundles resolve to. */
export interface CheckedImports {
    /** Sources of the scoped modules that are used. */
    readonly modules: Readonly<Record<string, string>>;
    readonly problems: readonly BuildProblem[];
}

/**
 * Resolves every import of the bundles against the org.
 * @param platform names of the modules that the platform offers, such as `lightning/card`
 */
export function checkImports(
    bundles: readonly Bundle[],
    platform: ReadonlySet<string>,
    facts: OrgFacts
): CheckedImports {
    const modules: Record<string, string> = {};
    const problems: BuildProblem[] = [];
    const byName = new Map(bundles.map((bundle) => [bundle.name, bundle]));
    for (const found of bundles.flatMap(moduleImports)) {
        const outcome = resolve(found, byName, platform, facts);
        if ('problem' in outcome) problems.push(toProblem(found, outcome.problem));
        else if (outcome.source) modules[found.specifier] = outcome.source;
    }
    return { modules, problems: [...problems, ...bundles.flatMap(missingScript)] };
}

function resolve(
    { specifier, styles }: ModuleImport,
    bundles: ReadonlyMap<string, Bundle>,
    platform: ReadonlySet<string>,
    facts: OrgFacts
): { source: string } | { problem: string } {
    const component = /^c\/(.+)$/.exec(specifier)?.[1];
    const bundle = component === undefined ? undefined : bundles.get(component);
    if (component && !bundle) return { problem: `There is no component ${specifier}.` };
    if (styles && !(bundle && onlyStyles(bundle))) return { problem: `${specifier} is no module of CSS alone.` };
    if (bundle) return { source: '' };
    if (specifier.startsWith('@salesforce/')) return salesforceModule(specifier, facts);
    if (platform.has(specifier)) return { source: '' };
    return { problem: `There is no module ${specifier}, or the local org does not support it.` };
}

function toProblem({ bundle, file, line, column }: ModuleImport, message: string): BuildProblem {
    return { bundle, file, line, column, message };
}

/** A bundle that shares its CSS: it has neither a script nor a template. */
const onlyStyles = ({ files }: Bundle): boolean => Object.keys(files).every((file) => file.endsWith('.css'));

function missingScript(bundle: Bundle): BuildProblem[] {
    const { name, files } = bundle;
    if (`${name}.js` in files || onlyStyles(bundle)) return [];
    const message = `Bundle ${name} has no ${name}.js. Compile its TypeScript before it is deployed.`;
    return [{ bundle: name, file: `lwc/${name}/${name}.js`, line: 1, column: 1, message }];
}
