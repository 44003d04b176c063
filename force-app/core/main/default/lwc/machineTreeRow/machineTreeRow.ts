import { LightningElement, api } from 'lwc';
import ACTIONS_LABEL from '@salesforce/label/c.MachineTree_Actions';
import COLLAPSE_LABEL from '@salesforce/label/c.MachineTree_Collapse';
import EXPAND_LABEL from '@salesforce/label/c.MachineTree_Expand';
import type { Priority } from 'c/alarmDisplay';
import { fillLabel } from 'c/displayFormat';

/** One cell as it is shown. */
export interface RowCell {
    readonly key: string;
    readonly text: string;
    readonly title?: string;
    readonly priority?: Priority;
    /** Outline in a 16 × 16 box, drawn beside the text, and its colour. */
    readonly shape?: string;
    readonly shapeVariant?: 'error' | 'warning' | 'success' | '';
}

/** What a row shows. */
export interface MachineRow {
    readonly id: string;
    readonly name: string;
    /** Address of the record's page, for opening in another tab. */
    readonly url: string;
    /** 1 = top of the hierarchy. */
    readonly level: number;
    readonly isExpandable: boolean;
    readonly isExpanded: boolean;
    /** Whether a search or filter found this machine, not only something below it. */
    readonly isHit: boolean;
    readonly cells: readonly RowCell[];
}

const INDENT_REM = 1.25;

/**
 * Presentational: the cells of one machine. The tree gives the host element its row role and the focus.
 * @fires toggle when the user opens or closes the branch
 * @fires actions when the user asks for the machine's menu
 * @fires openrecord when the user asks for the machine's page
 */
export default class MachineTreeRow extends LightningElement {
    @api row: MachineRow | undefined;

    get cells(): (RowCell & { shapeClass: string })[] {
        return (this.row?.cells ?? []).map((cell) => ({
            ...cell,
            shapeClass: `shape ${cell.shapeVariant ?? ''}`.trim()
        }));
    }

    get indentStyle(): string {
        return `padding-inline-start: ${((this.row?.level ?? 1) - 1) * INDENT_REM}rem`;
    }

    /** Drawn here because a tree has many of them, and an icon component for each is slow. */
    get toggleClass(): string {
        return this.row?.isExpanded ? 'chevron chevron_open' : 'chevron';
    }

    get actionsTitle(): string {
        return fillLabel(ACTIONS_LABEL, this.row?.name ?? '');
    }

    get toggleTitle(): string {
        return this.row?.isExpanded ? COLLAPSE_LABEL : EXPAND_LABEL;
    }

    get nameClass(): string {
        return this.row?.isHit ? 'name slds-truncate' : 'name name_path slds-truncate';
    }

    handleToggle(event: Event): void {
        event.stopPropagation();
        this.dispatchEvent(new CustomEvent('toggle'));
    }

    handleActions(event: Event): void {
        event.stopPropagation();
        this.dispatchEvent(new CustomEvent('actions'));
    }

    /** A plain click stays in the app; with a modifier key the browser opens its own tab. */
    handleLink(event: MouseEvent): void {
        event.stopPropagation();
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.dispatchEvent(new CustomEvent('openrecord'));
    }
}
