import { LightningElement, api, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';

const QUERY = gql`
    query totals($id: ID) {
        uiapi {
            query {
                Machine__c(where: { Id: { eq: $id } }) {
                    edges {
                        node {
                            Name {
                                value
                            }
                            Reading__c {
                                value
                                displayValue
                            }
                            Parts__r(first: 5, orderBy: { Weight__c: { order: DESC } }) {
                                edges {
                                    node {
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
        }
    }
`;

export default class MachineTotals extends LightningElement {
    @api recordId;
    @wire(graphql, { query: QUERY, variables: '$variables' }) result;

    get variables() {
        return { id: this.recordId };
    }

    get text() {
        if (this.result.errors) return JSON.stringify(this.result.errors);
        const node = this.result.data?.uiapi.query.Machine__c.edges[0]?.node;
        if (!node) return 'waiting';
        const parts = node.Parts__r.edges.map((edge) => edge.node.Name.value).join(', ');
        return `${node.Name.value} ${node.Reading__c.displayValue}: ${parts}`;
    }
}
