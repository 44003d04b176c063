/** What an edition allows, before add-ons. Ask Setup → Company Information or /limits for the figures of one org. */
export interface Edition {
    name: string;
    /** API requests per 24 hours: a base and a share per user (API Request Limits and Allocations). */
    apiRequests: { base: number; perUser: number };
    /** Custom events published per hour (Platform Event Allocations). */
    eventsPerHour: number;
    /** Events delivered per 24 hours to CometD and Pub/Sub API clients; flows and Apex do not count. */
    deliveriesPerDay: number;
    /** Data storage in MB: a base and a share per user (Data and File Storage Allocations). */
    storageMb: { base: number; perUser: number };
}

/** Editions by their name on the command line. Professional is meant with its API add-on. */
export const editions = {
    developer: {
        name: 'Developer',
        apiRequests: { base: 15_000, perUser: 0 },
        eventsPerHour: 50_000,
        deliveriesPerDay: 10_000,
        storageMb: { base: 5, perUser: 0 }
    },
    professional: {
        name: 'Professional',
        apiRequests: { base: 100_000, perUser: 1_000 },
        eventsPerHour: 250_000,
        deliveriesPerDay: 25_000,
        storageMb: { base: 10_240, perUser: 20 }
    },
    enterprise: {
        name: 'Enterprise',
        apiRequests: { base: 100_000, perUser: 1_000 },
        eventsPerHour: 250_000,
        deliveriesPerDay: 25_000,
        storageMb: { base: 10_240, perUser: 20 }
    },
    unlimited: {
        name: 'Unlimited',
        apiRequests: { base: 100_000, perUser: 5_000 },
        eventsPerHour: 250_000,
        deliveriesPerDay: 50_000,
        storageMb: { base: 10_240, perUser: 120 }
    }
} as const satisfies Record<string, Edition>;

/** Name of an edition on the command line. */
export type EditionName = keyof typeof editions;

/** Names of the editions, smallest first. */
export const editionNames = Object.keys(editions) as EditionName[];
