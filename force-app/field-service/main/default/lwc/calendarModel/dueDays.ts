import { addDays, addMonths, isDay, type Day } from './days';
import type { DayRange, PlannedMaintenance } from './items';

/** Enough for a daily plan whose suggested date is ten years old. */
const MAX_PROJECTIONS = 4000;

function nextDue(due: Day, frequency: number, type: string, step: number): Day | undefined {
    switch (type) {
        case 'Days':
            return addDays(due, frequency * step);
        case 'Weeks':
            return addDays(due, frequency * 7 * step);
        case 'Months':
            return addMonths(due, frequency * step);
        case 'Quarters':
            return addMonths(due, frequency * 3 * step);
        case 'Years':
            return addMonths(due, frequency * 12 * step);
        default:
            return undefined;
    }
}

/**
 * Due dates of a plan inside a range: the suggested date first, later ones counted on from it by the frequency.
 * A plan without frequency has its suggested date only.
 */
export function dueDays(plan: PlannedMaintenance, range: DayRange): Day[] {
    if (!plan.due || !isDay(plan.due)) return [];
    const days: Day[] = [];
    const last = plan.endDay && plan.endDay < range.to ? plan.endDay : range.to;
    for (let step = 0; step <= MAX_PROJECTIONS; step += 1) {
        const repeats = plan.frequency !== undefined && plan.frequency > 0;
        const day =
            step === 0
                ? plan.due
                : repeats
                  ? nextDue(plan.due, plan.frequency ?? 0, plan.frequencyType, step)
                  : undefined;
        if (!day || day > last) break;
        if (day >= range.from) days.push(day);
    }
    return days;
}
