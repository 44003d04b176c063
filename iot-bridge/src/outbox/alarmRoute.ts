import type { Instant, OutboxRecord } from '../pipeline/index.ts';
import type { SendingPlan } from './governor.ts';
import { recordOf } from './outbox.ts';
import type { Entry } from './outbox.ts';

/** How long a refusal of the org weighs more than its limits, which it updates with a delay of minutes. */
const believedMs = 60_000;

/**
 * How alarms are told: as events, or as records of the alarm while the events of the hour are used up, by the limits or
 * because an event was refused for it. A record that is refused goes back to waiting for events.
 */
export class AlarmRoute {
    private refusal: { cause: string; at: Instant } | undefined;

    /** The record of an entry by the plan. @throws TypeError for an entry without content */
    recordOf(entry: Entry, plan: SendingPlan): OutboxRecord {
        const record = recordOf(entry);
        const asRecord = record.kind === 'alarm-event' && plan.alarms === 'records' && !entry.eventOnly;
        return asRecord ? { ...record, via: 'record' } : record;
    }

    /** An event was refused because the events of the hour are used up. */
    refuse(cause: string, now: Instant): void {
        this.refusal = { cause, at: now };
    }

    /** The plan by the limits, corrected by what was refused since. */
    correct(plan: SendingPlan, now: Instant): SendingPlan {
        if (this.refusal && now - this.refusal.at >= believedMs) this.refusal = undefined;
        if (!this.refusal || plan.alarms === 'records') return plan;
        return { ...plan, alarms: 'records', alarmsReason: this.refusal.cause };
    }
}
