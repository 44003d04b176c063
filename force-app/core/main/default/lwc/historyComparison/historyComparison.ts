import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import BEFORE_LABEL from '@salesforce/label/c.MachineHistory_Compare_Before';
import COMPARE_LABEL from '@salesforce/label/c.MachineHistory_Compare';
import NONE_LABEL from '@salesforce/label/c.MachineHistory_Compare_None';
import { connectionOf, idOf, textOf } from 'c/graphqlAnswer';
import { BEFORE, machineToCompare, NO_COMPARISON, type Comparison } from 'c/historyModel';
import { SIBLINGS_QUERY } from 'c/historyQueries';

interface Option {
    readonly label: string;
    readonly value: string;
}

/** Ids of the product, the parent and the root of a machine; empty where there is none. */
interface Place {
    readonly product: string;
    readonly parent: string;
    readonly root: string;
}

/**
 * Container: choice of what a machine's history is compared with: nothing, the period before, or a machine that sends
 * data, is of the same product and stands under the same parent or root. Without access to them only the first two.
 * @fires compare with a `Comparison`
 */
export default class HistoryComparison extends LightningElement {
    /** Machine whose history is shown. */
    @api assetId: string | undefined;
    /** Where it stands. */
    @api place: Place = { product: '', parent: '', root: '' };
    /** What is chosen. */
    @api comparison: Comparison = NO_COMPARISON;

    readonly labels = { compare: COMPARE_LABEL };
    private answer: unknown;

    @wire(graphql, { query: '$query', variables: '$variables' })
    receive({ data, errors }: GraphQLResult): void {
        if (data || errors) this.answer = data;
    }

    /** A place without a parent or root has no siblings: to ask for an empty one would find every root of the org. */
    get variables(): GraphQLVariables | undefined {
        const { product, parent, root } = this.place;
        const above = parent || root;
        return product && above ? { product, parent: above, root: root || above } : undefined;
    }

    get query(): typeof SIBLINGS_QUERY | undefined {
        return this.variables && SIBLINGS_QUERY;
    }

    private get siblings(): Option[] {
        if (!this.variables) return [];
        return connectionOf(this.answer, 'siblings')
            .nodes.filter((node) => idOf(node) !== this.assetId && textOf(node, 'Device_Id__c') !== '')
            .map((node) => ({ value: idOf(node), label: textOf(node, 'Name') }));
    }

    get options(): Option[] {
        const fixed = [
            { value: NO_COMPARISON.kind, label: NONE_LABEL },
            { value: BEFORE.kind, label: BEFORE_LABEL }
        ];
        return [...fixed, ...this.siblings];
    }

    get value(): string {
        const { kind, assetId } = this.comparison;
        return kind === 'machine' ? assetId : kind;
    }

    handleChange(event: CustomEvent<{ value: string }>): void {
        const { value } = event.detail;
        const sibling = this.siblings.find((option) => option.value === value);
        const fixed = value === BEFORE.kind ? BEFORE : NO_COMPARISON;
        const detail = sibling ? machineToCompare(sibling.value, sibling.label) : fixed;
        this.dispatchEvent(new CustomEvent('compare', { detail }));
    }
}
