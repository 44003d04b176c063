import { LightningElement, api } from 'lwc';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import EditMetadata from 'shell/editMetadata';
import { messageOf } from 'shell/pageData';
import { loadMetadataType, loadMetadataTypes, type MetadataTypeModel } from 'shell/setupData';

/** Container: custom metadata types, and the records of one of them. */
export default class ShellSetupMetadata extends LightningElement {
    types: readonly object[] = [];
    type: MetadataTypeModel | undefined;
    error: string | undefined;
    private shownType: string | undefined;

    @api
    get typeName(): string | undefined {
        return this.shownType;
    }

    set typeName(name: string | undefined) {
        this.shownType = name;
        void this.load();
    }

    get rows(): object[] {
        const { fields = [], records = [] } = this.type ?? {};
        return records.map((record) => ({
            ...record,
            editLabel: `Edit ${record.label}`,
            cells: fields.map(({ name }) => ({ name, text: cellText(record.values[name]) }))
        }));
    }

    connectedCallback(): void {
        if (this.shownType === undefined) void this.load();
    }

    async edit(event: Event): Promise<void> {
        const name = (event.target as HTMLElement).dataset.name;
        const record = this.type?.records.find((entry) => entry.name === name);
        if (!this.type || !record) return;
        const { name: typeName, fields } = this.type;
        const label = `Edit ${record.label}`;
        const saved = await EditMetadata.open({ size: 'medium', label, typeName, fields, record });
        if (saved !== 'saved') return;
        await this.load();
        this.dispatchEvent(new ShowToastEvent({ title: `${record.label} was saved.`, variant: 'success' }));
    }

    private async load(): Promise<void> {
        const name = this.shownType;
        try {
            const type = name ? await loadMetadataType(name) : undefined;
            const { types } = name ? { types: [] } : await loadMetadataTypes();
            if (name !== this.shownType) return;
            this.error = undefined;
            this.type = type;
            this.types = types.map((entry) => ({ ...entry, url: `/lightning/setup/CustomMetadata/${entry.name}` }));
        } catch (error) {
            this.error = messageOf(error);
        }
    }
}

const cellText = (value: string | number | boolean | null | undefined): string =>
    value === null || value === undefined ? '' : String(value);
