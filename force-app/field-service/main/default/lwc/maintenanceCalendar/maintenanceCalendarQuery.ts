import { gql } from 'lightning/graphql';
import { IN_PLANT, ON_PLANT } from 'c/recordPlant';

/** Fields of a work order that the calendar shows. */
const ORDER_FIELDS = `
    edges {
        node {
            Id
            WorkOrderNumber { value }
            Subject { value }
            Status { value displayValue }
            Priority { value displayValue }
            AssetId { value }
            StartDate { value }
            EndDate { value }
            IsClosed @optional { value }
            Owner @optional {
                ... on User { Name { value } }
                ... on Group { Name { value } }
            }
            LastModifiedDate { value }
        }
    }
    pageInfo { hasNextPage }`;

/** How many parts the days shown are asked for in; the org answers at most 2,000 records to each. */
export const WINDOWS = 6;

/** How many records the request asks for. */
export interface Portion {
    readonly assets: number;
    /** Of each window. */
    readonly orders: number;
}

/** Enough for the first look at a calendar, and soon here. */
export const FIRST_LOOK: Portion = { assets: 200, orders: 40 };

/** The most that the org answers. */
export const EVERYTHING: Portion = { assets: 2000, orders: 2000 };

/** Work orders that touch the first window, however early they began. */
const TOUCHES_FIRST = `
    { or: [{ StartDate: { lt: { value: $t1 } } }, { EndDate: { lt: { value: $t1 } } }] }
    { or: [{ EndDate: { gte: { value: $t0 } } }, { StartDate: { gte: { value: $t0 } } }] }`;

/** Work orders that begin in a window; one without start counts from its end. */
function beginsIn(window: number): string {
    const within = (field: string): string =>
        `{ ${field}: { gte: { value: $t${window} } } } { ${field}: { lt: { value: $t${window + 1} } } }`;
    return `
    { or: [{ and: [${within('StartDate')}] }, { and: [{ StartDate: { eq: null } } ${within('EndDate')}] }] }`;
}

/** One part of the request for each window, `orders0`, `orders1` and so on. */
function orderWindows(): string {
    const part = (window: number): string => `orders${window}: WorkOrder(
        where: { and: [ ${ON_PLANT} ${window === 0 ? TOUCHES_FIRST : beginsIn(window)} ] }
        first: $orders
        orderBy: { StartDate: { order: ASC } }
    ) { ${ORDER_FIELDS} }`;
    return Array.from({ length: WINDOWS }, (_, window) => part(window)).join('\n');
}

const TIMES = Array.from({ length: WINDOWS + 1 }, (_, index) => `$t${index}: DateTime`).join(', ');

/**
 * Machines of the whole hierarchy, work orders that touch the days shown, open ones that ended before now, and the
 * dates of maintenance plans, in one request. The part of the hierarchy that is shown is picked out afterwards,
 * because the org can filter by the root but not by everything below a machine.
 */
export const CALENDAR_QUERY = gql`
    query MaintenanceCalendar($root: ID, ${TIMES}, $now: DateTime, $assets: Int, $orders: Int) {
        uiapi {
            query {
                assets: Asset(
                    where: ${IN_PLANT}
                    first: $assets
                    orderBy: { Id: { order: ASC } }
                ) {
                    edges {
                        node {
                            Id
                            Name {
                                value
                            }
                            ParentId {
                                value
                            }
                            Predicted_Due_Date__c @optional {
                                value
                            }
                            Predicted_Due_Earliest__c @optional {
                                value
                            }
                            Predicted_Due_Latest__c @optional {
                                value
                            }
                            Predicted_Due_Reason__c @optional {
                                value
                            }
                            Active_Alarms__c @optional {
                                value
                            }
                        }
                    }
                    pageInfo {
                        hasNextPage
                    }
                }
                ${orderWindows()}
                overdue: WorkOrder(
                    where: {
                        and: [
                            ${ON_PLANT}
                            { EndDate: { lt: { value: $now } } }
                            { IsClosed: { eq: false } }
                            { Status: { nin: ["Completed", "Closed", "Canceled", "Cannot Complete"] } }
                        ]
                    }
                    first: 200
                    orderBy: { EndDate: { order: DESC } }
                ) { ${ORDER_FIELDS} }
                plans: MaintenanceAsset(
                    where: ${ON_PLANT}
                    first: 2000
                ) {
                    edges {
                        node {
                            Id
                            AssetId {
                                value
                            }
                            MaintenancePlanId {
                                value
                            }
                            NextSuggestedMaintenanceDate {
                                value
                            }
                            MaintenancePlan {
                                MaintenancePlanNumber {
                                    value
                                }
                                MaintenancePlanTitle {
                                    value
                                }
                                Frequency {
                                    value
                                }
                                FrequencyType {
                                    value
                                }
                                NextSuggestedMaintenanceDate {
                                    value
                                }
                                EndDate {
                                    value
                                }
                            }
                        }
                    }
                    pageInfo {
                        hasNextPage
                    }
                }
            }
        }
    }
`;
