import { parseQuery, type Query } from '@jetstreamapp/soql-parser-js';
import { messageOf, SalesforceError } from '../errors.ts';
import { replaceBinds } from './apexBinds.ts';

/** A query that was read. */
export interface ParsedSoql {
    readonly query: Query;
    /** Why it cannot be asked through the API, in Salesforce's words; undefined when it can. */
    readonly refusal: string | undefined;
}

/** Texts and comments, so that what looks like syntax inside them is left alone. */
const OPAQUE = /'(?:\\.|[^'\\])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const SCOPE = /\bUSING\s+SCOPE\s+(\w+)\b/i;
const KNOWN_SCOPES: ReadonlySet<string> = new Set([
    'delegated',
    'everything',
    'mine',
    'my_territory',
    'my_team_territory',
    'team'
]);

/**
 * Reads SOQL as Apex and the API write it. What only Apex may say is read and comes with its refusal, so that
 * a client learns what is wrong instead of which token was expected.
 * @throws SalesforceError `MALFORMED_QUERY`
 */
export function parseSoql(soql: string): ParsedSoql {
    try {
        return { query: parseQuery(soql), refusal: undefined };
    } catch (error) {
        const { text, refusal } = withoutApex(soql);
        if (refusal !== undefined && text !== soql)
            try {
                return { query: parseQuery(text), refusal };
            } catch {
                // The query is wrong in Apex as well: its first error is told.
            }
        throw new SalesforceError('MALFORMED_QUERY', messageOf(error));
    }
}

function withoutApex(soql: string): { readonly text: string; readonly refusal: string | undefined } {
    let refusal: string | undefined;
    const note = (why: string, text: string): string => {
        refusal ??= why;
        return text;
    };
    let text = soql.replace(OPAQUE, (part) =>
        part.startsWith("'") ? part : note('Comments are not allowed in this context', ' ')
    );
    text = text.replace(/\s+ALL\s+ROWS\s*$/i, () => note('ALL ROWS not allowed in this context', ''));
    const scope = SCOPE.exec(text)?.[1];
    if (scope !== undefined && !KNOWN_SCOPES.has(scope.toLowerCase()))
        text = text.replace(SCOPE, () => note(`Not supported by the local org: SOQL USING SCOPE ${scope}`, ''));
    const bound = replaceBinds(text);
    return { text: bound === undefined ? text : note('Bind variables only allowed in Apex code', bound), refusal };
}
