import type { AlarmEvent } from '../contract/index.ts';
import type { Instant } from '../pipeline/index.ts';

/** An alarm that comes too often, with the setting that would calm it. */
export interface AlarmProposal {
    definition: string;
    /** Device on which it was worst. */
    device: string;
    /** chattering: three or more times in a minute; fleeting: gone again before anyone could act. */
    habit: 'chattering' | 'fleeting';
    /** How often it happened since the bridge started. */
    times: number;
    /** Field of the definition to change. */
    field: 'Off_Delay_Seconds__c' | 'On_Delay_Seconds__c';
    seconds: number;
    lastAt: Instant;
}

/** ISA-18.2, 16.4: an alarm that repeats at least three times in a minute chatters. */
const chatterMs = 60_000;
const chatterTimes = 3;
/** Shorter episodes leave no time to act; a few of them prove a habit. */
const fleetingMs = 10_000;
const fleetingTimes = 3;
/** No longer delay is proposed: it would hide alarms instead of calming them. */
const longestDelay = 300;
const rememberedAlarms = 50_000;

/** The recent past of one alarm of one device. */
interface Past {
    raises: Instant[];
    clearedAt?: Instant | undefined;
    /** Longest pause between two occurrences while it chattered. */
    pauseMs: number;
    chattered: number;
    fleeting: number;
    longestFleetingMs: number;
}

/** Watches how alarms behave and proposes settings. Kept in memory: habits show again soon after a restart. */
export class AlarmHabits {
    private readonly pasts = new Map<string, Past>();
    private readonly worst = new Map<string, AlarmProposal>();

    /** Takes an event of any alarm. */
    observe(event: AlarmEvent): void {
        const at = Date.parse(event.Occurred_At__c);
        if (event.Transition__c === 'Raised') this.raised(event, at);
        else if (event.Transition__c === 'Cleared') this.cleared(event, at);
    }

    /** One proposal for each definition and habit, the most frequent first. */
    proposals(): AlarmProposal[] {
        return [...this.worst.values()].sort((left, right) => right.times - left.times);
    }

    private raised(event: AlarmEvent, at: Instant): void {
        const past = this.pastOf(event.Alarm_Key__c);
        const pause = past.clearedAt === undefined ? undefined : at - past.clearedAt;
        past.raises = [...past.raises.filter((earlier) => earlier > at - chatterMs), at];
        if (past.raises.length < chatterTimes) {
            past.pauseMs = past.raises.length === 1 ? 0 : Math.max(past.pauseMs, pause ?? 0);
            return;
        }
        past.pauseMs = Math.max(past.pauseMs, pause ?? 0);
        past.chattered++;
        this.propose(event, at, {
            habit: 'chattering',
            times: past.chattered,
            field: 'Off_Delay_Seconds__c',
            seconds: delayFor(past.pauseMs)
        });
    }

    private cleared(event: AlarmEvent, at: Instant): void {
        const past = this.pastOf(event.Alarm_Key__c);
        past.clearedAt = at;
        const lasted = at - Date.parse(event.Raised_At__c);
        if (lasted >= fleetingMs || past.raises.length >= chatterTimes) return;
        past.fleeting++;
        past.longestFleetingMs = Math.max(past.longestFleetingMs, lasted);
        if (past.fleeting < fleetingTimes) return;
        this.propose(event, at, {
            habit: 'fleeting',
            times: past.fleeting,
            field: 'On_Delay_Seconds__c',
            seconds: delayFor(past.longestFleetingMs)
        });
    }

    private propose(
        { Definition__c: definition, Asset_Key__c: device }: AlarmEvent,
        lastAt: Instant,
        found: Pick<AlarmProposal, 'habit' | 'times' | 'field' | 'seconds'>
    ): void {
        const key = `${definition} ${found.habit}`;
        const known = this.worst.get(key);
        const seconds = Math.max(found.seconds, known?.seconds ?? 0);
        const worse = !known || found.times >= known.times;
        this.worst.set(key, worse ? { definition, device, ...found, seconds, lastAt } : { ...known, seconds, lastAt });
    }

    private pastOf(key: string): Past {
        const known = this.pasts.get(key);
        if (known) return known;
        const oldest = this.pasts.size >= rememberedAlarms ? this.pasts.keys().next().value : undefined;
        if (oldest !== undefined) this.pasts.delete(oldest);
        const past: Past = { raises: [], pauseMs: 0, chattered: 0, fleeting: 0, longestFleetingMs: 0 };
        this.pasts.set(key, past);
        return past;
    }
}

/** A little more than what was seen, in steps that people choose. */
function delayFor(milliseconds: number): number {
    return Math.min(longestDelay, Math.max(5, Math.ceil((milliseconds + 1) / 5000) * 5));
}
