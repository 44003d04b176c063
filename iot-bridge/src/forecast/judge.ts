import type { Demand } from './demand.ts';
import type { Edition } from './editions.ts';

/** One limit against what is needed of it. */
export interface Judgement {
    limit: 'API calls per day' | 'events per hour' | 'events in the worst hour' | 'deliveries per day' | 'data storage';
    unit: '' | 'MB';
    needed: number;
    allowed: number;
    /** `breaks` above the limit; `tight` above half of it, where the bridge begins to send telemetry slower. */
    verdict: 'fits' | 'tight' | 'breaks';
}

/** Judges what a fleet needs by what an edition allows. Pure. */
export function judge(demand: Demand, edition: Edition, users: number): Judgement[] {
    const allowed = ({ base, perUser }: { base: number; perUser: number }): number => base + perUser * users;
    const rows: Omit<Judgement, 'verdict'>[] = [
        {
            limit: 'API calls per day',
            unit: '',
            needed: demand.apiCallsPerDay.total,
            allowed: allowed(edition.apiRequests)
        },
        { limit: 'events per hour', unit: '', needed: demand.eventsPerHour, allowed: edition.eventsPerHour },
        {
            limit: 'events in the worst hour',
            unit: '',
            needed: demand.eventsInWorstHour,
            allowed: edition.eventsPerHour
        },
        { limit: 'deliveries per day', unit: '', needed: demand.deliveriesPerDay, allowed: edition.deliveriesPerDay },
        { limit: 'data storage', unit: 'MB', needed: demand.storageMb.total, allowed: allowed(edition.storageMb) }
    ];
    return rows.map((row) => ({ ...row, verdict: verdictOf(row.needed / row.allowed) }));
}

function verdictOf(share: number): Judgement['verdict'] {
    if (share > 1) return 'breaks';
    return share > 0.5 ? 'tight' : 'fits';
}
