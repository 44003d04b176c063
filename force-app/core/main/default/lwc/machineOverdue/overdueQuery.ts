import { gql, type GraphQLDocument } from 'lightning/graphql';
import { connectionOf, idOf, textOf } from 'c/graphqlAnswer';
import { IN_PLANT, ON_PLANT } from 'c/recordPlant';

/** Most records that each source gives, the most that GraphQL allows. */
const MAXIMUM = 2_000;

/** Where an overdue date can stand. */
export type OverdueSource = 'orders' | 'plans' | 'predicted';

/** Statuses end the work in an org without status categories. */
const PARTS: Readonly<Record<OverdueSource, string>> = {
    orders: `
    orders: WorkOrder(
        where: {
            and: [
                ${ON_PLANT}
                { EndDate: { lt: { value: $now } } }
                { IsClosed: { eq: false } }
                { Status: { nin: ["Completed", "Closed", "Canceled", "Cannot Complete"] } }
            ]
        }
        first: ${String(MAXIMUM)}
    ) { edges { node { Id AssetId { value } } } }`,
    plans: `
    plans: MaintenanceAsset(
        where: { and: [${ON_PLANT} { NextSuggestedMaintenanceDate: { lt: { value: $today } } }] }
        first: ${String(MAXIMUM)}
    ) { edges { node { Id AssetId { value } } } }`,
    predicted: `
    predicted: Asset(
        where: { and: [${IN_PLANT} { Predicted_Due_Date__c: { lt: { value: $today } } }] }
        first: ${String(MAXIMUM)}
    ) { edges { node { Id } } }`
};

/** Query for what is overdue in the sources that the user may read; a request that names another fails as a whole. */
export function overdueQuery(sources: readonly OverdueSource[]): GraphQLDocument | undefined {
    if (sources.length === 0) return undefined;
    const now = sources.includes('orders') ? ', $now: DateTime' : '';
    const today = sources.some((source) => source !== 'orders') ? ', $today: Date' : '';
    const parts = sources.map((source) => PARTS[source]).join('\n');
    return gql`
        query machineOverdue($root: ID${now}${today}) { uiapi { query { ${parts} } } }
    `;
}

/** Ids of the machines that the answer names, sorted. */
export function readOverdue(data: unknown): string[] {
    const onAssets = [...connectionOf(data, 'orders').nodes, ...connectionOf(data, 'plans').nodes];
    const ids = [
        ...onAssets.map((node) => textOf(node, 'AssetId')),
        ...connectionOf(data, 'predicted').nodes.map(idOf)
    ];
    return [...new Set(ids)].sort();
}
