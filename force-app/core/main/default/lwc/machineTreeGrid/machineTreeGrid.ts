import { LightningElement, api } from 'lwc';
import DIRECTION from '@salesforce/i18n/dir';
import ACTIONS_LABEL from '@salesforce/label/c.MachineTree_Actions_Column';
import NAME_LABEL from '@salesforce/label/c.MachineTree_Name';
import TITLE_LABEL from '@salesforce/label/c.MachineTree_Title';
import { MachineHierarchy, rememberLast } from 'c/machineHierarchy';
import { MachineRows } from './machineRows';
import { idOf, TreeDrag } from './treeDrag';
import { chooseColumns, DEFAULT_COLUMNS, fittingColumns, type Column } from './treeColumns';
import { actionForKey, isTyping, keyContext, TypeAhead, type TreeAction } from './treeKeys';
import { rememberExpanded } from './treeMemory';
import { gridStyle, renderRows, ROW_HEIGHT, type RenderedRow } from './treeRows';
import { createView, firstBranches, idOfRow, rowOfId, topOf, type TreeView } from './treeView';

/**
 * Presentational: the machines of a hierarchy as a tree grid. Only rows in view are on the page, so 10,000
 * machines scroll as smoothly as ten.
 * @fires openrecord with `{ id }` when the user asks for a machine's page
 * @fires actions with `{ id, anchor }` when the user asks for a machine's menu; anchor = its row in the window
 * @fires scrolled when rows move, so that what stands beside them can go away
 * @fires movemachine with `{ id, targetId }` when the user drops a machine on another one
 * @fires selectmachine with `{ id }` when the user selects a machine
 */
export default class MachineTreeGrid extends LightningElement {
    /** Marks of search and filter by position; undefined shows all machines. */
    @api marks: Uint8Array | undefined;
    /** Names the selection behind the marks; another one opens the branches that were closed by hand. */
    @api selectionKey = '';
    /** Machine of the page; its branch is open at first. */
    @api currentId: string | undefined;
    @api selectedId: string | undefined;
    /** Most pixels the rows take before they scroll. */
    @api height = 480;
    /** Column names separated by commas. */
    @api columns = DEFAULT_COLUMNS;
    /** Whether the user may drag machines to another parent. */
    @api canMove = false;
    /** Moment by which ages are told, in milliseconds since 1970. */
    @api now = 0;
    /** Address of a record's page with `{id}` in place of the record. */
    @api urlTemplate = '';

    readonly labels = { actions: ACTIONS_LABEL, name: NAME_LABEL, title: TITLE_LABEL };
    private data = new MachineHierarchy();
    /** Branches the user opened; undefined until the user touched one. */
    private expanded: ReadonlySet<string> | undefined;
    /** Branches the user closed while search or filter shows them open. */
    private closed: ReadonlySet<string> = new Set<string>();
    private keyBefore = '';
    private activeId: string | undefined;
    private firstInView = 0;
    /** Pixels the rows have; 0 = not measured yet. */
    private width = 0;
    private resizing: ResizeObserver | undefined;
    private needsFocus = false;
    private needsScroll = true;
    private drag = new TreeDrag();
    private readonly contents = new MachineRows();
    private readonly typeAhead = new TypeAhead();
    private readonly viewOf = rememberLast(createView);
    private readonly branchesAtFirst = rememberLast(firstBranches);

    /** The machines. */
    @api get hierarchy(): MachineHierarchy {
        return this.data;
    }

    set hierarchy(hierarchy: MachineHierarchy) {
        if (topOf(hierarchy) !== topOf(this.data)) this.expanded = undefined;
        this.data = hierarchy;
    }

    /** Opens every branch. */
    @api expandAll(): void {
        this.closed = new Set();
        this.setExpanded(new Set(this.data.machines.map(({ id }) => id)));
    }

    /** Closes every branch below the top. */
    @api collapseAll(): void {
        this.closed = new Set(this.data.machines.map(({ id }) => id));
        this.setExpanded(new Set([topOf(this.data)]));
    }

    /** Opens the way to a machine and brings its row into view; the focus stays where it is. */
    @api reveal(id: string): void {
        const above = this.data.ancestorsOf(id);
        if (above.some((one) => !this.openBranches.has(one)))
            this.setExpanded(new Set([...this.openBranches, ...above]));
        this.activeId = id;
        this.needsScroll = true;
    }

    /** Gives the focus to the row that had it last. */
    @api focusActive(): void {
        this.template?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true });
    }

    get view(): TreeView {
        return this.viewOf(this.data, this.marks, this.openBranches, this.closed);
    }

    get openBranches(): ReadonlySet<string> {
        return this.expanded ?? this.branchesAtFirst(this.data, this.currentId);
    }

    get shownColumns(): readonly Column[] {
        return fittingColumns(chooseColumns(this.columns), this.width);
    }

    get rows(): RenderedRow[] {
        const { view } = this;
        const context = {
            columns: this.shownColumns,
            firstInView: this.firstInView,
            inView: this.rowsInView,
            activeRow: this.activeRow(view),
            selectedId: this.selectedId,
            dropId: this.drag.overId,
            currentId: this.currentId,
            now: this.now,
            urlTemplate: this.urlTemplate
        };
        return renderRows(view, context, this.contents);
    }

    get rowsInView(): number {
        return Math.max(1, Math.ceil(Number(this.height) / ROW_HEIGHT));
    }

    get columnCount(): number {
        return this.shownColumns.length + 2;
    }

    get rowCount(): number {
        return this.view.visible.positions.length + 1;
    }

    get scrollerStyle(): string {
        return `max-height: ${Number(this.height) + ROW_HEIGHT}px`;
    }

    get bodyStyle(): string {
        return `height: ${this.view.visible.positions.length * ROW_HEIGHT}px`;
    }

    get headerStyle(): string {
        return gridStyle(this.shownColumns);
    }

    disconnectedCallback(): void {
        this.resizing?.disconnect();
        this.resizing = undefined;
    }

    renderedCallback(): void {
        this.watchWidth();
        if (this.selectionKey !== this.keyBefore && this.closed.size > 0) this.closed = new Set();
        this.keyBefore = this.selectionKey;
        if (this.needsScroll && this.data.machines.length > 0) this.scrollToActive();
        if (!this.needsFocus) return;
        this.needsFocus = false;
        this.focusActive();
    }

    handleScroll(event: Event): void {
        const first = Math.max(0, Math.floor((event.target as HTMLElement).scrollTop / ROW_HEIGHT));
        if (first === this.firstInView) return;
        this.firstInView = first;
        this.fire('scrolled', {});
    }

    handleRowClick(event: Event): void {
        this.fire('selectmachine', { id: idOf(event) });
    }

    handleRowFocus(event: Event): void {
        this.activeId = idOf(event);
    }

    handleToggle(event: Event): void {
        this.toggle(idOf(event));
    }

    handleActions(event: Event): void {
        this.openMenu(idOf(event));
    }

    handleDragStart(event: DragEvent): void {
        this.drag = this.drag.start(event, idOf(event));
    }

    handleDragOver(event: DragEvent): void {
        this.drag = this.drag.over(event, idOf(event), this.data);
    }

    handleDragEnd(): void {
        this.drag = new TreeDrag();
    }

    handleDrop(event: DragEvent): void {
        const { id, overId: targetId } = this.drag;
        event.preventDefault();
        this.drag = new TreeDrag();
        if (id !== undefined && targetId !== undefined) this.fire('movemachine', { id, targetId });
    }

    handleOpen(event: Event): void {
        this.fire('openrecord', { id: idOf(event) });
    }

    handleKey(event: KeyboardEvent): void {
        const { view } = this;
        const key = event.shiftKey && event.key === 'F10' ? 'ContextMenu' : event.key;
        const action =
            actionForKey(key, keyContext(view, this.activeRow(view), this.rowsInView, DIRECTION === 'rtl')) ??
            this.typedAction(event, view);
        if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        this.perform(action, view);
    }

    private typedAction(event: KeyboardEvent, view: TreeView): TreeAction | undefined {
        if (!isTyping(event)) return undefined;
        const { positions } = view.visible;
        const nameOf = (row: number): string => this.data.machines[positions[row]].name;
        const row = this.typeAhead.find(event.key, event.timeStamp, this.activeRow(view), positions.length, nameOf);
        return row === undefined ? undefined : { type: 'focus', row };
    }

    private perform(action: TreeAction, view: TreeView): void {
        const id = idOfRow(view, action.row);
        if (id === undefined) return;
        switch (action.type) {
            case 'focus':
                return action.row === this.activeRow(view) ? undefined : this.focusOn(id);
            case 'open':
                return this.fire('openrecord', { id });
            case 'menu':
                return this.openMenu(id);
            case 'select':
                return this.fire('selectmachine', { id });
            case 'expandSiblings':
                return this.setExpanded(new Set([...this.openBranches, ...this.data.siblingsOf(id)]));
            default:
                return this.toggle(id);
        }
    }

    private openMenu(id: string): void {
        const anchor = this.template?.querySelector(`[data-id="${id}"]`)?.getBoundingClientRect();
        if (anchor) this.fire('actions', { id, anchor });
    }

    private focusOn(id: string): void {
        this.activeId = id;
        this.needsFocus = true;
        this.needsScroll = true;
    }

    private activeRow(view: TreeView): number {
        return rowOfId(view, this.activeId ?? this.currentId);
    }

    private toggle(id: string): void {
        const known = this.marks ? this.closed : this.openBranches;
        const changed = new Set(known);
        if (!changed.delete(id)) changed.add(id);
        if (this.marks) this.closed = changed;
        else this.setExpanded(changed);
    }

    private setExpanded(expanded: ReadonlySet<string>): void {
        this.expanded = expanded;
        rememberExpanded(topOf(this.data), expanded);
    }

    private watchWidth(): void {
        const scroller = this.template?.querySelector('.scroller');
        if (this.resizing || !scroller) return;
        this.resizing = new ResizeObserver(([entry]) => {
            this.width = entry.contentRect.width;
        });
        this.resizing.observe(scroller);
    }

    private scrollToActive(): void {
        this.needsScroll = false;
        const scroller = this.template?.querySelector<HTMLElement>('.scroller');
        if (!scroller) return;
        const top = this.activeRow(this.view) * ROW_HEIGHT;
        if (top < scroller.scrollTop) scroller.scrollTop = top;
        const bottom = top + ROW_HEIGHT - Number(this.height);
        if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
    }

    private fire(name: string, detail: object): void {
        this.dispatchEvent(new CustomEvent(name, { detail }));
    }
}
