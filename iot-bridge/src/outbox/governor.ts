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
    /** How alarms are told: as events, or as records while the org takes no more events in this hour. */
    alarms: 'events' | 'records';
    /** Why they are not told as events. */
    alarmsReason: string | undefined;
    /** Time between requests with alarms while they share them to spare those of the day, in milliseconds; else 0. */
    alarmWindowMs: number;
}

/** Sending without any limit in the way. */
export const normalPlan: SendingPlan = {
    step: 'normal',
    slowdown: 1,
    deadbandFactor: 1,
    reason: undefined,
    alarms: 'events',
    alarmsReason: undefined,
    alarmWindowMs: 0
};

const plans = {
    normal: { slowdown: 1, deadbandFactor: 1 },
    caution: { slowdown: 3, deadbandFactor: 1 },
    scarce: { slowdown: 12, deadbandFactor: 2 },
    'alarms-only': { slowdown: Number.POSITIVE_INFINITY, deadbandFactor: 2 }
} as const;

/** Decides by the remaining shares of the daily API requests and of the hourly events. Pure. */
export function planSending(limits: Limits, config: GovernorConfig): SendingPlan {
    const share = shareOf(limits.DailyApiRequests);
    const step = stepOf(share, config);
    const reason = step === 'normal' ? undefined : `${Math.round(share * 100)} % of the daily API requests remain`;
    const alarms = planAlarms(limits.HourlyPublishedPlatformEvents, config);
    return { step, reason, ...plans[step], ...alarms, alarmWindowMs: 0 };
}

function planAlarms(hourly: Limit | undefined, config: GovernorConfig): Pick<SendingPlan, 'alarms' | 'alarmsReason'> {
    if (shareOf(hourly) > config.eventReserveShare) return { alarms: 'events', alarmsReason: undefined };
    return { alarms: 'records', alarmsReason: `${hourly?.remaining ?? 0} of the hourly platform events remain` };
}

function shareOf(limit: Limit | undefined): number {
    return limit && limit.maximum > 0 ? limit.remaining / limit.maximum : 1;
}

function stepOf(share: number, config: GovernorConfig): SendingPlan['step'] {
    if (share < config.reserveShare) return 'alarms-only';
    if (share < config.scarceShare) return 'scarce';
    return share < config.cautionShare ? 'caution' : 'normal';
}
