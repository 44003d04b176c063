import { SalesforceError } from '../errors.ts';
import type { LimitCounter, LimitName } from '../platform.ts';

/** Governor limits of one synchronous transaction (Apex governor limits; flows use the same). */
const TRANSACTION_LIMITS: Readonly<Record<LimitName, { readonly max: number; readonly message: string }>> = {
    Queries: { max: 100, message: 'Too many SOQL queries' },
    QueryRows: { max: 50_000, message: 'Too many query rows' },
    DmlStatements: { max: 150, message: 'Too many DML statements' },
    DmlRows: { max: 10_000, message: 'Too many DML rows' },
    FlowElements: { max: 1_000_000, message: 'Too many flow elements' },
    PublishImmediateDml: { max: 150, message: 'Too many immediate event publishes' }
};

/** Updates of one record within one flow batch; the thirteenth fails. */
const MAX_RECORD_UPDATES = 12;

/** Counts what one transaction uses. */
export class TransactionLimits implements LimitCounter {
    readonly #used = new Map<LimitName, number>();
    readonly #updates = new Map<string, number>();

    count(limit: LimitName, by = 1): void {
        const used = this.used(limit) + by;
        this.#used.set(limit, used);
        const { max, message } = TRANSACTION_LIMITS[limit];
        if (used > max) throw new SalesforceError('LIMIT_EXCEEDED', `System.LimitException: ${message}: ${used}`);
    }

    countRecordUpdate(recordId: string): void {
        const updates = (this.#updates.get(recordId) ?? 0) + 1;
        this.#updates.set(recordId, updates);
        if (updates > MAX_RECORD_UPDATES)
            throw new SalesforceError(
                'LIMIT_EXCEEDED',
                `Maximum number of duplicate updates in one batch (${MAX_RECORD_UPDATES} allowed): ${recordId}`
            );
    }

    used(limit: LimitName): number {
        return this.#used.get(limit) ?? 0;
    }
}
