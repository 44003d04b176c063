/** Door of the rules that a deployment must keep. */
import type { Problem } from '../../metadata/index.ts';
import type { Candidate, MetadataChange, Org } from '../../org.ts';
import type { MetadataTables } from '../readDeployment.ts';
import type { Rule, RuleContext } from './rule.ts';

const rules: Readonly<Record<string, readonly Rule[]>> = {};

/** Findings about the org as it would be: in what is deployed, and in what the change breaks elsewhere. */
export function validate(org: Org, tables: MetadataTables, candidate: Candidate, change: MetadataChange): Problem[] {
    const context: RuleContext = { registry: candidate.registry, schema: candidate.schema, formula: org.formula };
    const found = candidate.registry
        .all()
        .flatMap((component) => (rules[component.type] ?? []).flatMap((rule) => rule(component, context)));
    return [...storedOnly(tables, change), ...found];
}

/** Types which the org keeps without giving them an effect. */
function storedOnly(tables: MetadataTables, change: MetadataChange): Problem[] {
    return change.upserts
        .filter((component) => tables.types.get(component.type)?.support === 'stored')
        .map(({ type, fullName, path, line, column }) => ({
            type,
            fullName,
            path,
            line,
            column,
            message: `${type} is stored but has no effect in the local org`,
            severity: 'warning'
        }));
}
