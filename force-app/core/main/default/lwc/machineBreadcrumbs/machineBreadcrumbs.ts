import { LightningElement, api } from 'lwc';
import PATH_LABEL from '@salesforce/label/c.MachineTree_Path';

/** One machine of the path. */
export interface PathMachine {
    readonly id: string;
    readonly name: string;
    /** Address of the record's page. */
    readonly url: string;
}

/**
 * Presentational: the path from the top of the hierarchy to a machine.
 * @fires selectmachine with `{ id }` when the user picks a machine of the path
 */
export default class MachineBreadcrumbs extends LightningElement {
    /** From the top to the machine itself. */
    @api path: readonly PathMachine[] = [];

    readonly labels = { path: PATH_LABEL };

    get above(): readonly PathMachine[] {
        return this.path.slice(0, -1);
    }

    get last(): PathMachine | undefined {
        return this.path.at(-1);
    }

    /** A plain click stays in the tree; with a modifier key the browser opens the machine's page. */
    handleClick(event: MouseEvent): void {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const { id } = (event.currentTarget as HTMLElement).dataset;
        this.dispatchEvent(new CustomEvent('selectmachine', { detail: { id } }));
    }
}
