import { LightningElement, api } from 'lwc';
import ACKNOWLEDGE_SELECTED_LABEL from '@salesforce/label/c.AlarmList_Acknowledge_Selected';
import SELECT_ALL_LABEL from '@salesforce/label/c.AlarmList_Select_All';
import SHELVE_SELECTED_LABEL from '@salesforce/label/c.AlarmList_Shelve_Selected';
import { canRequest, type Alarm, type AlarmAction } from 'c/alarmModel';
import { fillLabel } from 'c/displayFormat';

/** What the user asks for, for one alarm or many. */
export interface AlarmRequestDetail {
    readonly ids: readonly string[];
    readonly action: AlarmAction;
    readonly reason?: string;
    /** End of shelving, ISO text. */
    readonly until?: string;
}

const BULK_ACTIONS: readonly AlarmAction[] = ['Acknowledge', 'Shelve', 'Unshelve'];

/**
 * Presentational: alarms with selection and actions.
 * @fires request with an AlarmRequestDetail when the user asks for an action
 * @fires openrecord with `{ id }` when the user asks for a record's page
 */
export default class AlarmBoard extends LightningElement {
    @api alarms: readonly Alarm[] = [];
    /** Whether the user may ask for actions. */
    @api canAct = false;
    /** Whether requests are being saved. */
    @api busy = false;
    /** Whether the alarms belong to several machines. */
    @api showMachine = false;
    /** Moment by which ages are told, in milliseconds since 1970. */
    @api now = 0;
    /** Address of a record's page with `{id}` in place of the record. */
    @api urlTemplate = '';

    readonly labels = { selectAll: SELECT_ALL_LABEL };
    private selectedIds: ReadonlySet<string> = new Set<string>();
    private shelvingIds: ReadonlySet<string> = new Set<string>();

    get items(): { id: string; alarm: Alarm; isSelected: boolean }[] {
        return this.alarms.map((alarm) => ({ alarm, id: alarm.id, isSelected: this.selectedIds.has(alarm.id) }));
    }

    get hasToolbar(): boolean {
        return this.canAct && this.selectable.length > 0;
    }

    get isAllSelected(): boolean {
        return this.selectable.every(({ id }) => this.selectedIds.has(id));
    }

    get acknowledgeLabel(): string {
        return fillLabel(ACKNOWLEDGE_SELECTED_LABEL, this.selectedFor('Acknowledge').length);
    }

    get shelveLabel(): string {
        return fillLabel(SHELVE_SELECTED_LABEL, this.selectedFor('Shelve').length);
    }

    get cannotAcknowledge(): boolean {
        return this.busy || this.selectedFor('Acknowledge').length === 0;
    }

    get cannotShelve(): boolean {
        return this.busy || this.selectedFor('Shelve').length === 0;
    }

    /** Alarms the open form is about; those that went away meanwhile are left out. */
    get shelvingCount(): number {
        return this.idsOf(this.shelvingIds, 'Shelve').length;
    }

    handleSelect(event: CustomEvent<{ checked: boolean }>): void {
        const selected = new Set(this.selectedIds);
        if (event.detail.checked) selected.add(idOf(event));
        else selected.delete(idOf(event));
        this.selectedIds = selected;
    }

    handleSelectAll(event: Event): void {
        const { checked } = event.target as HTMLElement & { checked: boolean };
        this.selectedIds = new Set(checked ? this.selectable.map(({ id }) => id) : []);
    }

    handleRequest(event: CustomEvent<{ action: AlarmAction }>): void {
        const { action } = event.detail;
        if (action === 'Shelve') this.shelvingIds = new Set([idOf(event)]);
        else this.request({ ids: [idOf(event)], action });
    }

    handleAcknowledgeSelected(): void {
        this.request({ ids: this.selectedFor('Acknowledge'), action: 'Acknowledge' });
    }

    handleShelveSelected(): void {
        this.shelvingIds = new Set(this.selectedFor('Shelve'));
    }

    handleShelveConfirm(event: CustomEvent<{ reason: string; until: string }>): void {
        this.request({ ids: this.idsOf(this.shelvingIds, 'Shelve'), action: 'Shelve', ...event.detail });
        this.shelvingIds = new Set();
    }

    handleShelveCancel(): void {
        this.shelvingIds = new Set();
    }

    handleOpen(event: CustomEvent<{ id: string }>): void {
        this.dispatchEvent(new CustomEvent('openrecord', { detail: event.detail }));
    }

    private get selectable(): Alarm[] {
        return this.alarms.filter((alarm) => BULK_ACTIONS.some((action) => canRequest(alarm, action, this.now)));
    }

    private selectedFor(action: AlarmAction): string[] {
        return this.idsOf(this.selectedIds, action);
    }

    private idsOf(ids: ReadonlySet<string>, action: AlarmAction): string[] {
        const possible = this.alarms.filter((alarm) => ids.has(alarm.id) && canRequest(alarm, action, this.now));
        return possible.map(({ id }) => id);
    }

    private request(detail: AlarmRequestDetail): void {
        this.selectedIds = new Set([...this.selectedIds].filter((id) => !detail.ids.includes(id)));
        this.dispatchEvent(new CustomEvent('request', { detail }));
    }
}

function idOf(event: Event): string {
    return (event.currentTarget as HTMLElement).dataset.id ?? '';
}
