import { LightningElement, api } from 'lwc';
import { messageOf } from 'shell/pageData';
import { loadFlows, loadTraces, type FlowSummary, type FlowTrace } from 'shell/setupData';

/** Container: the deployed flows, and how one of them has run, element by element. */
export default class ShellSetupFlows extends LightningElement {
    flows: readonly object[] = [];
    traces: readonly FlowTrace[] | undefined;
    error: string | undefined;
    private shownFlow: string | undefined;

    @api
    get flowName(): string | undefined {
        return this.shownFlow;
    }

    set flowName(name: string | undefined) {
        this.shownFlow = name;
        void this.load();
    }

    get hasNoRuns(): boolean {
        return this.traces?.length === 0;
    }

    get runs(): object[] {
        return (this.traces ?? []).map((trace) => ({
            ...trace,
            steps: trace.steps.map((step, key) => ({
                ...step,
                key,
                details: step.details.map((text, index) => ({ key: index, text }))
            }))
        }));
    }

    connectedCallback(): void {
        if (this.shownFlow === undefined) void this.load();
    }

    private async load(): Promise<void> {
        const name = this.shownFlow;
        try {
            const traces = name ? (await loadTraces(name)).traces : undefined;
            const flows = name ? [] : (await loadFlows()).flows;
            if (name !== this.shownFlow) return;
            this.traces = traces;
            this.flows = flows.map((flow: FlowSummary) => ({ ...flow, url: `/lightning/setup/Flows/${flow.name}` }));
        } catch (error) {
            this.error = messageOf(error);
        }
    }
}
