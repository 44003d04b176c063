import { gql } from 'lightning/graphql';

/** Alarms and cases since a time, and those that still go on. */
export const HISTORY_QUERY = gql`
    query TwinHistory($asset: ID, $since: DateTime) {
        uiapi {
            query {
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
                            Message__c {
                                value
                            }
                            Definition__c {
                                value
                            }
                            Priority__c {
                                value
                            }
                            State__c {
                                value
                                displayValue
                            }
                            Raised_At__c {
                                value
                            }
                            Cleared_At__c {
                                value
                            }
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
                            CaseNumber {
                                value
                            }
                            Subject {
                                value
                            }
                            Status {
                                value
                                displayValue
                            }
                            CreatedDate {
                                value
                            }
                            ClosedDate {
                                value
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

/** Work orders, apart from the rest because an org need not have them. */
export const ORDERS_QUERY = gql`
    query TwinHistoryOrders($asset: ID, $since: DateTime) {
        uiapi {
            query {
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
                            WorkOrderNumber {
                                value
                            }
                            Subject {
                                value
                            }
                            Status {
                                value
                                displayValue
                            }
                            StartDate {
                                value
                            }
                            EndDate {
                                value
                            }
                            CreatedDate {
                                value
                            }
                            LastModifiedDate {
                                value
                            }
                            IsClosed @optional {
                                value
                            }
                        }
                    }
                }
            }
        }
    }
`;
