import { HIDDEN, type MachineHierarchy } from 'c/machineHierarchy';
import { recallExpanded } from './treeMemory';

/** The rows a user can scroll through, top to bottom. */
export interface VisibleRows {
    /** Positions in the tree. */
    readonly positions: readonly number[];
    /** Row of a tree position. */
    readonly rowOf: ReadonlyMap<number, number>;
    /** Place among the shown siblings, from 1; by row. */
    readonly places: readonly number[];
    /** Number of shown siblings by position of their parent (-1 = top). */
    readonly setSizes: ReadonlyMap<number, number>;
}

/** Rows of the tree: closed branches and machines outside the selection are left out. */
export function visibleRows(tree: MachineHierarchy, isOpen: (id: string) => boolean, marks?: Uint8Array): VisibleRows {
    const positions: number[] = [];
    const places: number[] = [];
    const setSizes = new Map<number, number>();
    for (let position = 0; position < tree.machines.length;) {
        if (marks?.[position] === HIDDEN) {
            position = tree.ends[position];
            continue;
        }
        const parent = tree.parents[position];
        const place = (setSizes.get(parent) ?? 0) + 1;
        setSizes.set(parent, place);
        positions.push(position);
        places.push(place);
        position = isOpen(tree.machines[position].id) ? position + 1 : tree.ends[position];
    }
    return { positions, places, setSizes, rowOf: new Map(positions.map((position, row) => [position, row])) };
}

/** Whether a machine has shown machines below it. */
export function isExpandable(tree: MachineHierarchy, position: number, marks?: Uint8Array): boolean {
    const end = tree.ends[position];
    if (!marks) return end > position + 1;
    for (let below = position + 1; below < end; below += 1) if (marks[below] !== HIDDEN) return true;
    return false;
}

/** Rows to put on the page: those in view, some around them, and the active one, which keeps the focus. */
export function rowsToRender(count: number, firstInView: number, inView: number, active: number): number[] {
    const start = Math.max(0, Math.min(firstInView, count - inView) - OVERSCAN);
    const end = Math.min(count, start + inView + 2 * OVERSCAN);
    const rows = Array.from({ length: Math.max(0, end - start) }, (_unused, offset) => start + offset);
    if (active < 0 || active >= count) return rows;
    if (active < start) return [active, ...rows];
    return active >= end ? [...rows, active] : rows;
}

/** Rows rendered above and below the view, so that fast scrolling shows no gaps. */
const OVERSCAN = 8;

/** What of a tree is on screen. */
export interface TreeView {
    readonly tree: MachineHierarchy;
    readonly visible: VisibleRows;
    readonly marks: Uint8Array | undefined;
    readonly isOpen: (id: string) => boolean;
}

/**
 * The view of a hierarchy. While search or filter is on, every branch on the way to a hit is open unless the
 * user closed it; otherwise the branches the user opened are.
 */
export function createView(
    tree: MachineHierarchy,
    marks: Uint8Array | undefined,
    expanded: ReadonlySet<string>,
    closed: ReadonlySet<string>
): TreeView {
    const isOpen = (id: string): boolean => (marks ? !closed.has(id) : expanded.has(id));
    return { tree, marks, isOpen, visible: visibleRows(tree, isOpen, marks) };
}

/** Id of the machine in a visible row. */
export function idOfRow(view: TreeView, row: number): string | undefined {
    return view.tree.machines[view.visible.positions[row]]?.id;
}

/** Row of a machine, or of the nearest machine above it that is visible; the first row when there is none. */
export function rowOfId(view: TreeView, id: string | undefined): number {
    let position = id === undefined ? -1 : (view.tree.positions.get(id) ?? -1);
    while (position >= 0) {
        const row = view.visible.rowOf.get(position);
        if (row !== undefined) return row;
        position = view.tree.parents[position];
    }
    return 0;
}

/** Id of the first machine at the top; blank without machines. */
export function topOf(hierarchy: MachineHierarchy): string {
    return hierarchy.machines.at(0)?.id ?? '';
}

/** What is open before the user touches anything: as it was left, else the top and the way to the page's machine. */
export function firstBranches(hierarchy: MachineHierarchy, currentId: string | undefined): ReadonlySet<string> {
    const top = topOf(hierarchy);
    const above = currentId === undefined ? [] : hierarchy.ancestorsOf(currentId);
    return recallExpanded(top) ?? new Set([top, ...above]);
}
