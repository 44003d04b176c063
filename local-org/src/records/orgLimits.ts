import { SalesforceError } from '../errors.ts';
import type { Allocation, OrgLimits } from '../org.ts';
import type { Clock, LimitCounter, LimitName } from '../platform.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Definition {
    readonly max: number;
    readonly windowMs: number;
    readonly errorCode: string;
    readonly message: string;
}

/** Allocations of an Enterprise Edition org with a handful of users; only the counted ones are named. */
const ALLOCATIONS: Readonly<Record<string, Definition>> = {
    DailyApiRequests: {
        max: 105_000,
        windowMs: DAY_MS,
        errorCode: 'REQUEST_LIMIT_EXCEEDED',
        message: 'TotalRequests Limit exceeded.'
    },
    DailyBulkV2QueryJobs: {
        max: 10_000,
        windowMs: DAY_MS,
        errorCode: 'LIMIT_EXCEEDED',
        message: 'Daily Bulk API 2.0 query jobs exceeded.'
    },
    DailyBulkApiBatches: {
        max: 15_000,
        windowMs: DAY_MS,
        errorCode: 'LIMIT_EXCEEDED',
        message: 'Daily bulk API batches exceeded.'
    },
    DailyDeliveredPlatformEvents: {
        max: 25_000,
        windowMs: DAY_MS,
        errorCode: 'LIMIT_EXCEEDED',
        message: '403::Organization total events daily limit exceeded'
    },
    HourlyPublishedPlatformEvents: {
        max: 250_000,
        windowMs: HOUR_MS,
        errorCode: 'LIMIT_EXCEEDED',
        message: 'The hourly allocation of published platform events is used up.'
    }
};

interface Usage {
    window: number;
    used: number;
}

/** Org-wide allocations that start anew every hour or day. Kept in memory: a restart starts them anew as well. */
export class CountedLimits implements OrgLimits {
    readonly #clock: Clock;
    readonly #usage = new Map<string, Usage>();

    constructor(clock: Clock) {
        this.#clock = clock;
    }

    use(name: string, amount = 1): void {
        const definition = definitionOf(name);
        const usage = this.#current(name, definition);
        if (usage.used + amount > definition.max)
            throw new SalesforceError(definition.errorCode, definition.message, 403);
        usage.used += amount;
    }

    all(): Readonly<Record<string, Allocation>> {
        return Object.fromEntries(
            Object.entries(ALLOCATIONS).map(([name, definition]) => [
                name,
                { max: definition.max, remaining: definition.max - this.#current(name, definition).used }
            ])
        );
    }

    setRemaining(name: string, remaining: number): void {
        const definition = definitionOf(name);
        this.#current(name, definition).used = Math.max(0, definition.max - remaining);
    }

    #current(name: string, definition: Definition): Usage {
        const window = Math.floor(this.#clock.now().getTime() / definition.windowMs);
        const known = this.#usage.get(name);
        if (known?.window === window) return known;
        const fresh = { window, used: 0 };
        this.#usage.set(name, fresh);
        return fresh;
    }
}

function definitionOf(name: string): Definition {
    const definition = ALLOCATIONS[name];
    if (!definition) throw new SalesforceError('NOT_FOUND', `There is no allocation named ${name}.`, 404);
    return definition;
}

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
