import {
    Kind,
    OperationTypeNode,
    parse,
    valueFromASTUntyped,
    type DocumentNode,
    type OperationDefinitionNode
} from 'graphql';
import { z } from 'zod';
import { SalesforceError } from '../../errors.ts';
import type { ObjectDescribe } from '../../platform.ts';
import type { Caller } from '../caller.ts';
import type { DisplayFormat } from '../displayValue.ts';
import { formatOf } from '../recordRepresentation.ts';
import { runAggregate } from './aggregate.ts';
import { readConnection } from './connection.ts';
import { GraphqlRequestError, undefinedField, unsupported, type GraphqlErrorEntry } from './graphqlError.ts';
import { runConnection, type Reply } from './runConnection.ts';
import { SelectionReader, type SelectedField, type Variables } from './selections.ts';

/** A reply of the GraphQL API; the HTTP status is 200 also for errors. */
export interface GraphqlReply {
    readonly data: Reply | null;
    readonly errors: readonly GraphqlErrorEntry[];
}

const requestBody = z.object({
    query: z.string(),
    variables: z.record(z.string(), z.unknown()).nullish(),
    operationName: z.string().nullish()
});

/** Lists of records that one request may ask for. */
const maximumSubqueries = 10;

/** Runs a query of Salesforce's GraphQL API in the caller's name. */
export function graphqlRequest(caller: Caller, body: unknown): GraphqlReply {
    try {
        const { query, variables, operationName } = requestBody.parse(body);
        const document = parseDocument(query);
        const operation = findOperation(document, operationName ?? undefined);
        const reader = new SelectionReader(document, withDefaults(operation, variables ?? {}));
        return { data: new QueryRun(caller).operation(reader.fields(operation)), errors: [] };
    } catch (error) {
        return { data: null, errors: [errorEntry(error)] };
    }
}

function parseDocument(query: string): DocumentNode {
    try {
        return parse(query);
    } catch (error) {
        throw new GraphqlRequestError(
            'InvalidSyntax',
            `Invalid Syntax : ${error instanceof Error ? error.message : ''}`
        );
    }
}

function findOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
    const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    const found = operations.find((node) => name === undefined || node.name?.value === name);
    if (!found || (name === undefined && operations.length > 1)) {
        throw new GraphqlRequestError('ValidationError', 'Validation error : the operation cannot be determined');
    }
    if (found.operation !== OperationTypeNode.QUERY) throw unsupported(`${found.operation} operations`, found);
    return found;
}

/** Variables with their declared defaults; a required one without value is an error. */
function withDefaults(operation: OperationDefinitionNode, given: Variables): Variables {
    const values: Record<string, unknown> = { ...given };
    for (const { variable, defaultValue, type } of operation.variableDefinitions ?? []) {
        const name = variable.name.value;
        if (values[name] !== undefined) continue;
        if (defaultValue) values[name] = valueFromASTUntyped(defaultValue);
        else if (type.kind === Kind.NON_NULL_TYPE) {
            throw new GraphqlRequestError(
                'ValidationError',
                `Variable '${name}' has an invalid value : it is required`,
                variable
            );
        }
    }
    return values;
}

class QueryRun {
    readonly #caller: Caller;
    readonly #format: DisplayFormat;
    #subqueries = 0;

    constructor(caller: Caller) {
        this.#caller = caller;
        this.#format = formatOf(caller);
    }

    operation(fields: readonly SelectedField[]): Reply {
        return this.#each(fields, 'Query', { uiapi: (field) => this.#uiapi(field), __typename: () => 'Query' });
    }

    #uiapi({ fields }: SelectedField): Reply {
        return this.#each(fields, 'UIAPI', {
            query: (field) => this.#lists(field, (object, list) => this.#records(object, list)),
            aggregate: (field) =>
                this.#lists(field, (object, list) => runAggregate(this.#caller, object, list, this.#format)),
            __typename: () => 'UIAPI'
        });
    }

    #lists({ fields }: SelectedField, run: (object: ObjectDescribe, list: SelectedField) => Reply): Reply {
        return Object.fromEntries(fields.map((list) => [list.key, this.#list(list, run)]));
    }

    #list(list: SelectedField, run: (object: ObjectDescribe, list: SelectedField) => Reply): unknown {
        if (list.name === '__typename') return 'RecordQuery';
        const { org, execution } = this.#caller;
        const object = org.schema.object(list.name);
        if (object?.name !== list.name || !org.access.object(execution.userId, object.name).read) {
            throw undefinedField(list.name, 'RecordQuery', list.node);
        }
        this.#subqueries += 1;
        if (this.#subqueries > maximumSubqueries) {
            throw new GraphqlRequestError(
                'ValidationError',
                `A query may have at most ${maximumSubqueries} subqueries`,
                list.node
            );
        }
        return run(object, list);
    }

    #records(object: ObjectDescribe, list: SelectedField): Reply {
        return runConnection(this.#caller, readConnection(this.#caller, object, list), this.#format);
    }

    #each(
        fields: readonly SelectedField[],
        type: string,
        answers: Readonly<Record<string, (field: SelectedField) => unknown>>
    ): Reply {
        return Object.fromEntries(
            fields.map((field) => {
                const answer = Object.hasOwn(answers, field.name) ? answers[field.name] : undefined;
                if (!answer) throw unsupported(`${field.name} in ${type}`, field.node);
                return [field.key, answer(field)];
            })
        );
    }
}

function errorEntry(error: unknown): GraphqlErrorEntry {
    if (error instanceof GraphqlRequestError) return error.entry();
    if (error instanceof z.ZodError) {
        return new GraphqlRequestError('InvalidSyntax', `Invalid request : ${error.issues[0]?.message ?? ''}`).entry();
    }
    if (error instanceof SalesforceError)
        return new GraphqlRequestError('DataFetchingException', error.message).entry();
    throw error;
}
