import { LightningElement, api, wire } from 'lwc';
import { getRecord, type RecordRepresentation, type WireResult } from 'lightning/uiRecordApi';
import callTemplates from '@salesforce/apex/MachineLinks.templates';
import seesProblems from '@salesforce/customPermission/See_Setup_Problems';
import NEW_TAB_LABEL from '@salesforce/label/c.MachineLinks_New_Tab';
import TITLE_LABEL from '@salesforce/label/c.MachineLinks_Title';
import UNSAFE_LABEL from '@salesforce/label/c.MachineLinks_Unsafe';
import { fillLabel } from 'c/displayFormat';
import { mergeFields, toLinks, unsafeLinks, type LinkTemplate, type MachineLink } from './linkModel';

/** Container: links to other systems for the machine of the page, filled with what the user may read of it. */
export default class MachineLinks extends LightningElement {
    readonly labels = { newTab: NEW_TAB_LABEL, title: TITLE_LABEL };
    protected error: unknown;
    private machineId: string | undefined;
    private templates: readonly LinkTemplate[] = [];
    private record: RecordRepresentation | undefined;

    /** Asset of the page. */
    @api
    get recordId(): string | undefined {
        return this.machineId;
    }

    set recordId(id: string | undefined) {
        if (id === this.machineId) return;
        this.machineId = id;
        this.templates = [];
        this.record = undefined;
        void this.load();
    }

    @wire(getRecord, { recordId: '$filledId', optionalFields: '$optionalFields' })
    protected receiveRecord({ data, error }: WireResult<RecordRepresentation>): void {
        if (error) this.error = error;
        if (data) this.record = data;
    }

    /** The machine once it is known which of its fields are wanted. */
    get filledId(): string | undefined {
        return this.templates.length > 0 ? this.machineId : undefined;
    }

    get optionalFields(): string[] {
        return ['Asset.Id', ...mergeFields(this.templates).map((name) => `Asset.${name}`)];
    }

    get links(): MachineLink[] {
        const { record } = this;
        return record ? toLinks(this.templates, (name) => record.fields[name]?.value) : [];
    }

    get hasLinks(): boolean {
        return this.links.length > 0;
    }

    get isShown(): boolean {
        return this.hasLinks || this.unsafeNote !== '' || this.error !== undefined;
    }

    /** Tells admins what is left out; others could do nothing about it. */
    get unsafeNote(): string {
        const unsafe = seesProblems ? unsafeLinks(this.templates) : [];
        return unsafe.length > 0 ? fillLabel(UNSAFE_LABEL, unsafe.map((link) => link.MasterLabel).join(', ')) : '';
    }

    handleRetry(): void {
        void this.load();
    }

    private async load(): Promise<void> {
        const assetId = this.machineId;
        this.error = undefined;
        if (!assetId) return;
        try {
            const templates = await callTemplates({ assetId });
            if (assetId === this.machineId) this.templates = templates;
        } catch (error) {
            if (assetId === this.machineId) this.error = error;
        }
    }
}
