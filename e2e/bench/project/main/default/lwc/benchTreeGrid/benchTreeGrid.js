import { LightningElement, api, wire } from 'lwc';
import { gql, graphql } from 'lightning/graphql';

const QUERY = gql`
    query benchTreeGrid($root: ID, $after: String) {
        uiapi {
            query {
                Asset(
                    where: { or: [{ RootAssetId: { eq: $root } }, { Id: { eq: $root } }] }
                    orderBy: { AssetLevel: { order: ASC }, Id: { order: ASC } }
                    first: 2000
                    after: $after
                    upperBound: 10000
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
                            Connectivity__c {
                                value
                            }
                            Operating_State__c {
                                value
                            }
                            Active_Alarms__c {
                                value
                            }
                            Last_Telemetry__c {
                                value
                            }
                        }
                    }
                    pageInfo {
                        endCursor
                        hasNextPage
                    }
                }
            }
        }
    }
`;

/** Container: reads what the Machine Tree reads, and gives it to lightning-tree-grid as its documentation says. */
export default class BenchTreeGrid extends LightningElement {
    @api recordId;
    @api objectApiName;
    columns = [
        { type: 'text', fieldName: 'name', label: 'Machine' },
        { type: 'number', fieldName: 'alarms', label: 'Alarms' },
        { type: 'text', fieldName: 'connectivity', label: 'Connection' },
        { type: 'text', fieldName: 'state', label: 'State' },
        { type: 'text', fieldName: 'telemetry', label: 'Last value' }
    ];
    query = QUERY;
    after = null;
    data;
    isComplete = false;
    machines = new Map();

    get variables() {
        return { root: this.recordId, after: this.after };
    }

    get expandedRows() {
        return [this.recordId];
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    wiredMachines({ data, errors }) {
        if (errors) throw new Error(JSON.stringify(errors));
        if (!data) return;
        const { edges, pageInfo } = data.uiapi.query.Asset;
        for (const { node } of edges) this.machines.set(node.Id, toRow(node));
        this.data = nest(this.machines);
        this.isComplete = !pageInfo.hasNextPage;
        if (pageInfo.hasNextPage) this.after = pageInfo.endCursor;
    }
}

function toRow(node) {
    return {
        id: node.Id,
        parentId: node.ParentId.value,
        name: node.Name.value,
        alarms: node.Active_Alarms__c.value,
        connectivity: node.Connectivity__c.value,
        state: node.Operating_State__c.value,
        telemetry: node.Last_Telemetry__c.value
    };
}

function nest(machines) {
    const rows = new Map([...machines].map(([id, machine]) => [id, { ...machine }]));
    const tops = [];
    for (const row of rows.values()) {
        const parent = rows.get(row.parentId);
        if (!parent) tops.push(row);
        else (parent._children ??= []).push(row);
    }
    return tops;
}
