import { LightningElement, api } from 'lwc';
import RETRY_LABEL from '@salesforce/label/c.Shared_Retry';
import TITLE_LABEL from '@salesforce/label/c.Shared_Error_Title';
import STALE_LABEL from '@salesforce/label/c.Shared_Error_Stale';
import { reduceErrors } from 'c/ldsUtils';

/**
 * Presentational: explains an error above the last good data. Shows nothing while there is no error.
 * @fires retry when the user asks for another try
 */
export default class ErrorPanel extends LightningElement {
    /** What went wrong, as any module of the platform reports it. */
    @api errors: unknown;
    /** Heading, when the general one does not fit. */
    @api heading: string | undefined;
    /** Whether older data is still shown below. */
    @api hasData = false;

    readonly labels = { retry: RETRY_LABEL, stale: STALE_LABEL };

    get isShown(): boolean {
        return this.errors !== undefined && this.errors !== null;
    }

    get title(): string {
        return this.heading ?? TITLE_LABEL;
    }

    get messages(): string[] {
        return reduceErrors(this.errors);
    }

    handleRetry(): void {
        this.dispatchEvent(new CustomEvent('retry'));
    }
}
