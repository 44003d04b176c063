import { isWithin, type MachineHierarchy } from 'c/machineHierarchy';

/** Machine of the row that handles an event. */
export function idOf(event: Event): string {
    return (event.currentTarget as HTMLElement).dataset.id ?? '';
}

/** A machine on its way to another parent; each step gives a new one, so that the rows are drawn again. */
export class TreeDrag {
    /** Machine that is dragged. */
    readonly id: string | undefined;
    /** Machine that it is held over, where it may be dropped. */
    readonly overId: string | undefined;

    constructor(id?: string, overId?: string) {
        this.id = id;
        this.overId = overId;
    }

    start(event: DragEvent, id: string): TreeDrag {
        if (event.dataTransfer) {
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', id);
        }
        return new TreeDrag(id);
    }

    /** Allows the drop on every machine except itself, those below it, and its present parent. */
    over(event: DragEvent, id: string, tree: MachineHierarchy): TreeDrag {
        if (this.id === undefined) return this;
        const isAllowed = canBecomeParent(tree, this.id, id);
        if (isAllowed) event.preventDefault();
        const overId = isAllowed ? id : undefined;
        return overId === this.overId ? this : new TreeDrag(this.id, overId);
    }
}

function canBecomeParent(tree: MachineHierarchy, id: string, parentId: string): boolean {
    const position = tree.positions.get(id);
    const parent = tree.positions.get(parentId);
    if (position === undefined || parent === undefined) return false;
    return !isWithin(tree, parent, position) && tree.parents[position] !== parent;
}
