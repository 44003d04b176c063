import { type Priority, worsePriority } from 'c/alarmDisplay';

/** What the tree knows of one asset. */
export interface Machine {
    readonly id: string;
    readonly name: string;
    readonly parentId: string | null;
    readonly deviceId: string | null;
    readonly serialNumber: string | null;
    readonly product: string | null;
    readonly connectivity: string | null;
    readonly operatingState: string | null;
    /** Operating state in the user's language. */
    readonly operatingStateLabel: string | null;
    readonly priority: Priority | undefined;
    readonly activeAlarms: number;
    readonly lastTelemetry: string | null;
    /** Percent, 0–100. */
    readonly health: number | null;
    /** Hours. */
    readonly operatingHours: number | null;
    readonly modified: string | null;
}

/** A machine and everything below it, taken together. */
export interface Rollup {
    readonly priority: Priority | undefined;
    readonly alarms: number;
    readonly offline: number;
    readonly machinesWithAlarms: number;
}

/** Where each machine stands; parallel to the machines. */
interface Shape {
    /** 1 = top. */
    readonly levels: readonly number[];
    /** Position of the parent, -1 at the top. */
    readonly parents: readonly number[];
    /** Position after the last machine below this one. */
    readonly ends: readonly number[];
}

/**
 * The hierarchy as parallel arrays in reading order: a machine, then everything below it. Arrays keep
 * 10,000 machines cheap where nested objects would not. It is a class because Lightning wraps plain objects
 * that pass between components in proxies, and leaves instances alone.
 */
export class MachineHierarchy implements Shape {
    readonly machines: readonly Machine[];
    readonly levels: readonly number[];
    readonly parents: readonly number[];
    readonly ends: readonly number[];
    readonly rollups: readonly Rollup[];
    readonly positions: ReadonlyMap<string, number>;

    constructor(machines: readonly Machine[] = [], shape: Shape = { levels: [], parents: [], ends: [] }) {
        this.machines = machines;
        this.levels = shape.levels;
        this.parents = shape.parents;
        this.ends = shape.ends;
        this.rollups = rollUp(machines, shape.parents);
        this.positions = new Map(machines.map((machine, position) => [machine.id, position]));
    }

    /** The same hierarchy with newer machines; their names and parents must not have changed. */
    withMachines(newer: ReadonlyMap<string, Machine>): MachineHierarchy {
        return new MachineHierarchy(
            this.machines.map((machine) => newer.get(machine.id) ?? machine),
            this
        );
    }

    /** Ids of the machines under the same parent, the machine itself among them. */
    siblingsOf(id: string): string[] {
        const parent = this.parents[this.positions.get(id) ?? -1];
        return this.machines.filter((_machine, at) => this.parents[at] === parent).map((one) => one.id);
    }

    /** The machine and everything above it, the top first; none for a machine that is not here. */
    pathTo(id: string | undefined): Machine[] {
        const path: Machine[] = [];
        let position = id === undefined ? -1 : (this.positions.get(id) ?? -1);
        for (; position >= 0; position = this.parents[position]) path.unshift(this.machines[position]);
        return path;
    }

    /** Ids of everything above a machine, nearest first. */
    ancestorsOf(id: string): string[] {
        const above = this.pathTo(id).slice(0, -1).reverse();
        return above.map((machine) => machine.id);
    }
}

/** Whether the machine at a position is another one or stands somewhere below it. */
export function isWithin(tree: MachineHierarchy, position: number, top: number): boolean {
    return position >= top && position < tree.ends[top];
}

/**
 * Arranges machines as a hierarchy, siblings by name. A machine whose parent is not among them (the user may
 * not see it, or its page has not arrived) stands at the top.
 */
export function buildHierarchy(machines: Iterable<Machine>, language: string): MachineHierarchy {
    const children = groupByParent([...machines], language);
    const ordered: Machine[] = [];
    const levels: number[] = [];
    const parents: number[] = [];
    const ends: number[] = [];
    const append = (machine: Machine, level: number, parent: number): void => {
        const position = ordered.push(machine) - 1;
        levels.push(level);
        parents.push(parent);
        ends.push(position + 1);
        for (const child of children.get(machine.id) ?? []) append(child, level + 1, position);
        ends[position] = ordered.length;
    };
    for (const top of children.get(null) ?? []) append(top, 1, -1);
    return new MachineHierarchy(ordered, { levels, parents, ends });
}

function groupByParent(machines: readonly Machine[], language: string): Map<string | null, Machine[]> {
    const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
    const known = new Map(machines.map((machine) => [machine.id, machine]));
    const groups = new Map<string | null, Machine[]>();
    for (const machine of known.values()) {
        const parent = topOrParent(machine, known);
        const siblings = groups.get(parent);
        if (siblings) siblings.push(machine);
        else groups.set(parent, [machine]);
    }
    for (const siblings of groups.values()) siblings.sort((a, b) => collator.compare(a.name, b.name));
    return groups;
}

/** The parent's id, or null at the top; a circle of parents is cut at each of its members. */
function topOrParent(machine: Machine, known: ReadonlyMap<string, Machine>): string | null {
    let above = machine.parentId === null ? undefined : known.get(machine.parentId);
    const parent = above?.id ?? null;
    for (let steps = 0; above !== undefined && steps <= MAXIMUM_LEVELS; steps += 1) {
        if (above.id === machine.id) return null;
        above = above.parentId === null ? undefined : known.get(above.parentId);
    }
    return parent;
}

/** Asset hierarchies of the platform have at most 50 levels. */
const MAXIMUM_LEVELS = 50;

/** Children come after their parents, so one pass from the end sums everything up. */
function rollUp(machines: readonly Machine[], parents: readonly number[]): Rollup[] {
    const rollups = machines.map(ownRollup);
    for (let position = machines.length - 1; position >= 0; position -= 1) {
        const parent = parents[position];
        if (parent >= 0) rollups[parent] = combine(rollups[parent], rollups[position]);
    }
    return rollups;
}

function ownRollup(machine: Machine): Rollup {
    return {
        priority: machine.priority,
        alarms: machine.activeAlarms,
        offline: machine.connectivity === 'Offline' ? 1 : 0,
        machinesWithAlarms: hasAlarm(machine) ? 1 : 0
    };
}

function combine(a: Rollup, b: Rollup): Rollup {
    return {
        priority: worsePriority(a.priority, b.priority),
        alarms: a.alarms + b.alarms,
        offline: a.offline + b.offline,
        machinesWithAlarms: a.machinesWithAlarms + b.machinesWithAlarms
    };
}

/** Whether an alarm of the machine itself is active. */
export function hasAlarm(machine: Machine): boolean {
    return machine.activeAlarms > 0 || machine.priority !== undefined;
}
