import { LightningElement, api } from 'lwc';
import { messageOf, type ComponentModel } from 'shell/pageData';
import { loadComponent, propertiesOf, type Constructor } from 'shell/parts';

/** Container: one component of a page; when it fails, the rest of the page lives on. */
export default class ShellComponent extends LightningElement {
    @api model!: ComponentModel;
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;
    error: string | undefined;
    componentClass: Constructor | undefined;
    loadedTabs: readonly string[] = [];

    get is(): Record<string, boolean> {
        return { [this.model.kind]: true };
    }

    get failedTitle(): string {
        return `The component ${this.model.kind === 'custom' ? this.model.name : this.model.kind} has failed`;
    }

    get properties(): Record<string, unknown> {
        return propertiesOf(this.model, { recordId: this.recordId, objectApiName: this.objectApiName });
    }

    get tabs(): object[] {
        const tabs = this.model.kind === 'tabset' ? this.model.tabs : [];
        return tabs.map((tab) => ({ ...tab, isLoaded: this.loadedTabs.includes(tab.key) }));
    }

    connectedCallback(): void {
        void this.load();
    }

    errorCallback(error: unknown): void {
        this.error = messageOf(error);
    }

    activate(event: CustomEvent & { target: { value: string } }): void {
        const key = event.target.value;
        if (!this.loadedTabs.includes(key)) this.loadedTabs = [...this.loadedTabs, key];
    }

    private async load(): Promise<void> {
        try {
            this.componentClass = await loadComponent(this.model);
        } catch (error) {
            this.error = messageOf(error);
        }
    }
}
