import type { Instant } from '../pipeline/index.ts';

/** Machines that have something in common, such as their model. */
export interface MachineGroup {
    /** Tells the group from every other one. */
    id: string;
    kind: 'Firmware' | 'Model' | 'Plant';
    /** Which firmware or model; a plant goes without. */
    name?: string;
    /** Number of its machines. */
    size: number;
    /** A wider group; unless all its machines with the alarm are in this one, that they are in it says nothing. */
    within?: string;
}

/** Only a few machines are coincidence, and so is a small part of many. */
const leastMachines = 3;
const leastShare = 0.3;
/** Alarms further apart have hardly one cause. */
const windowMs = 600_000;
/** Characters that Common_Cause__c takes. */
const maximumLength = 255;

/**
 * Notices when many machines that have something in common raise the same alarm shortly after each other: a batch of
 * parts, an operating mistake, a setting. Counts machines, not episodes, and says nothing for certain: it is a hint.
 */
export class CommonCauses {
    private groups: (device: string) => readonly MachineGroup[] = () => [];
    /** Last raise of each machine, by definition and group; the order is that of the raises. */
    private readonly raised = new Map<string, Map<string, Instant>>();

    /** Puts the groups of the machines into force. */
    define(groups: (device: string) => readonly MachineGroup[]): void {
        this.groups = groups;
    }

    /** Takes an alarm that is raised. Returns the hint of the first of its groups in which it is one of many. */
    observe(definition: string, device: string, at: Instant): string | undefined {
        const groups = this.groups(device);
        const counts = groups.map(({ id }): [string, number] => [id, this.count(`${definition} ${id}`, device, at)]);
        const machines = new Map(counts);
        const group = groups.find(({ id, size, within }) => {
            const many = machines.get(id) ?? 0;
            if (many < leastMachines || many < size * leastShare) return false;
            return within === undefined || machines.get(within) === many;
        });
        return group && hintOf(machines.get(group.id) ?? 0, group);
    }

    private count(key: string, device: string, at: Instant): number {
        const machines = this.raised.get(key) ?? new Map<string, Instant>();
        this.raised.set(key, machines);
        machines.delete(device);
        machines.set(device, at);
        for (const [other, raisedAt] of machines) {
            if (raisedAt > at - windowMs) break;
            machines.delete(other);
        }
        return machines.size;
    }
}

/**
 * Figures and names only, so that readers of every language understand them and widgets can make a sentence of them:
 * `Model EM-75: 8/10 in 10 min`.
 */
function hintOf(machines: number, { kind, name, size }: MachineGroup): string {
    const figures = `: ${machines}/${size} in ${windowMs / 60_000} min`;
    return (
        [kind, name]
            .filter(Boolean)
            .join(' ')
            .slice(0, maximumLength - figures.length) + figures
    );
}
