import { gql, type GraphQLDocument } from 'lightning/graphql';
import { ALARM_FIELDS, toAlarm, WORK_ORDER_FIELDS } from 'c/alarmData';
import { toPriority } from 'c/alarmDisplay';
import type { Occurrence } from 'c/alarmFigures';
import type { OverviewAlarm } from 'c/alarmOverview';
import { connectionOf, labelOf, textOf, timeOf, type RecordNode } from 'c/graphqlAnswer';

/** Most records per request, the most that GraphQL gives. */
export const MAXIMUM = 2_000;

/**
 * All open alarms that the user may see, the newest first.
 * @param hasWorkOrders whether the org has the field of the field-service package; asking for a field that does not
 * exist fails the whole query
 */
export function consoleQuery(hasWorkOrders: boolean): GraphQLDocument {
    return gql`
        query alarmConsole($first: Int) {
            uiapi {
                query {
                    open: Alarm__c(
                        where: { State__c: { ne: "Normal" } }
                        orderBy: { Raised_At__c: { order: DESC } }
                        first: $first
                    ) {
                        edges {
                            node {
                                ${ALARM_FIELDS}
                                ${hasWorkOrders ? WORK_ORDER_FIELDS : ''}
                                Kind__c { value displayValue }
                                Root_Alarm__c { value }
                                machine: Asset__r { RootAsset { Name { value } } }
                            }
                        }
                        pageInfo { hasNextPage }
                    }
                }
            }
        }
    `;
}

/** Alarms raised since a moment, for the key figures. */
export const FIGURES_QUERY = gql`
    query alarmFigures($since: DateTime, $first: Int) {
        uiapi {
            query {
                raised: Alarm__c(
                    where: { Raised_At__c: { gte: { value: $since } } }
                    orderBy: { Raised_At__c: { order: DESC } }
                    first: $first
                ) {
                    edges {
                        node {
                            Id
                            Alarm_Key__c {
                                value
                            }
                            Message__c {
                                value
                            }
                            Priority__c {
                                value
                            }
                            Raised_At__c {
                                value
                            }
                            Asset__r {
                                Name {
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

/** Records of an answer, and whether the org has more of them. */
export interface Answer<T> {
    readonly items: readonly T[];
    readonly hasMore: boolean;
}

/** Reads the answer of `consoleQuery`. */
export function readOpenAlarms(data: unknown): Answer<OverviewAlarm> {
    const { nodes, hasMore } = connectionOf(data, 'open');
    return { hasMore, items: nodes.map(toOverviewAlarm) };
}

/** Reads the answer of `FIGURES_QUERY`; records without a time are left out. */
export function readOccurrences(data: unknown): Answer<Occurrence> {
    const { nodes, hasMore } = connectionOf(data, 'raised');
    return { hasMore, items: nodes.flatMap((node) => toOccurrence(node) ?? []) };
}

function toOverviewAlarm(node: RecordNode): OverviewAlarm {
    const alarm = toAlarm(node);
    return {
        ...alarm,
        kind: textOf(node, 'Kind__c') || null,
        kindLabel: labelOf(node, 'Kind__c'),
        // The top of a hierarchy has no root but itself.
        site: textOf(node, 'machine.RootAsset.Name') || (alarm.machine?.name ?? ''),
        rootId: textOf(node, 'Root_Alarm__c') || undefined
    };
}

function toOccurrence(node: RecordNode): Occurrence | undefined {
    const raisedAt = timeOf(node, 'Raised_At__c');
    if (raisedAt === undefined) return undefined;
    return {
        raisedAt,
        key: textOf(node, 'Alarm_Key__c'),
        message: textOf(node, 'Message__c'),
        machine: textOf(node, 'Asset__r.Name'),
        priority: toPriority(textOf(node, 'Priority__c'))
    };
}
