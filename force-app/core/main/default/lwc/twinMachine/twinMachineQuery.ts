import { gql } from 'lightning/graphql';

/**
 * Everything the twin shows, in one request. `State__c` is compared with Normal and not with the active flag, because
 * an alarm that returned before anybody acknowledged it still wants attention.
 */
export const TWIN_QUERY = gql`
    query DigitalTwin($assetId: ID) {
        uiapi {
            query {
                machine: Asset(where: { Id: { eq: $assetId } }, first: 1) {
                    edges {
                        node {
                            Id
                            Name {
                                value
                            }
                            ProductCode {
                                value
                            }
                            Product2 @optional {
                                Name {
                                    value
                                }
                                Twin_Model__c @optional {
                                    value
                                }
                            }
                            Device_Id__c {
                                value
                            }
                            Connectivity__c {
                                value
                                displayValue
                            }
                            Operating_State__c {
                                value
                                displayValue
                            }
                            Last_Telemetry__c {
                                value
                            }
                            Operating_Hours__c @optional {
                                value
                            }
                            Health_Score__c @optional {
                                value
                            }
                            Health_Reasons__c @optional {
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
                            Active_Alarms__c {
                                value
                            }
                            Highest_Alarm_Priority__c {
                                value
                            }
                        }
                    }
                }
                components: Asset(where: { ParentId: { eq: $assetId } }, first: 50, orderBy: { Name: { order: ASC } }) {
                    edges {
                        node {
                            Id
                            Name {
                                value
                            }
                            ProductCode {
                                value
                            }
                            Device_Id__c {
                                value
                            }
                            Connectivity__c {
                                value
                                displayValue
                            }
                            Operating_State__c {
                                value
                                displayValue
                            }
                            Active_Alarms__c {
                                value
                            }
                            Highest_Alarm_Priority__c {
                                value
                            }
                        }
                    }
                }
                signals: Asset_Signal__c(
                    where: { Asset__c: { eq: $assetId } }
                    first: 200
                    orderBy: { Display_Order__c: { order: ASC } }
                ) {
                    edges {
                        node {
                            Id
                            Name {
                                value
                            }
                            Signal__c {
                                value
                            }
                            Value__c {
                                value
                            }
                            Text_Value__c {
                                value
                            }
                            Unit__c {
                                value
                            }
                            Quality__c {
                                value
                                displayValue
                            }
                            Source__c {
                                value
                                displayValue
                            }
                            Source_Time__c {
                                value
                            }
                            Low_Low_Limit__c {
                                value
                            }
                            Low_Limit__c {
                                value
                            }
                            High_Limit__c {
                                value
                            }
                            High_High_Limit__c {
                                value
                            }
                            Trend__c {
                                value
                            }
                        }
                    }
                }
                alarms: Alarm__c(
                    where: { and: [{ Asset__c: { eq: $assetId } }, { State__c: { ne: "Normal" } }] }
                    first: 50
                    orderBy: { Raised_At__c: { order: DESC } }
                ) {
                    edges {
                        node {
                            Id
                            Name {
                                value
                            }
                            Signal__c {
                                value
                            }
                            Definition__c {
                                value
                            }
                            Message__c {
                                value
                            }
                            Priority__c {
                                value
                                displayValue
                            }
                            State__c {
                                value
                                displayValue
                            }
                            Raised_At__c {
                                value
                            }
                            Case__c {
                                value
                            }
                            Case__r @optional {
                                CaseNumber {
                                    value
                                }
                            }
                        }
                    }
                }
            }
        }
    }
`;
