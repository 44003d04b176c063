import { LightningElement, api } from 'lwc';
import CANCEL_LABEL from '@salesforce/label/c.MachineTree_Move_Cancel';
import CONFIRM_LABEL from '@salesforce/label/c.MachineTree_Move_Confirm';
import CONFLICT_LABEL from '@salesforce/label/c.MachineTree_Move_Conflict';
import FROM_LABEL from '@salesforce/label/c.MachineTree_Move_From';
import MORE_LABEL from '@salesforce/label/c.MachineTree_Move_More';
import NONE_LABEL from '@salesforce/label/c.MachineTree_Move_None';
import SEARCH_LABEL from '@salesforce/label/c.MachineTree_Move_Search';
import TARGET_LABEL from '@salesforce/label/c.MachineTree_Move_Target';
import TITLE_LABEL from '@salesforce/label/c.MachineTree_Move_Title';
import { fillLabel } from 'c/displayFormat';
import { isWithin, MachineHierarchy, searchMachines } from 'c/machineHierarchy';

const MAXIMUM_HITS = 8;

/**
 * Presentational: asks for the new parent of a machine and has it confirmed. The machine itself, everything below
 * it and its present parent are not offered.
 * @fires confirm with `{ parentId }`
 * @fires cancel when the user gives up
 */
export default class MachineMoveForm extends LightningElement {
    @api hierarchy = new MachineHierarchy();
    @api machineId: string | undefined;
    /** Whether the move is being saved. */
    @api busy = false;
    /** Whether somebody else moved the machine meanwhile. */
    @api conflict = false;

    readonly labels = {
        cancel: CANCEL_LABEL,
        confirm: CONFIRM_LABEL,
        conflict: CONFLICT_LABEL,
        none: NONE_LABEL,
        search: SEARCH_LABEL,
        target: TARGET_LABEL
    };
    protected search = '';
    private chosenId: string | undefined;
    private hasFocused = false;

    /** Parent that is offered as chosen, where the user dropped the machine on it. */
    @api get targetId(): string | undefined {
        return this.chosenId;
    }

    set targetId(targetId: string | undefined) {
        this.chosenId = targetId;
    }

    get title(): string {
        return fillLabel(TITLE_LABEL, this.nameAt(this.position));
    }

    get from(): string {
        return this.parent < 0 ? '' : fillLabel(FROM_LABEL, this.nameAt(this.parent));
    }

    get options(): { value: string; label: string }[] {
        const { positions } = this.hits;
        const chosen = this.chosenId === undefined ? -1 : (this.hierarchy.positions.get(this.chosenId) ?? -1);
        const shown = chosen < 0 || positions.includes(chosen) ? positions : [chosen, ...positions];
        return shown.map((position) => ({
            value: this.hierarchy.machines[position].id,
            label: this.pathTo(position)
        }));
    }

    get hasOptions(): boolean {
        return this.options.length > 0;
    }

    get moreNote(): string {
        return this.hits.hasMore ? fillLabel(MORE_LABEL, MAXIMUM_HITS) : '';
    }

    get cannotMove(): boolean {
        return this.busy || this.chosenId === undefined;
    }

    renderedCallback(): void {
        if (this.hasFocused) return;
        this.hasFocused = true;
        this.template?.querySelector<HTMLElement>('lightning-input')?.focus();
    }

    handleSearch(event: CustomEvent<{ value: string }>): void {
        this.search = event.detail.value;
    }

    handleTarget(event: CustomEvent<{ value: string }>): void {
        this.chosenId = event.detail.value;
    }

    handleConfirm(): void {
        this.dispatchEvent(new CustomEvent('confirm', { detail: { parentId: this.chosenId } }));
    }

    handleCancel(): void {
        this.dispatchEvent(new CustomEvent('cancel'));
    }

    handleKey(event: KeyboardEvent): void {
        if (event.key === 'Escape') this.handleCancel();
    }

    private get position(): number {
        return this.machineId === undefined ? -1 : (this.hierarchy.positions.get(this.machineId) ?? -1);
    }

    private get parent(): number {
        return this.hierarchy.parents[this.position] ?? -1;
    }

    private get hits(): ReturnType<typeof searchMachines> {
        const { hierarchy, position, parent } = this;
        const isAllowed = (other: number): boolean => other !== parent && !isWithin(hierarchy, other, position);
        return searchMachines(hierarchy, this.search, isAllowed, MAXIMUM_HITS);
    }

    private nameAt(position: number): string {
        return this.hierarchy.machines[position]?.name ?? '';
    }

    /** Names alone are not enough: every line has its "Motor". */
    private pathTo(position: number): string {
        const path = this.hierarchy.pathTo(this.hierarchy.machines[position].id);
        return path.map(({ name }) => name).join(' › ');
    }
}
