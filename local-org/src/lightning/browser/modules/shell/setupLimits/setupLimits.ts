import { LightningElement } from 'lwc';
import { messageOf } from 'shell/pageData';
import { loadLimits } from 'shell/setupData';

/** Container: the org's allocations and what is used of them. */
export default class ShellSetupLimits extends LightningElement {
    limits: readonly object[] = [];
    error: string | undefined;

    connectedCallback(): void {
        loadLimits().then(
            ({ limits }) => (this.limits = limits),
            (error: unknown) => (this.error = messageOf(error))
        );
    }
}
