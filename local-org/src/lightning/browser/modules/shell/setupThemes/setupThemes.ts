import { LightningElement } from 'lwc';
import { messageOf } from 'shell/pageData';
import { chooseTheme, loadThemes } from 'shell/setupData';

/** Container: choice of the look, so that components can be seen in each of them. */
export default class ShellSetupThemes extends LightningElement {
    options: readonly { readonly label: string; readonly value: string }[] | undefined;
    chosen = '';
    error: string | undefined;

    connectedCallback(): void {
        loadThemes().then(
            ({ themes, chosen }) => {
                this.options = themes.map(({ name, label }) => ({ value: name, label }));
                this.chosen = chosen;
            },
            (error: unknown) => (this.error = messageOf(error))
        );
    }

    async choose(event: CustomEvent<{ value: string }>): Promise<void> {
        try {
            await chooseTheme(event.detail.value);
            globalThis.location.reload();
        } catch (error) {
            this.error = messageOf(error);
        }
    }
}
