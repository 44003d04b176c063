import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { alarmQuery, MAXIMUM_OPEN, readAlarms, requestAction } from 'c/alarmData';
import { canRequest } from 'c/alarmModel';

/** How the acknowledgement ended. */
export interface AcknowledgeOutcome {
    /** Number of alarms whose acknowledgement was requested. */
    readonly count: number;
    readonly errors: readonly unknown[];
}

/**
 * Container without looks: asks for the acknowledgement of every alarm of one machine, once. It is put on the page
 * for one machine and taken away when it has finished.
 * @fires finished with an AcknowledgeOutcome
 */
export default class MachineAcknowledger extends LightningElement {
    @api assetId: string | undefined;

    readonly query = alarmQuery('machine', false);
    private isFresh = false;
    private hasStarted = false;

    get variables(): GraphQLVariables {
        return { id: this.assetId, open: MAXIMUM_OPEN, closed: 1 };
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    protected wiredAlarms({ data, errors, refresh }: GraphQLResult): void {
        if (errors) this.finish({ count: 0, errors });
        else if (data !== undefined) void this.handle(data, refresh);
    }

    /** The first answer can come from the cache, where an alarm of this minute is missing. */
    private async handle(data: unknown, refresh: GraphQLResult['refresh']): Promise<void> {
        if (this.hasStarted) return;
        if (!this.isFresh && refresh) {
            this.isFresh = true;
            await refresh();
            return;
        }
        await this.acknowledge(data);
    }

    private async acknowledge(data: unknown): Promise<void> {
        this.hasStarted = true;
        const now = Date.now();
        const alarms = readAlarms(data).alarms.filter((alarm) => canRequest(alarm, 'Acknowledge', now));
        const { saved, errors } = await requestAction(alarms, { action: 'Acknowledge' }, now);
        this.finish({ count: saved.size, errors });
    }

    private finish(detail: AcknowledgeOutcome): void {
        this.hasStarted = true;
        this.dispatchEvent(new CustomEvent('finished', { detail }));
    }
}
