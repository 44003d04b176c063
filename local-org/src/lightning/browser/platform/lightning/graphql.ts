import { postApi } from '../http.ts';
import { invalidations, refreshWhenWritten } from '../recordStore.ts';
import { wireAdapter, type WireShape } from '../wire.ts';

/** A query with its variables. */
export interface GraphqlConfig {
    readonly query: string;
    readonly variables?: Readonly<Record<string, unknown>>;
    readonly operationName?: string;
}

/** One error of a query, as GraphQL defines it. */
export interface GraphqlError {
    readonly message: string;
    readonly locations?: readonly { readonly line: number; readonly column: number }[];
    readonly path?: readonly (string | number)[];
}

/** What the org answers to a query. */
export interface GraphqlReply {
    readonly data: unknown;
    readonly errors: readonly GraphqlError[];
}

const graphqlShape: WireShape<GraphqlReply> = {
    waiting: { data: undefined, errors: undefined },
    data: ({ data, errors }, refresh) => ({
        data: data ?? undefined,
        errors: errors.length > 0 ? errors : undefined,
        refresh
    }),
    error: (error, refresh) => ({ data: undefined, errors: [asGraphqlError(error)], refresh })
};

/** How `lightning/uiGraphQLApi` differs: its results have no `refresh`. */
export const firstVersionShape: WireShape<GraphqlReply> = {
    waiting: graphqlShape.waiting,
    data: ({ data, errors }) => ({ data: data ?? undefined, errors: errors.length > 0 ? errors : undefined }),
    error: (error) => ({ data: undefined, errors: [asGraphqlError(error)] })
};

function asGraphqlError(error: unknown): GraphqlError {
    const body = (error as { body?: { message?: string } }).body;
    return { message: body?.message ?? String(error) };
}

/** Marks a GraphQL document in a component's source. */
export function gql(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
    return parts.reduce((text, part, index) => text + String(values[index - 1] ?? '') + part);
}

const run = ({ query, variables, operationName }: GraphqlConfig): Promise<GraphqlReply> =>
    postApi<GraphqlReply>('/graphql', { query, variables, operationName });

/** A wire adapter for GraphQL queries whose results have the given shape. */
export const graphqlAdapter = (
    shape: WireShape<GraphqlReply>
): ReturnType<typeof wireAdapter<GraphqlConfig, GraphqlReply>> =>
    wireAdapter<GraphqlConfig, GraphqlReply>({
        required: ['query'],
        load: run,
        watch: (config, refresh, current) => refreshWhenWritten(refresh, () => [config.variables, current()]),
        shape
    });

/** Wire adapter: the result of a query, with `refresh()`. */
export const graphql = graphqlAdapter(graphqlShape);

/** Runs a mutation; the local org refuses what it does not support by name. */
export async function executeMutation(config: GraphqlConfig): Promise<GraphqlReply> {
    const reply = await run(config);
    invalidations.announce(JSON.stringify(reply.data ?? null).match(/\b\w{15}(\w{3})?\b/g) ?? []);
    return reply;
}
