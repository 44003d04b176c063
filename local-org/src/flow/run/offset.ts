import type { FlowScheduledPathOffsetUnit } from '@salesforce/types/metadata';

const milliseconds: Readonly<Record<Exclude<FlowScheduledPathOffsetUnit, 'Months'>, number>> = {
    Minutes: 60_000,
    Hours: 3_600_000,
    Days: 86_400_000,
    Weeks: 604_800_000
};

/** A time some units later, or earlier for negative numbers. */
export function shiftTime(time: Date, amount: number, unit: FlowScheduledPathOffsetUnit): Date {
    if (unit !== 'Months') return new Date(time.getTime() + amount * milliseconds[unit]);
    const shifted = new Date(time);
    shifted.setUTCDate(1);
    shifted.setUTCMonth(shifted.getUTCMonth() + amount);
    const last = new Date(Date.UTC(shifted.getUTCFullYear(), shifted.getUTCMonth() + 1, 0)).getUTCDate();
    shifted.setUTCDate(Math.min(time.getUTCDate(), last));
    return shifted;
}
