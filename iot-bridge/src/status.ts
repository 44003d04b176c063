import type { AlarmProposal } from './alarm/index.ts';
import type { HealthStatus } from './health/index.ts';
import type { HistoryStatus } from './history/index.ts';
import type { QuarantinedDevice } from './intake/index.ts';
import type { DefinitionProblem } from './map/index.ts';
import type { OutboxDepth, SendingPlan } from './outbox/index.ts';
import type { RejectionReason, Source } from './pipeline/index.ts';
import { bridgeVersion } from './version.ts';

/** How one source is. */
export interface SourceStatus {
    name: string;
    connected: boolean;
    /** Where it can be reached, for a source that is pushed to. */
    address?: string | undefined;
    /** Why it is not connected, or what it could not renew. */
    trouble?: string | undefined;
    /** Certificates and tokens with their end, as ISO 8601, and the whole days left. */
    expiries?: { what: string; subject: string; expires: string; daysLeft: number }[];
}

/** What a bridge has done and how it is, at one moment. */
export interface BridgeStatus {
    /** Why it is not fully working; empty when it is. */
    notReady: string[];
    messages: number;
    /** Refused messages and signals by reason. */
    rejected: Partial<Record<RejectionReason, number>>;
    rejectedTotal: number;
    /** Alarm transitions by name, since the start. */
    transitions: Record<string, number>;
    /** Records the org took over, by kind. */
    accepted: Record<string, number>;
    deadLetters: number;
    retries: number;
    commands: Record<string, number>;
    devices: number;
    outbox: OutboxDepth;
    quarantined: QuarantinedDevice[];
    definitionProblems: readonly DefinitionProblem[];
    /** Chattering and fleeting alarms, with the setting that would calm each. */
    alarmProposals: readonly AlarmProposal[];
    sending: SendingPlan;
    sources: SourceStatus[];
    /** Address of health and metrics, when they are served. */
    httpAddress: string | undefined;
    /** How the last change of the configuration file went. */
    configuration: {
        /** When a change was last taken over; ISO 8601. */
        changedAt?: string;
        /** Why the file as it is now is refused. */
        problem?: string | undefined;
        /** Keys whose new value waits for a restart. */
        restartFor: string[];
    };
    /** How the history is doing, when one is kept. */
    history: HistoryStatus | undefined;
    /** How the judging of machines is doing, when it is on. */
    health: HealthStatus | undefined;
}

/** The part of the status that a bridge publishes on its status topic. */
export function announcedStatus(
    name: string,
    sending: SendingPlan | undefined,
    restartFor: readonly string[],
    sources: readonly SourceStatus[]
): object {
    const certificates = sources.flatMap(({ expiries = [] }) => expiries);
    return { name, version: bridgeVersion(), step: sending?.step, reason: sending?.reason, restartFor, certificates };
}

/** Counters behind the status; the metrics of Prometheus are fed at the same places. */
export class Counters {
    messages = 0;
    retries = 0;
    deadLetters = 0;
    readonly rejected = new Map<RejectionReason, number>();
    readonly transitions = new Map<string, number>();
    readonly accepted = new Map<string, number>();
    readonly commands = new Map<string, number>();
}

/** How a source is at a moment. */
export function sourceStatus(source: Source, now: number): SourceStatus {
    const address = source.address?.();
    const status = {
        name: source.name,
        connected: source.connection().connected,
        ...(address === undefined ? {} : { address })
    };
    const health = source.health?.();
    if (!health) return status;
    const expiries = health.expiries.map(({ what, subject, at }) => ({
        what,
        subject,
        expires: new Date(at).toISOString(),
        daysLeft: Math.floor((at - now) / 86_400_000)
    }));
    return { ...status, trouble: health.trouble, expiries };
}

/** Adds one to a counter in a map. */
export function count<Key>(counters: Map<Key, number>, key: Key, by = 1): void {
    counters.set(key, (counters.get(key) ?? 0) + by);
}
