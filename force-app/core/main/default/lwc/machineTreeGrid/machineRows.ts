import { HIT, type Machine, type Rollup } from 'c/machineHierarchy';
import type { MachineRow } from 'c/machineTreeRow';
import type { Column } from './treeColumns';
import { isExpandable, type TreeView } from './treeView';

/** What besides the machine decides what its row shows. */
export interface RowLook {
    readonly columns: readonly Column[];
    readonly now: number;
    /** Address of a record's page with `{id}` in place of the record. */
    readonly urlTemplate: string;
}

/** A row and what it was made of. */
interface KnownRow {
    readonly machine: Machine;
    readonly rollup: Rollup;
    readonly row: MachineRow;
}

/**
 * Contents of rows, kept while they stay the same: a row that gets the object it already shows is not drawn again, so
 * scrolling and opening a branch cost only the rows that come.
 */
export class MachineRows {
    private known = new Map<string, KnownRow>();
    private look = '';

    /** Contents of the machines at some positions of a view. */
    render(view: TreeView, positions: readonly number[], look: RowLook): MachineRow[] {
        const key = [look.now, look.urlTemplate, ...look.columns.map((column) => column.key)].join(' ');
        if (key !== this.look) this.known = new Map();
        this.look = key;
        const rows = positions.map((position) => this.take(view, position, look));
        this.known = new Map(rows.map((one) => [one.machine.id, one]));
        return rows.map(({ row }) => row);
    }

    private take(view: TreeView, position: number, look: RowLook): KnownRow {
        const { tree, marks } = view;
        const machine = tree.machines[position];
        const rollup = tree.rollups[position];
        const state = {
            level: tree.levels[position],
            isExpandable: isExpandable(tree, position, marks),
            isExpanded: view.isOpen(machine.id),
            isHit: marks === undefined || marks[position] === HIT
        };
        const known = this.known.get(machine.id);
        if (known?.machine === machine && isSame(known.rollup, rollup) && isSame(known.row, state)) return known;
        const { id, name } = machine;
        const cells = look.columns.map((column) => ({ key: column.key, ...column.cell(machine, rollup, look.now) }));
        return { machine, rollup, row: { id, name, url: look.urlTemplate.replace('{id}', id), ...state, cells } };
    }
}

/** Whether every value of `part` is that of `whole`. */
function isSame(whole: object, part: object): boolean {
    const values = whole as Readonly<Record<string, unknown>>;
    return Object.entries(part).every(([name, value]) => values[name] === value);
}
