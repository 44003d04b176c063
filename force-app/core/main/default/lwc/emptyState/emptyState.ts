import { LightningElement, api } from 'lwc';

/** Presentational: says why there is nothing to show and what to do; actions go into the default slot. */
export default class EmptyState extends LightningElement {
    /** What is missing, in a few words. */
    @api heading = '';
    /** Why, and what the reader can do about it. */
    @api advice = '';
    /** Icon of the platform, e.g. `utility:search`. */
    @api iconName = 'utility:info';
}
