import { LightningElement, api } from 'lwc';
import LOADING_LABEL from '@salesforce/label/c.Shared_Loading';

/** Presentational: placeholder rows while records load, so that the page does not jump when they arrive. */
export default class LoadingRows extends LightningElement {
    /** Number of rows. */
    @api count = 6;

    readonly labels = { loading: LOADING_LABEL };

    get rows(): { key: number; style: string }[] {
        return Array.from({ length: Number(this.count) }, (_unused, key) => ({
            key,
            style: `width: ${90 - (key % 3) * 15}%`
        }));
    }
}
