import type { MachineRow } from 'c/machineTreeRow';
import type { MachineRows, RowLook } from './machineRows';
import { ACTIONS_WIDTH, COLUMN_WIDTH, NAME_WIDTH, type Column } from './treeColumns';
import { rowsToRender, type TreeView } from './treeView';

/** Size of letters that the user chose in the browser, in pixels. */
const TEXT_SIZE = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** Height of every row in pixels, 2.25rem; equal heights make a row's place a multiplication. */
export const ROW_HEIGHT = Math.round(2.25 * TEXT_SIZE);

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
export interface RowContext extends RowLook {
    readonly firstInView: number;
    readonly inView: number;
    readonly activeRow: number;
    readonly selectedId: string | undefined;
    /** Machine that the dragged one is held over. */
    readonly dropId: string | undefined;
    /** Machine of the page. */
    readonly currentId: string | undefined;
}

/** The rows to put on the page, top to bottom. */
export function renderRows(view: TreeView, context: RowContext, contents: MachineRows): RenderedRow[] {
    const { positions } = view.visible;
    const rows = rowsToRender(positions.length, context.firstInView, context.inView, context.activeRow);
    const shown = rows.map((row) => positions[row]);
    const style = gridStyle(context.columns);
    return contents
        .render(view, shown, context)
        .map((content, at) => renderRow(view, { row: rows[at], content, style }, context));
}

function renderRow(
    { tree, visible }: TreeView,
    { row, content, style }: { row: number; content: MachineRow; style: string },
    context: RowContext
): RenderedRow {
    const { id, level } = content;
    const isCurrent = id === context.currentId;
    return {
        id,
        row: content,
        level,
        style: `${style}; transform: translateY(${row * ROW_HEIGHT}px)`,
        className: `row${isCurrent ? ' row_current' : ''}${id === context.dropId ? ' row_drop' : ''}`,
        tabIndex: row === context.activeRow ? '0' : '-1',
        // The header is the first row.
        rowIndex: row + 2,
        setSize: visible.setSizes.get(tree.parents[visible.positions[row]]) ?? 1,
        place: visible.places[row],
        expanded: content.isExpandable ? `${content.isExpanded}` : undefined,
        selected: `${id === context.selectedId}`,
        current: isCurrent ? 'page' : undefined
    };
}

/** Widths of the columns; the header uses the same. */
export function gridStyle(columns: readonly Column[]): string {
    return `grid-template-columns: minmax(${NAME_WIDTH}px, 3fr) repeat(${columns.length}, minmax(${COLUMN_WIDTH}px, 1fr)) ${ACTIONS_WIDTH}px`;
}
