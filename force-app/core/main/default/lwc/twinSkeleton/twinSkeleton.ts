import { LightningElement, api } from 'lwc';

/** Presentational: grey shapes in place of the twin while it loads, so that the page does not jump. */
export default class TwinSkeleton extends LightningElement {
    /** What screen readers hear. */
    @api label = '';
}
