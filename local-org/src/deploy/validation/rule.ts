/** What the rules of a deployment see and how they answer. */
import type { MetadataComponent, MetadataRegistry, Problem } from '../../metadata/index.ts';
import type { FormulaService, Schema } from '../../platform.ts';

/** The org as it would be after the deployment. */
export interface RuleContext {
    readonly registry: MetadataRegistry;
    readonly schema: Schema;
    readonly formula: FormulaService;
}

/** Checks one component; rules are listed by the type they are for. */
export type Rule = (component: MetadataComponent, context: RuleContext) => readonly Problem[];
