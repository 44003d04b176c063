import { SalesforceError } from '../errors.ts';
import type { Allocation, OrgLimits } from '../org.ts';
import type { Clock } from '../platform.ts';
import type { Database } from '../store/database.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Editions whose allocations differ. */
export const EDITIONS = ['Developer', 'Enterprise', 'Unlimited'] as const;
export type Edition = (typeof EDITIONS)[number];

/** Scratch orgs and trials name editions that have no allocations of their own; they get Developer Edition's. */
export function editionOf(organizationType: string): Edition {
    return EDITIONS.find((edition) => organizationType.startsWith(edition)) ?? 'Developer';
}

interface Definition {
    readonly max: Readonly<Record<Edition, number>>;
    readonly windowMs: number;
    readonly errorCode: string;
    readonly message: string;
}

const inEvery = (max: number): Definition['max'] => ({ Developer: max, Enterprise: max, Unlimited: max });

/**
 * Allocations of an org with five users; only the counted ones are named. API requests: "API Request Limits and
 * Allocations"; events: "Platform Event Allocations", Platform Events Developer Guide.
 */
const ALLOCATIONS: Readonly<Record<string, Definition>> = {
    DailyApiRequests: {
        max: { Developer: 15_000, Enterprise: 105_000, Unlimited: 125_000 },
        windowMs: DAY_MS,
        errorCode: 'REQUEST_LIMIT_EXCEEDED',
        message: 'TotalRequests Limit exceeded.'
    },
    DailyBulkV2QueryJobs: {
        max: inEvery(10_000),
        windowMs: DAY_MS,
        errorCode: 'LIMIT_EXCEEDED',
        message: 'Daily Bulk API 2.0 query jobs exceeded.'
    },
    DailyBulkApiBatches: {
        max: inEvery(15_000),
        windowMs: DAY_MS,
        errorCode: 'LIMIT_EXCEEDED',
        message: 'Daily bulk API batches exceeded.'
    },
    DailyDeliveredPlatformEvents: {
        max: { Developer: 10_000, Enterprise: 25_000, Unlimited: 50_000 },
        windowMs: DAY_MS,
        errorCode: 'LIMIT_EXCEEDED',
        message: '403::Organization total events daily limit exceeded'
    },
    HourlyPublishedPlatformEvents: {
        max: { Developer: 50_000, Enterprise: 250_000, Unlimited: 250_000 },
        windowMs: HOUR_MS,
        errorCode: 'LIMIT_EXCEEDED',
        message: 'The hourly allocation of published platform events is used up.'
    }
};

interface Usage {
    window: number;
    used: number;
}

/**
 * Org-wide allocations that start anew every hour or day. Counted in memory and kept by `save`, so that a killed org
 * forgets no more than what was used since the last save.
 */
export class CountedLimits implements OrgLimits {
    readonly #clock: Clock;
    readonly #database: Database;
    readonly #edition: Edition;
    readonly #usage = new Map<string, Usage>();
    readonly #changed = new Set<string>();

    constructor(clock: Clock, database: Database, edition: Edition) {
        this.#clock = clock;
        this.#database = database;
        this.#edition = edition;
        database.define(
            'CREATE TABLE IF NOT EXISTS "_allocation" (name TEXT PRIMARY KEY, "window" INTEGER NOT NULL, used INTEGER NOT NULL)'
        );
        for (const row of database.all('SELECT * FROM "_allocation"'))
            this.#usage.set(String(row['name']), { window: Number(row['window']), used: Number(row['used']) });
    }

    use(name: string, amount = 1): void {
        const definition = definitionOf(name);
        const usage = this.#current(name, definition);
        if (usage.used + amount > this.#max(definition))
            throw new SalesforceError(definition.errorCode, definition.message, 403);
        usage.used += amount;
        this.#changed.add(name);
    }

    all(): Readonly<Record<string, Allocation>> {
        return Object.fromEntries(
            Object.entries(ALLOCATIONS).map(([name, definition]) => {
                const max = this.#max(definition);
                return [name, { max, remaining: max - this.#current(name, definition).used }];
            })
        );
    }

    setRemaining(name: string, remaining: number): void {
        const definition = definitionOf(name);
        this.#current(name, definition).used = Math.max(0, this.#max(definition) - remaining);
        this.#changed.add(name);
    }

    /** Writes what has changed since the last time. */
    save(): void {
        const sql = 'INSERT OR REPLACE INTO "_allocation" (name, "window", used) VALUES (?, ?, ?)';
        for (const name of this.#changed) {
            const usage = this.#usage.get(name);
            if (usage) this.#database.run(sql, name, usage.window, usage.used);
        }
        this.#changed.clear();
    }

    #max({ max }: Definition): number {
        return max[this.#edition];
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
