import type { MachineRow } from 'c/machineTreeRow';
import { HIT } from 'c/machineHierarchy';
import { ACTIONS_WIDTH, COLUMN_WIDTH, NAME_WIDTH, type Column } from './treeColumns';
import { isExpandable, rowsToRender, type TreeView } from './treeView';

/** Height of every row in pixels; equal heights make a row's place a multiplication. */
export const ROW_HEIGHT = 36;

/** A row on the page: what it shows, where it stands, and what it tells assistive technology. */
export interface RenderedRow {
    readonly id: string;
    readonly row: MachineRow;
    readonly style: string;
    readonly className: string;
    readonly tabIndex: '0' | '-1';
    readonly rowIndex: number;
    readonly level: number;
    readonly setSize: number;
    readonly place: number;
    readonly expanded: 'true' | 'false' | undefined;
    readonly selected: 'true' | 'false';
    readonly current: 'page' | undefined;
}

/** Everything besides the tree that decides how rows look. */
export interface RowContext {
    readonly columns: readonly Column[];
    readonly firstInView: number;
    readonly inView: number;
    readonly activeRow: number;
    readonly selectedId: string | undefined;
    /** Machine that the dragged one is held over. */
    readonly dropId: string | undefined;
    /** Machine of the page. */
    readonly currentId: string | undefined;
    readonly now: number;
    readonly urlOf: (id: string) => string;
}

/** The rows to put on the page, top to bottom. */
export function renderRows(view: TreeView, context: RowContext): RenderedRow[] {
    const count = view.visible.positions.length;
    const rows = rowsToRender(count, context.firstInView, context.inView, context.activeRow);
    return rows.map((row) => renderRow(view, row, context));
}

function renderRow(view: TreeView, row: number, context: RowContext): RenderedRow {
    const { tree, visible } = view;
    const position = visible.positions[row];
    const machineRow = toMachineRow(view, position, context);
    const { id, level } = machineRow;
    const isCurrent = id === context.currentId;
    return {
        id,
        row: machineRow,
        level,
        style: `${gridStyle(context.columns)}; transform: translateY(${row * ROW_HEIGHT}px)`,
        className: `row${isCurrent ? ' row_current' : ''}${id === context.dropId ? ' row_drop' : ''}`,
        tabIndex: row === context.activeRow ? '0' : '-1',
        // The header is the first row.
        rowIndex: row + 2,
        setSize: visible.setSizes.get(tree.parents[position]) ?? 1,
        place: visible.places[row],
        expanded: machineRow.isExpandable ? `${machineRow.isExpanded}` : undefined,
        selected: `${id === context.selectedId}`,
        current: isCurrent ? 'page' : undefined
    };
}

function toMachineRow(view: TreeView, position: number, context: RowContext): MachineRow {
    const { tree, marks } = view;
    const machine = tree.machines[position];
    const rollup = tree.rollups[position];
    return {
        id: machine.id,
        name: machine.name,
        url: context.urlOf(machine.id),
        level: tree.levels[position],
        isExpandable: isExpandable(tree, position, marks),
        isExpanded: view.isOpen(machine.id),
        isHit: marks === undefined || marks[position] === HIT,
        cells: context.columns.map((column) => ({ key: column.key, ...column.cell(machine, rollup, context.now) }))
    };
}

/** Widths of the columns; the header uses the same. */
export function gridStyle(columns: readonly Column[]): string {
    return `grid-template-columns: minmax(${NAME_WIDTH}px, 3fr) repeat(${columns.length}, minmax(${COLUMN_WIDTH}px, 1fr)) ${ACTIONS_WIDTH}px`;
}
