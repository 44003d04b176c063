import { refreshWire } from '../wire.ts';
import { firstVersionShape, gql, graphqlAdapter } from './graphql.ts';

export { gql };

/** Wire adapter: the result of a query, in the first version of the module. */
export const graphql = graphqlAdapter(firstVersionShape);

/** Runs the query behind a wired result again. */
export const refreshGraphQL = (wired: unknown): Promise<void> => refreshWire(wired);
