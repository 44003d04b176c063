import { priorityRank } from 'c/alarmDisplay';
import type { Machine } from './hierarchy';

/** What a refresh brought. */
export interface Changes {
    readonly machines: ReadonlyMap<string, Machine>;
    /** Whether machines came, moved or were renamed, so that the tree must be built again. */
    readonly isStructural: boolean;
    /** Machines whose alarms or connectivity changed, the worst first. */
    readonly notable: readonly Machine[];
}

/** Merges newer machines into the known ones. */
export function mergeMachines(known: ReadonlyMap<string, Machine>, newer: readonly Machine[]): Changes {
    const machines = new Map(known);
    const notable: Machine[] = [];
    let isStructural = false;
    for (const machine of newer) {
        const before = known.get(machine.id);
        if (before && isOlder(machine, before)) continue;
        isStructural ||= before?.name !== machine.name || before.parentId !== machine.parentId;
        if (before && isNotable(before, machine)) notable.push(machine);
        machines.set(machine.id, machine);
    }
    notable.sort((a, b) => priorityRank(a.priority) - priorityRank(b.priority));
    return { machines, isStructural, notable };
}

/** A cached page can arrive after a fresher change. */
function isOlder(machine: Machine, than: Machine): boolean {
    return (
        machine.modified !== null && than.modified !== null && Date.parse(machine.modified) < Date.parse(than.modified)
    );
}

function isNotable(before: Machine, after: Machine): boolean {
    return before.priority !== after.priority || before.connectivity !== after.connectivity;
}

/** A fresh list of machines, in which none falls back behind what is known of it. */
export function keepNewer(
    known: ReadonlyMap<string, Machine>,
    fresh: ReadonlyMap<string, Machine>
): ReadonlyMap<string, Machine> {
    const entries = [...fresh].map(([id, machine]): [string, Machine] => {
        const before = known.get(id);
        return [id, before && isOlder(machine, before) ? before : machine];
    });
    return new Map(entries);
}

/** Newest modification among the machines; undefined when none is known. */
export function newestModification(machines: Iterable<Machine>): string | undefined {
    let newest: string | undefined;
    for (const { modified } of machines) {
        if (modified !== null && (newest === undefined || Date.parse(modified) > Date.parse(newest))) newest = modified;
    }
    return newest;
}
