import { gql } from 'lightning/graphql';

/** The newest commands of a machine. */
export const COMMANDS_QUERY = gql`
    query TwinCommands($assetId: ID) {
        uiapi {
            query {
                commands: Machine_Command__c(
                    where: { Asset__c: { eq: $assetId } }
                    first: 20
                    orderBy: { Requested_At__c: { order: DESC } }
                ) {
                    edges {
                        node {
                            Id
                            Name {
                                value
                            }
                            Label__c {
                                value
                            }
                            State__c {
                                value
                                displayValue
                            }
                            Number_Value__c {
                                value
                            }
                            Text_Value__c {
                                value
                            }
                            Unit__c {
                                value
                            }
                            Desired_Signal__c {
                                value
                            }
                            Reason__c {
                                value
                            }
                            Result_Text__c {
                                value
                            }
                            Requested_By__c {
                                value
                            }
                            Requested_By__r @optional {
                                Name {
                                    value
                                }
                            }
                            Requested_At__c {
                                value
                            }
                            Expires_At__c {
                                value
                            }
                            Approved_By__r @optional {
                                Name {
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
