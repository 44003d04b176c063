import type { ASTNode } from 'graphql';

/** Kinds of errors that Salesforce's GraphQL API names in `extensions.ErrorType`. */
export type GraphqlErrorType = 'InvalidSyntax' | 'ValidationError' | 'DataFetchingException' | 'OperationNotSupported';

/** One entry of `errors` in a GraphQL reply. */
export interface GraphqlErrorEntry {
    readonly message: string;
    readonly locations: readonly { readonly line: number; readonly column: number }[];
    readonly extensions: { readonly ErrorType: GraphqlErrorType };
}

/** A query that cannot be answered; the reply names the place. */
export class GraphqlRequestError extends Error {
    readonly type: GraphqlErrorType;
    readonly node: ASTNode | undefined;

    constructor(type: GraphqlErrorType, message: string, node?: ASTNode) {
        super(message);
        this.name = 'GraphqlRequestError';
        this.type = type;
        this.node = node;
    }

    entry(): GraphqlErrorEntry {
        const start = this.node?.loc?.startToken;
        const locations = start ? [{ line: start.line, column: start.column }] : [];
        return { message: this.message, locations, extensions: { ErrorType: this.type } };
    }
}

/** A field that does not exist, or that the caller may not see. */
export const undefinedField = (field: string, type: string, node?: ASTNode): GraphqlRequestError =>
    new GraphqlRequestError(
        'ValidationError',
        `Validation error (FieldUndefined) : Field '${field}' in type '${type}' is undefined`,
        node
    );

/** Something of Salesforce's GraphQL API that this org has not. */
export const unsupported = (what: string, node?: ASTNode): GraphqlRequestError =>
    new GraphqlRequestError('OperationNotSupported', `Not supported by the local org: ${what}`, node);
