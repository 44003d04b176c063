import { LightningElement, api } from 'lwc';
import deployedComponents from 'local-org/components';
import { messageOf, type ComponentModel } from 'shell/pageData';

type Constructor = new () => LightningElement;

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
        const own = this.model.kind === 'custom' ? this.model.properties : {};
        return { ...own, recordId: this.recordId, objectApiName: this.objectApiName };
    }

    get tabs(): object[] {
        const tabs = this.model.kind === 'tabset' ? this.model.tabs : [];
        return tabs.map((tab) => ({ ...tab, isLoaded: this.loadedTabs.includes(tab.key) }));
    }

    connectedCallback(): void {
        if (this.model.kind === 'custom') void this.load(this.model.name);
    }

    errorCallback(error: unknown): void {
        this.error = messageOf(error);
    }

    activate(event: CustomEvent & { target: { value: string } }): void {
        const key = event.target.value;
        if (!this.loadedTabs.includes(key)) this.loadedTabs = [...this.loadedTabs, key];
    }

    private async load(name: string): Promise<void> {
        try {
            const load = deployedComponents[name];
            if (!load) throw new Error(`The component c:${name} is not deployed.`);
            this.componentClass = (await load()).default;
        } catch (error) {
            this.error = messageOf(error);
        }
    }
}
