import type { Instant } from '../pipeline/index.ts';

/** Machines that have something in common, such as their model. */
export interface MachineGroup {
    /** Tells the group from every other one. */
    id: string;
    /** How people call it, behind "machines". */
    name: string;
    /** Number of its machines. */
    size: number;
}

/** Only a few machines are coincidence, and so is a small part of many. */
const leastMachines = 3;
const leastShare = 0.3;
/** Alarms further apart have hardly one cause. */
const windowMs = 600_000;

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
        const hints = this.groups(device).map((group) => {
            const machines = this.count(`${definition} ${group.id}`, device, at);
            const isMany = machines >= leastMachines && machines >= group.size * leastShare;
            return isMany ? hintOf(machines, group) : undefined;
        });
        return hints.find((hint) => hint !== undefined);
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

function hintOf(machines: number, { name, size }: MachineGroup): string {
    return `${machines} of ${size} machines ${name} raised this alarm within ${windowMs / 60_000} minutes`.slice(
        0,
        255
    );
}
