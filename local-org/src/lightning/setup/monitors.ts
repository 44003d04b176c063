import type { Flow } from '@salesforce/types/metadata';
import type { FlowTrace } from '../../flow/index.ts';
import type { Org } from '../../org.ts';
import type { PlatformEvent } from '../../platform.ts';

/** Flows that are deployed, with what they react to. */
export function flowSummaries(org: Org): readonly object[] {
    const traces = flowTraces(org);
    return org.registry.list('Flow').map(({ fullName, content }) => {
        const { label, status, description, processType, start } = content as Flow;
        const runs = traces.filter(({ flow }) => flow === fullName);
        return {
            name: fullName,
            label,
            status: status ?? 'Draft',
            description: description ?? '',
            trigger: [start?.object, start?.recordTriggerType ?? start?.triggerType ?? processType]
                .filter(Boolean)
                .join(' '),
            runs: runs.length,
            failed: runs.filter((run) => run.status === 'Failed').length
        };
    });
}

/** The latest runs of flows, newest first; of one flow when it is named. */
export function flowTraces(org: Org, flow?: string): readonly FlowTrace[] {
    const { automation } = org;
    return hasTraces(automation) ? automation.traces(flow) : [];
}

/** An org without flows has no traces. */
const hasTraces = (automation: object): automation is { traces(flow?: string): readonly FlowTrace[] } =>
    'traces' in automation && typeof automation.traces === 'function';

/** Events that the monitor shows of each object. */
const shownEvents = 50;

/** Platform event objects with what they keep and their newest events, newest first. */
export function eventObjects(org: Org): readonly object[] {
    return org.schema
        .objects()
        .filter(({ kind }) => kind === 'platformEvent')
        .map(({ name, label }) => {
            const { oldest, newest } = org.events.range(name);
            const events: readonly PlatformEvent[] = org.events.since(
                name,
                Math.max(0, newest - shownEvents),
                shownEvents
            );
            return { name, label, oldest, newest, events: events.toReversed() };
        });
}

/** Org-wide allocations, with what is used of them. */
export function limitRows(org: Org): readonly object[] {
    return Object.entries(org.limits.all()).map(([name, { max, remaining }]) => ({
        name,
        max,
        remaining,
        used: max - remaining,
        percent: max === 0 ? 0 : Math.round(((max - remaining) / max) * 100)
    }));
}
