import type { GovernorConfig } from '../config/index.ts';

/** A limit of the org. */
export interface Limit {
    maximum: number;
    remaining: number;
}

/** Limits by their name in the REST resource /limits. */
export type Limits = Readonly<Record<string, Limit>>;

/** How telemetry is sent at the moment. Alarms are sent at every step. */
export interface SendingPlan {
    step: 'normal' | 'caution' | 'scarce' | 'alarms-only';
    /** Factor on the interval of snapshots; Infinity stops them. */
    slowdown: number;
    deadbandFactor: number;
    /** What made the plan necessary, for logs and status. */
    reason: string | undefined;
}

const plans = {
    normal: { slowdown: 1, deadbandFactor: 1 },
    caution: { slowdown: 3, deadbandFactor: 1 },
    scarce: { slowdown: 12, deadbandFactor: 2 },
    'alarms-only': { slowdown: Number.POSITIVE_INFINITY, deadbandFactor: 2 }
} as const;

/** Decides by the remaining share of the daily API requests. Pure. */
export function planSending(limits: Limits, config: GovernorConfig): SendingPlan {
    const daily = limits.DailyApiRequests;
    const share = daily && daily.maximum > 0 ? daily.remaining / daily.maximum : 1;
    const step = stepOf(share, config);
    const reason = step === 'normal' ? undefined : `${Math.round(share * 100)} % of the daily API requests remain`;
    return { step, reason, ...plans[step] };
}

function stepOf(share: number, config: GovernorConfig): SendingPlan['step'] {
    if (share < config.reserveShare) return 'alarms-only';
    if (share < config.scarceShare) return 'scarce';
    return share < config.cautionShare ? 'caution' : 'normal';
}
