import { createOrg, type LocalOrg } from '../../src/createOrg.ts';
import { parseSoql } from '../../src/query/parseSoql.ts';
import { sharedQueries } from '../formula/golden.ts';

interface ParserCases {
    readonly 'test-cases': readonly {
        readonly soql: string;
        readonly options?: { readonly ignoreParseErrors?: boolean };
    }[];
    readonly 'test-cases-for-is-valid': readonly { readonly soql: string; readonly isValid: boolean }[];
}

/** No query before a build tool has replaced its placeholders. */
const placeholder = '%%%NAMESPACE%%%';

/** The corpus cuts a query at its first `]`, which may be that of a bind variable's index: brackets are closed again. */
function completed(soql: string): string {
    if (!/\[[^\]]*$/.test(soql)) return soql;
    const open = (soql.match(/\(/g) ?? []).length - (soql.match(/\)/g) ?? []).length;
    return `${soql}]${open > 0 ? ') FROM Account' : ''}`;
}

function unreadable(queries: readonly string[]): string[] {
    return queries.flatMap((soql) => {
        try {
            parseSoql(soql);
            return [];
        } catch (error) {
            return [`${String(error)}: ${soql}`];
        }
    });
}

function askable(soql: string): boolean {
    return unreadable([soql]).length === 0 && parseSoql(soql).refusal === undefined;
}

describe('SOQL of public projects', () => {
    const apex = sharedQueries('apex_inline_soql_corpus.json') as readonly { readonly soql: string }[] | undefined;
    const cases = sharedQueries('soql_parser_js_cases.json') as ParserCases | undefined;
    if (!apex || !cases) {
        it.todo('read public queries: skipped, because ../shared/data/queries is not present');
        return;
    }

    it('reads every query of public Apex, but those that are templates', () => {
        const queries = apex.map(({ soql }) => completed(soql));
        const failed = unreadable(queries);
        expect(queries.length).toBeGreaterThan(2_900);
        expect(failed.filter((problem) => !problem.includes(placeholder))).toEqual([]);
        expect(1 - failed.length / queries.length).toBeGreaterThan(0.99);
    });

    it('reads the cases of a public parser and refuses what it refuses', () => {
        expect(
            unreadable(cases['test-cases'].filter(({ options }) => !options?.ignoreParseErrors).map(({ soql }) => soql))
        ).toEqual([]);
        const judged = cases['test-cases-for-is-valid'].filter(({ soql, isValid }) =>
            isValid ? unreadable([soql]).length > 0 : askable(soql)
        );
        expect(judged).toEqual([]);
    });
});

describe('SOQL that only Apex may say', () => {
    let org: LocalOrg;
    beforeAll(() => void (org = createOrg()));
    afterAll(() => org.stop());

    it.each([
        ['SELECT Id FROM Account ALL ROWS', 'ALL ROWS not allowed in this context'],
        ['SELECT Id FROM Account WHERE IsDeleted = true ALL ROWS', 'ALL ROWS not allowed in this context'],
        ['SELECT Id FROM Account WHERE Name = :name', 'Bind variables only allowed in Apex code'],
        ['SELECT Id FROM Account LIMIT :most', 'Bind variables only allowed in Apex code'],
        ['SELECT Id /* all */ FROM Account', 'Comments are not allowed in this context'],
        ['SELECT Id FROM Account USING SCOPE mine_and_my_groups', 'USING SCOPE mine_and_my_groups'],
        ['SELECT Id FROM Account GROUP BY ROLLUP(Id)', 'ROLLUP'],
        ['SELECT TYPEOF What WHEN Account THEN Name END FROM Task', 'TYPEOF'],
        ["SELECT Id FROM Account WHERE Name = 'x' -- and more", 'expecting EOF']
    ])('%s', (soql, message) => {
        expect(() => org.records.query(org.systemExecution(), soql)).toThrow(message);
    });
});
