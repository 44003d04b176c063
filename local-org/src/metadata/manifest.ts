/** `package.xml` and the manifests of destructive changes. */
import type { Package } from '@salesforce/types/metadata';
import { readContent, type ContentProblem } from './readContent.ts';
import type { ComponentName } from './registry.ts';
import type { SchemaTable } from './schemaTable.ts';
import { parseXml } from './xml.ts';

/** The components a manifest names. */
export interface Manifest {
    /** Like `66.0`; undefined when the manifest names none. */
    readonly version: string | undefined;
    readonly members: readonly ComponentName[];
    /** Types named with `*`. */
    readonly wildcards: ReadonlySet<string>;
    readonly problems: readonly ContentProblem[];
}

/**
 * Reads a manifest.
 * @throws XmlSyntaxError where the text is not well-formed.
 */
export function readManifest(table: SchemaTable, text: string): Manifest {
    const root = parseXml(text);
    if (root.name !== 'Package') {
        const problem = { line: root.line, column: root.column, severity: 'error' } as const;
        const message = `Expected the root element Package, but found ${root.name}`;
        return { version: undefined, members: [], wildcards: new Set(), problems: [{ ...problem, message }] };
    }
    const { content, problems } = readContent(table, root, 'Package');
    const { types = [], version } = content as unknown as Partial<Package>;
    const named = types.flatMap(({ members = [], name }) => members.map((fullName) => ({ type: name, fullName })));
    return {
        version: version?.trim(),
        members: named.filter((member) => member.fullName !== '*'),
        wildcards: new Set(named.filter((member) => member.fullName === '*').map((member) => member.type)),
        problems: problems.filter((problem) => problem.severity === 'error')
    };
}
