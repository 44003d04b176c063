import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLDocument, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { getObjectInfos, type ObjectInfos } from 'lightning/uiObjectInfoApi';
import type { WireResult } from 'lightning/uiRecordApi';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import DUE_FIELD from '@salesforce/schema/Asset.Predicted_Due_Date__c';
import { overdueQuery, readOverdue, type OverdueSource } from './overdueQuery';

/** What was found; `ids` is absent when the request failed. */
export interface OverdueMachines {
    readonly ids?: readonly string[];
    readonly errors?: unknown;
}

/** Swedish writes days as ISO 8601 does. */
const DAY_FORMAT = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE });

/**
 * Container without looks: finds the machines of a hierarchy that have an open work order past its end, a maintenance
 * plan's date past, or a predicted due date past. Work orders and plans are named as text, because an org need not have
 * them. It is on the page only while somebody asks, so that the tree's usual refresh stays one request.
 * @fires found with OverdueMachines
 */
export default class MachineOverdue extends LightningElement {
    /** Top of the hierarchy. */
    @api rootId: string | undefined;

    readonly objects = [DUE_FIELD.objectApiName, 'WorkOrder', 'MaintenanceAsset'];
    query: GraphQLDocument | undefined;
    private shownAt = 0;
    /** Stays that of the first request, so that refreshing does not become another request each time. */
    private readonly askedAt = Date.now();
    private refreshAnswer: GraphQLResult['refresh'];

    /** Now, epoch milliseconds; another value asks again. */
    @api
    get now(): number {
        return this.shownAt;
    }

    set now(now: number) {
        this.shownAt = now;
        this.refresh();
    }

    /** Asks again. */
    @api refresh(): void {
        void this.refreshAnswer?.();
    }

    @wire(getObjectInfos, { objectApiNames: '$objects' })
    protected wiredInfos({ data, error }: WireResult<ObjectInfos>): void {
        if (error) this.tell({ errors: error });
        if (!data) return;
        const [asset, order, plan] = data.results.map((info) => (info.statusCode === 200 ? info.result : undefined));
        const sources: OverdueSource[] = [];
        if (asset?.fields[DUE_FIELD.fieldApiName]) sources.push('predicted');
        if (order) sources.push('orders');
        if (plan) sources.push('plans');
        this.query = overdueQuery(sources);
        if (!this.query) this.tell({ ids: [] });
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    protected wiredOverdue({ data, errors, refresh }: GraphQLResult): void {
        this.refreshAnswer = refresh;
        if (errors) this.tell({ errors });
        else if (data !== undefined) this.tell({ ids: readOverdue(data) });
    }

    get variables(): GraphQLVariables {
        const now = new Date(this.askedAt).toISOString();
        return { root: this.rootId, now, today: DAY_FORMAT.format(this.askedAt) };
    }

    private tell(detail: OverdueMachines): void {
        this.dispatchEvent(new CustomEvent('found', { detail }));
    }
}
