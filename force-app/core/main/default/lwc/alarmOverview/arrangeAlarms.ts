import type { OverviewAlarm } from './filterAlarms';

/** An alarm with those that follow from it. */
export interface AlarmNode<T extends OverviewAlarm = OverviewAlarm> {
    readonly alarm: T;
    readonly consequences: readonly T[];
}

/**
 * Puts consequential alarms below their root, in the given order. A chain of roots counts as one; an alarm whose root
 * is not among the given ones stands for itself.
 */
export function arrangeAlarms<T extends OverviewAlarm>(alarms: readonly T[]): AlarmNode<T>[] {
    const known = new Map(alarms.map((alarm) => [alarm.id, alarm]));
    const below = new Map<string, T[]>();
    const tops: T[] = [];
    for (const alarm of alarms) {
        const root = rootOf(alarm, known);
        if (root === alarm) tops.push(alarm);
        else below.set(root.id, [...(below.get(root.id) ?? []), alarm]);
    }
    return tops.map((alarm) => ({ alarm, consequences: below.get(alarm.id) ?? [] }));
}

/** Follows the roots as far as they are known; a circle ends where it began. */
function rootOf<T extends OverviewAlarm>(alarm: T, known: ReadonlyMap<string, T>): T {
    const seen = new Set<T>();
    let root = alarm;
    for (;;) {
        seen.add(root);
        const above = root.rootId === undefined ? undefined : known.get(root.rootId);
        if (!above) return root;
        if (seen.has(above)) return alarm;
        root = above;
    }
}

/** Ids of the alarms that a row stands for: with its consequences while they are folded away. */
export function withConsequences({ alarm, consequences }: AlarmNode, isOpen: boolean): string[] {
    return isOpen ? [alarm.id] : [alarm.id, ...consequences.map(({ id }) => id)];
}
