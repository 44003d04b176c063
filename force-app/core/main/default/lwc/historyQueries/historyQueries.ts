import { gql, type GraphQLDocument } from 'lightning/graphql';

/** Shared module: what is asked of the org about a machine's past. `readHistory` and `readOrders` read the answers. */

/** Alarms and cases since a time, and those that still go on. */
const EVENTS = `
    alarms: Alarm__c(
        where: {
            and: [
                { Asset__c: { eq: $asset } }
                {
                    or: [
                        { Raised_At__c: { gte: { value: $since } } }
                        { Cleared_At__c: { gte: { value: $since } } }
                        { State__c: { ne: "Normal" } }
                    ]
                }
            ]
        }
        first: 200
        orderBy: { Raised_At__c: { order: DESC } }
    ) {
        edges {
            node {
                Id
                Episode_Key__c { value }
                Message__c { value }
                Definition__c { value }
                Priority__c { value }
                State__c { value displayValue }
                Raised_At__c { value }
                Cleared_At__c { value }
            }
        }
        pageInfo {
            hasNextPage
        }
    }
    cases: Case(
        where: {
            and: [
                { AssetId: { eq: $asset } }
                {
                    or: [
                        { CreatedDate: { gte: { value: $since } } }
                        { ClosedDate: { gte: { value: $since } } }
                        { IsClosed: { eq: false } }
                    ]
                }
            ]
        }
        first: 200
        orderBy: { CreatedDate: { order: DESC } }
    ) {
        edges {
            node {
                Id
                CaseNumber { value }
                Subject { value }
                Status { value displayValue }
                CreatedDate { value }
                ClosedDate { value }
            }
        }
        pageInfo {
            hasNextPage
        }
    }
`;

/** Name of the machine, and how its signals are shown. */
const MACHINE = `
    machine: Asset(where: { Id: { eq: $asset } }, first: 1) {
        edges {
            node {
                Id
                Name { value }
                Product2Id @optional { value }
                ParentId @optional { value }
                RootAssetId @optional { value }
            }
        }
    }
    signals: Asset_Signal__c(
        where: { Asset__c: { eq: $asset } }
        first: 200
        orderBy: { Display_Order__c: { order: ASC } }
    ) {
        edges {
            node {
                Id
                Name { value }
                Signal__c { value }
                Unit__c { value }
                Low_Low_Limit__c { value }
                Low_Limit__c { value }
                High_Limit__c { value }
                High_High_Limit__c { value }
            }
        }
    }
`;

/** Work orders since a time. */
const ORDERS = `
    orders: WorkOrder(
        where: {
            and: [
                { AssetId: { eq: $asset } }
                {
                    or: [
                        { StartDate: { gte: { value: $since } } }
                        { EndDate: { gte: { value: $since } } }
                        { CreatedDate: { gte: { value: $since } } }
                    ]
                }
            ]
        }
        first: 200
        orderBy: { CreatedDate: { order: DESC } }
    ) {
        edges {
            node {
                Id
                WorkOrderNumber { value }
                Subject { value }
                Status { value displayValue }
                StartDate { value }
                EndDate { value }
                CreatedDate { value }
                LastModifiedDate { value }
                IsClosed @optional { value }
            }
        }
    }
`;

/** Components of `$asset` by the day they were installed. */
const INSTALLED = `
    installed: Asset(
        where: { ParentId: { eq: $asset } }
        first: 200
        orderBy: { InstallDate: { order: DESC, nulls: LAST } }
    ) {
        edges {
            node {
                Id
                Name { value }
                SerialNumber @optional { value }
                InstallDate @optional { value }
            }
        }
        pageInfo {
            hasNextPage
        }
    }
`;

/** Assets that took the place of others, among the components of `$asset` or at its own place. */
const REPLACED = `
    replaced: AssetRelationship(
        where: {
            or: [
                { AssetId: { eq: $asset } }
                { RelatedAssetId: { eq: $asset } }
                { Asset: { ParentId: { eq: $asset } } }
                { RelatedAsset: { ParentId: { eq: $asset } } }
            ]
        }
        first: 200
        orderBy: { CreatedDate: { order: DESC } }
    ) {
        edges {
            node {
                Id
                AssetId { value }
                Asset { Name { value } SerialNumber @optional { value } }
                RelatedAsset { Name { value } SerialNumber @optional { value } }
                RelationshipType @optional { value }
                FromDate @optional { value }
                CreatedDate { value }
            }
        }
        pageInfo {
            hasNextPage
        }
    }
`;

/** Parts that work orders of `$asset` took from stock. */
const CONSUMED = `
    consumed: ProductConsumed(
        where: { WorkOrder: { AssetId: { eq: $asset } } }
        first: 200
        orderBy: { CreatedDate: { order: DESC } }
    ) {
        edges {
            node {
                Id
                ProductConsumedNumber { value }
                ProductName @optional { value }
                QuantityConsumed { value }
                CreatedDate { value }
                WorkOrderId { value }
            }
        }
        pageInfo {
            hasNextPage
        }
    }
`;

/**
 * What was built into a machine.
 * @param readable objects that the user may read, of those that an org may lack
 */
export function partsQuery(readable: ReadonlySet<string>): GraphQLDocument {
    const replaced = readable.has('AssetRelationship') ? REPLACED : '';
    const consumed = readable.has('ProductConsumed') ? CONSUMED : '';
    return gql`
        query HistoryParts($asset: ID) {
            uiapi {
                query {
                    ${INSTALLED + replaced + consumed}
                }
            }
        }
    `;
}

/** One request for parts of the past of `$asset` since `$since`; the name tells requests apart in logs. */
function historyQuery(name: string, parts: string): GraphQLDocument {
    return gql`
        query ${name}($asset: ID, $since: DateTime) {
            uiapi {
                query {
                    ${parts}
                }
            }
        }
    `;
}

/** Machines of the product `$product` under the parent `$parent` or under the root `$root`. */
export const SIBLINGS_QUERY = gql`
    query HistorySiblings($product: ID, $parent: ID, $root: ID) {
        uiapi {
            query {
                siblings: Asset(
                    where: {
                        and: [
                            { Product2Id: { eq: $product } }
                            { or: [{ ParentId: { eq: $parent } }, { RootAssetId: { eq: $root } }] }
                        ]
                    }
                    first: 200
                    orderBy: { Name: { order: ASC } }
                ) {
                    edges {
                        node {
                            Id
                            Name {
                                value
                            }
                            Device_Id__c {
                                value
                            }
                        }
                    }
                }
            }
        }
    }
`;

/** What happened to a machine. */
export const HISTORY_QUERY = historyQuery('TwinHistory', EVENTS);

/** What happened to a machine, with its name and how its signals are shown. */
export const MACHINE_HISTORY_QUERY = historyQuery('MachineHistory', MACHINE + EVENTS);

/** Work orders, apart from the rest because an org need not have them. */
export const ORDERS_QUERY = historyQuery('HistoryOrders', ORDERS);
