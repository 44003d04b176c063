import { parseValue, valueFromASTUntyped } from 'graphql';
import { SalesforceError } from '../../errors.ts';
import type { ObjectDescribe } from '../../platform.ts';
import type { Caller } from '../caller.ts';
import { GraphqlRequestError } from './graphqlError.ts';
import { whereClause } from './whereClause.ts';

/** A filter given as text, as related lists take it: `{ State__c: { eq: "Normal" } }`. */
export function whereOfText(caller: Caller, object: ObjectDescribe, text: string): string {
    try {
        return whereClause(caller, object, valueFromASTUntyped(parseValue(text))) || 'Id != null';
    } catch (error) {
        if (error instanceof GraphqlRequestError || error instanceof SyntaxError || isGraphqlSyntaxError(error)) {
            throw new SalesforceError('INVALID_ARGUMENT', `where: ${error.message}`);
        }
        throw error;
    }
}

const isGraphqlSyntaxError = (error: unknown): error is Error =>
    error instanceof Error && error.name === 'GraphQLError';
