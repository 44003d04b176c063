import { BridgeError } from '../errors.ts';
import { historyErrors } from './errorCatalogue.ts';

/** Stable code of an error of the history. */
export type HistoryErrorCode = keyof typeof historyErrors;

/** An error of the history with its details, which let it cross to another thread, and its HTTP status. */
export class HistoryError extends BridgeError {
    declare readonly code: HistoryErrorCode;
    readonly status: number;
    readonly details: Record<string, unknown>;

    constructor(code: HistoryErrorCode, details: Record<string, unknown> = {}, cause?: unknown) {
        super(code, details, cause);
        this.name = 'HistoryError';
        this.status = historyErrors[code].status;
        this.details = details;
    }
}
