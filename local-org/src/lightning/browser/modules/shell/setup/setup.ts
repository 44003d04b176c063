import { LightningElement, api } from 'lwc';

const entries = [
    { name: 'CustomMetadata', label: 'Custom Metadata Types' },
    { name: 'Flows', label: 'Flows' },
    { name: 'EventMonitor', label: 'Event Monitor' },
    { name: 'Limits', label: 'Limits' },
    { name: 'ThemingAndBranding', label: 'Themes and Branding' }
];

/** Presentational: the pages for administrators; `page` is the path below `/lightning/setup/`. */
export default class ShellSetup extends LightningElement {
    @api page = '';

    get name(): string {
        const [name = ''] = this.page.split('/');
        return name === 'home' || name === '' ? 'CustomMetadata' : name;
    }

    get detail(): string | undefined {
        return this.page.split('/')[1];
    }

    get is(): Record<string, boolean> {
        return { [this.name]: true };
    }

    get entries(): object[] {
        return entries.map((entry) => ({
            ...entry,
            url: `/lightning/setup/${entry.name}`,
            current: entry.name === this.name ? 'page' : undefined,
            cssClass: `slds-nav-vertical__item ${entry.name === this.name ? 'slds-is-active' : ''}`
        }));
    }
}
