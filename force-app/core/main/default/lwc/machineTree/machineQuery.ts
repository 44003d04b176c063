import { gql } from 'lightning/graphql';
import { toPriority } from 'c/alarmDisplay';
import type { Machine } from 'c/machineHierarchy';
import { IN_PLANT } from 'c/recordPlant';

/** Machines of the first request: enough for what is in view, and soon here. The least with an upper bound. */
export const TOP_SIZE = 200;

/** Machines per further request, the most that GraphQL gives. */
export const PAGE_SIZE = 2_000;

const FIELDS = `
    edges {
        node {
            Id
            Name { value }
            ParentId { value }
            SerialNumber { value }
            LastModifiedDate { value }
            Product2 @optional { Name { value } }
            Device_Id__c @optional { value }
            Connectivity__c @optional { value }
            Operating_State__c @optional { value displayValue }
            Highest_Alarm_Priority__c @optional { value }
            Active_Alarms__c @optional { value }
            Last_Telemetry__c @optional { value }
            Health_Score__c @optional { value }
            Operating_Hours__c @optional { value }
        }
    }
    pageInfo { endCursor hasNextPage }
`;

/** The whole hierarchy, upper levels first, so that the first page can be shown at once. */
export const TREE_QUERY = gql`
    query machineTree($root: ID, $first: Int, $after: String) {
        uiapi {
            query {
                Asset(
                    where: ${IN_PLANT}
                    orderBy: { AssetLevel: { order: ASC }, Id: { order: ASC } }
                    first: $first
                    after: $after
                    upperBound: 10000
                ) { ${FIELDS} }
            }
        }
    }
`;

/** Machines that changed at or after a moment, oldest change first, and how many there are: fewer when some went. */
export const CHANGES_QUERY = gql`
    query machineTreeChanges($root: ID, $first: Int, $since: DateTime) {
        uiapi {
            query {
                Asset(
                    where: {
                        and: [
                            ${IN_PLANT}
                            { LastModifiedDate: { gte: { value: $since } } }
                        ]
                    }
                    orderBy: { LastModifiedDate: { order: ASC }, Id: { order: ASC } }
                    first: $first
                ) { ${FIELDS} }
                all: Asset(
                    where: ${IN_PLANT}
                    first: 1
                ) { totalCount }
            }
        }
    }
`;

interface Value<T> {
    readonly value: T | null;
    readonly displayValue?: string | null;
}

/** A node of the answer. What the user may not see is missing. */
interface AssetNode {
    readonly Id: string;
    readonly Name?: Value<string>;
    readonly ParentId?: Value<string>;
    readonly SerialNumber?: Value<string>;
    readonly LastModifiedDate?: Value<string>;
    readonly Product2?: { readonly Name?: Value<string> } | null;
    readonly Device_Id__c?: Value<string>;
    readonly Connectivity__c?: Value<string>;
    readonly Operating_State__c?: Value<string>;
    readonly Highest_Alarm_Priority__c?: Value<string>;
    readonly Active_Alarms__c?: Value<number>;
    readonly Last_Telemetry__c?: Value<string>;
    readonly Health_Score__c?: Value<number>;
    readonly Operating_Hours__c?: Value<number>;
}

interface AssetAnswer {
    readonly uiapi?: {
        readonly query?: {
            readonly Asset?: {
                readonly edges?: readonly ({ readonly node?: AssetNode | null } | null)[] | null;
                readonly pageInfo?: { readonly endCursor?: string | null; readonly hasNextPage?: boolean };
            } | null;
            readonly all?: { readonly totalCount?: number | null } | null;
        };
    };
}

/** One page of machines. */
export interface MachinePage {
    readonly machines: readonly Machine[];
    /** Where the next page begins; undefined on the last one. */
    readonly next: string | undefined;
}

/** Number of machines in the hierarchy, as an answer to the query for changes tells it. */
export function readTotal(data: unknown): number | undefined {
    return (data as AssetAnswer | undefined)?.uiapi?.query?.all?.totalCount ?? undefined;
}

/** Reads the answer of either query. */
export function readMachines(data: unknown): MachinePage {
    const assets = (data as AssetAnswer | undefined)?.uiapi?.query?.Asset;
    const nodes = (assets?.edges ?? []).map((edge) => edge?.node).filter((node) => node !== null && node !== undefined);
    const { hasNextPage = false, endCursor } = assets?.pageInfo ?? {};
    return { machines: nodes.map(toMachine), next: hasNextPage ? (endCursor ?? undefined) : undefined };
}

function toMachine(node: AssetNode): Machine {
    return {
        id: node.Id,
        name: node.Name?.value ?? node.Id,
        parentId: node.ParentId?.value ?? null,
        deviceId: node.Device_Id__c?.value ?? null,
        serialNumber: node.SerialNumber?.value ?? null,
        product: node.Product2?.Name?.value ?? null,
        connectivity: node.Connectivity__c?.value ?? null,
        operatingState: node.Operating_State__c?.value ?? null,
        operatingStateLabel: node.Operating_State__c?.displayValue ?? node.Operating_State__c?.value ?? null,
        priority: toPriority(node.Highest_Alarm_Priority__c?.value),
        activeAlarms: node.Active_Alarms__c?.value ?? 0,
        lastTelemetry: node.Last_Telemetry__c?.value ?? null,
        health: node.Health_Score__c?.value ?? null,
        operatingHours: node.Operating_Hours__c?.value ?? null,
        modified: node.LastModifiedDate?.value ?? null
    };
}
