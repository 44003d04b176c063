import { parseFormula } from '../../src/formula/index.ts';
import { sharedQueries } from './golden.ts';

/** Sources that are no formulas before a build tool has replaced their placeholders. */
const placeholder = '%%%NAMESPACE%%%';

interface ObjectFormulas {
    readonly formulaFields: readonly { readonly formula: string }[];
    readonly validationRules: readonly { readonly formula: string }[];
}

function unreadable(sources: readonly string[]): string[] {
    return sources
        .filter((source) => !source.includes(placeholder))
        .flatMap((source) => {
            try {
                parseFormula(source);
                return [];
            } catch (error) {
                return [`${String(error)}: ${source}`];
            }
        });
}

describe('formulas of public projects', () => {
    const flows = sharedQueries('flow_formulas_corpus.json') as readonly { readonly expression: string }[] | undefined;
    const objects = sharedQueries('object_formulas_and_validation_rules.json') as ObjectFormulas | undefined;
    if (!flows || !objects) {
        it.todo('read public formulas: skipped, because ../shared/data/queries is not present');
        return;
    }

    it('reads every formula of public flows', () => {
        expect(flows.length).toBeGreaterThan(250);
        expect(unreadable(flows.map(({ expression }) => expression))).toEqual([]);
    });

    it('reads every formula field and validation rule', () => {
        const sources = [...objects.formulaFields, ...objects.validationRules].map(({ formula }) => formula);
        expect(sources.length).toBeGreaterThan(400);
        expect(unreadable(sources)).toEqual([]);
    });
});
