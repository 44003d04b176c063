import { LightningElement, api } from 'lwc';
import type { ComponentModel } from 'shell/pageData';

/** Presentational: components of a region or tab, one below the other. */
export default class ShellComponents extends LightningElement {
    @api components: readonly ComponentModel[] = [];
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;
}
