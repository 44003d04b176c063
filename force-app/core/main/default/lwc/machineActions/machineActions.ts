import { LightningElement, api, wire } from 'lwc';
import { NavigationMixin } from 'lightning/navigation';
import { encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { getObjectInfo, type ObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord, type RecordRepresentation, type WireResult } from 'lightning/uiRecordApi';
import DIRECTION from '@salesforce/i18n/dir';
import ASSET_ID_FIELD from '@salesforce/schema/Case.AssetId';
import ACKNOWLEDGED_LABEL from '@salesforce/label/c.MachineTree_Acknowledged';
import ACKNOWLEDGED_NONE_LABEL from '@salesforce/label/c.MachineTree_Acknowledged_None';
import ACTIONS_LABEL from '@salesforce/label/c.MachineTree_Actions';
import FAILED_LABEL from '@salesforce/label/c.MachineTree_Action_Failed';
import MOVED_LABEL from '@salesforce/label/c.MachineTree_Moved';
import PARENT_FIELD from '@salesforce/schema/Asset.ParentId';
import SUBJECT_FIELD from '@salesforce/schema/Case.Subject';
import { fillLabel } from 'c/displayFormat';
import type { AcknowledgeOutcome } from 'c/machineAcknowledger';
import { MachineHierarchy, type Machine } from 'c/machineHierarchy';
import { recordPage } from 'c/recordLinks';
import { actionItems, toAction, type MachineAction } from './actionItems';
import { menuPlace, type Anchor } from './menuPlace';
import { MoveConflict, moveMachine, type Place } from './moveMachine';

/** Named as text, like its fields: an org need not have work orders. */
const WORK_ORDER = 'WorkOrder';

/**
 * Container: offers the actions of a machine, carries them out and asks what it must know for them.
 * @fires changed when the hierarchy should be read again
 * @fires finished when the action's form went away, so that the focus can go back
 */
export default class MachineActions extends NavigationMixin(LightningElement) {
    @api hierarchy = new MachineHierarchy();
    /** Whether the user may give machines another parent. */
    @api canMove = false;

    readonly labels = { failed: FAILED_LABEL };
    protected menuId: string | undefined;
    protected menuStyle = '';
    protected error: unknown;
    protected movingId: string | undefined;
    protected targetId: string | undefined;
    protected acknowledgingId: string | undefined;
    protected isSaving = false;
    protected hasConflict = false;
    readonly orderObject = WORK_ORDER;
    private canOrder = false;
    private seenParentId: string | null = null;
    private current: Place | undefined;

    @wire(getRecord, { recordId: '$movingId', fields: [PARENT_FIELD] })
    protected wiredPlace({ data }: WireResult<RecordRepresentation>): void {
        if (!data) return;
        const parentId = data.fields[PARENT_FIELD.fieldApiName]?.value;
        this.current = {
            parentId: typeof parentId === 'string' ? parentId : null,
            modified: data.lastModifiedDate ?? undefined
        };
    }

    @wire(getObjectInfo, { objectApiName: '$orderObject' })
    protected wiredOrders({ data }: WireResult<ObjectInfo>): void {
        this.canOrder = data?.createable === true;
    }

    /**
     * Shows the menu of a machine.
     * @param anchor the row, in coordinates of the window
     */
    @api openMenu(id: string, anchor: Anchor): void {
        const host = this.template?.querySelector('.place')?.getBoundingClientRect();
        if (!host) return;
        this.menuStyle = menuPlace(anchor, host, window.innerHeight, DIRECTION === 'rtl');
        this.menuId = id;
    }

    /** Takes the menu away, because the row moves. */
    @api closeMenu(): void {
        this.menuId = undefined;
    }

    /**
     * Begins an action.
     * @param targetId the new parent, where the user already pointed at one
     */
    @api perform(action: MachineAction, id: string, targetId?: string): void {
        this.error = undefined;
        switch (action) {
            case 'open':
                return this[NavigationMixin.Navigate](recordPage(id));
            case 'openTab':
                void this.openTab(id);
                return;
            case 'newCase':
                return this.newRecord(ASSET_ID_FIELD.objectApiName, id);
            case 'newOrder':
                return this.newRecord(WORK_ORDER, id);
            case 'acknowledge':
                this.acknowledgingId = id;
                return;
            case 'move':
                return this.beginMove(id, targetId);
        }
    }

    get menuItems(): ReturnType<typeof actionItems> {
        const acknowledge = (this.machine(this.menuId)?.activeAlarms ?? 0) > 0;
        return actionItems({ move: this.canMove, newOrder: this.canOrder, acknowledge });
    }

    get menuLabel(): string {
        return fillLabel(ACTIONS_LABEL, this.nameOf(this.menuId));
    }

    get hasError(): boolean {
        return this.error !== undefined;
    }

    handleChoose(event: CustomEvent<{ name: string }>): void {
        const { menuId: id } = this;
        const action = toAction(event.detail.name);
        this.menuId = undefined;
        if (id === undefined || action === undefined) return;
        if (action !== 'move') this.dispatchEvent(new CustomEvent('finished'));
        this.perform(action, id);
    }

    handleMenuClose(event: CustomEvent<{ byKey: boolean }>): void {
        this.menuId = undefined;
        if (event.detail.byKey) this.dispatchEvent(new CustomEvent('finished'));
    }

    handleAcknowledged(event: CustomEvent<AcknowledgeOutcome>): void {
        const { count, errors } = event.detail;
        const name = this.nameOf(this.acknowledgingId);
        this.acknowledgingId = undefined;
        if (errors.length > 0) this.error = errors;
        if (count > 0) this.say(fillLabel(ACKNOWLEDGED_LABEL, count, name), 'success');
        else if (errors.length === 0) this.say(fillLabel(ACKNOWLEDGED_NONE_LABEL, name), 'info');
    }

    handleCancel(): void {
        this.endMove();
    }

    async handleMove(event: CustomEvent<{ parentId: string }>): Promise<void> {
        const { movingId: id } = this;
        const { parentId } = event.detail;
        if (id === undefined) return;
        const seen = this.seenParentId;
        this.isSaving = true;
        this.hasConflict = false;
        try {
            await moveMachine({ id, parentId, seenParentId: seen }, () => this.current);
            this.say(fillLabel(MOVED_LABEL, this.nameOf(id), this.nameOf(parentId)), 'success');
            this.endMove();
        } catch (error) {
            this.takeRefusal(error);
        }
        this.isSaving = false;
        this.dispatchEvent(new CustomEvent('changed'));
    }

    private takeRefusal(error: unknown): void {
        if (error instanceof MoveConflict) {
            this.hasConflict = true;
            this.seenParentId = error.parentId;
        } else this.error = error;
    }

    private beginMove(id: string, targetId: string | undefined): void {
        this.current = undefined;
        this.movingId = id;
        this.targetId = targetId;
        this.seenParentId = this.machine(id)?.parentId ?? null;
        this.hasConflict = false;
    }

    private endMove(): void {
        this.movingId = undefined;
        this.dispatchEvent(new CustomEvent('finished'));
    }

    private async openTab(id: string): Promise<void> {
        const url = await this[NavigationMixin.GenerateUrl](recordPage(id));
        window.open(url, '_blank', 'noopener');
    }

    /** Opens the form of a record about a machine; cases and work orders name both fields alike. */
    private newRecord(objectApiName: string, id: string): void {
        const values = { [ASSET_ID_FIELD.fieldApiName]: id, [SUBJECT_FIELD.fieldApiName]: this.nameOf(id) };
        this[NavigationMixin.Navigate]({
            type: 'standard__objectPage',
            attributes: { objectApiName, actionName: 'new' },
            state: { defaultFieldValues: encodeDefaultFieldValues(values) }
        });
    }

    private machine(id: string | undefined): Machine | undefined {
        return id === undefined ? undefined : this.hierarchy.machines[this.hierarchy.positions.get(id) ?? -1];
    }

    private nameOf(id: string | undefined): string {
        return this.machine(id)?.name ?? '';
    }

    private say(title: string, variant: 'success' | 'info'): void {
        this.dispatchEvent(new ShowToastEvent({ title, variant }));
    }
}
