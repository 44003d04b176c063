import { isSelective, markSelection, summarise, type MachineHierarchy, type Selection } from 'c/machineHierarchy';
import { summaryText } from './treeLabels';

/** What search and filters leave of the machines. */
export interface ShownMachines {
    /** Marks by position; undefined shows all. */
    readonly marks: Uint8Array | undefined;
    /** Names the selection, so that the grid notices another one. */
    readonly key: string;
    readonly hasRows: boolean;
    /** Whether there are machines, but none that fits. */
    readonly hasNoMatch: boolean;
    readonly summary: string;
}

/** Applies search and filters. */
export function showMachines(hierarchy: MachineHierarchy, selection: Selection): ShownMachines {
    const marks = markSelection(hierarchy, selection);
    const hasMachines = hierarchy.machines.length > 0;
    const hasNoMatch = hasMachines && marks?.every((mark) => mark === 0) === true;
    return {
        marks,
        hasNoMatch,
        hasRows: hasMachines && !hasNoMatch,
        key: `${selection.filter} ${selection.product ?? ''} ${selection.overdue ? 'known' : ''} ${selection.search}`,
        summary: summaryText(summarise(hierarchy, marks), isSelective(selection))
    };
}
