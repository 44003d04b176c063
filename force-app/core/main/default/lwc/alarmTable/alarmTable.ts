import { LightningElement, api } from 'lwc';
import DIRECTION from '@salesforce/i18n/dir';
import COLUMN_LINKS_LABEL from '@salesforce/label/c.AlarmConsole_Column_Links';
import COLUMN_MACHINE_LABEL from '@salesforce/label/c.AlarmConsole_Column_Machine';
import COLUMN_MESSAGE_LABEL from '@salesforce/label/c.AlarmConsole_Column_Message';
import COLUMN_PRIORITY_LABEL from '@salesforce/label/c.AlarmConsole_Column_Priority';
import COLUMN_RAISED_LABEL from '@salesforce/label/c.AlarmConsole_Column_Raised';
import COLUMN_SELECT_LABEL from '@salesforce/label/c.AlarmConsole_Column_Select';
import COLUMN_SITE_LABEL from '@salesforce/label/c.AlarmConsole_Column_Site';
import COLUMN_STATE_LABEL from '@salesforce/label/c.AlarmConsole_Column_State';
import COLUMN_VALUE_LABEL from '@salesforce/label/c.AlarmConsole_Column_Value';
import SELECT_ALL_LABEL from '@salesforce/label/c.AlarmConsole_Select_All';
import SHOW_MORE_LABEL from '@salesforce/label/c.AlarmConsole_Show_More';
import TITLE_LABEL from '@salesforce/label/c.AlarmConsole_Title';
import COLLAPSE_LABEL from '@salesforce/label/c.MachineTree_Collapse';
import EXPAND_LABEL from '@salesforce/label/c.MachineTree_Expand';
import { withConsequences, type AlarmNode, type AlarmSort, type SortColumn } from 'c/alarmOverview';
import { fillLabel } from 'c/displayFormat';
import { actionForKey } from './tableKeys';
import { placeAlarms, toRow, type TablePlace, type TableRow } from './tableRows';

/** Rows on the page at first, and how many come with each "more". */
const PAGE_ROWS = 50;

/** A heading that sorts, or only names its column. */
interface Heading {
    readonly label: string;
    readonly column: SortColumn | undefined;
}

const HEADINGS: readonly Heading[] = [
    { label: COLUMN_PRIORITY_LABEL, column: 'priority' },
    { label: COLUMN_MESSAGE_LABEL, column: 'message' },
    { label: COLUMN_MACHINE_LABEL, column: 'machine' },
    { label: COLUMN_SITE_LABEL, column: 'site' },
    { label: COLUMN_STATE_LABEL, column: 'state' },
    { label: COLUMN_VALUE_LABEL, column: undefined },
    { label: COLUMN_RAISED_LABEL, column: 'raised' },
    { label: COLUMN_LINKS_LABEL, column: undefined }
];

/**
 * Presentational: alarms as a tree grid; consequences stand folded below their root. A folded root is selected
 * together with its consequences.
 * @fires sortchange with `{ column }` when the user clicks a heading
 * @fires selectionchange with `{ ids }`
 * @fires openrecord with `{ id }` when the user asks for a record's page
 */
export default class AlarmTable extends LightningElement {
    @api nodes: readonly AlarmNode[] = [];
    @api selectedIds: ReadonlySet<string> = new Set<string>();
    /** Whether the user may select alarms, to act on them. */
    @api canSelect = false;
    @api sort: AlarmSort = { column: 'urgency', descending: false };
    /** Moment by which ages are told, in milliseconds since 1970. */
    @api now = 0;
    /** Address of a record's page with `{id}` in place of the record. */
    @api urlTemplate = '';

    readonly labels = {
        collapse: COLLAPSE_LABEL,
        expand: EXPAND_LABEL,
        select: COLUMN_SELECT_LABEL,
        selectAll: SELECT_ALL_LABEL,
        title: TITLE_LABEL
    };
    private openIds: ReadonlySet<string> = new Set<string>();
    private activeId: string | undefined;
    private maximum = PAGE_ROWS;
    private needsFocus = false;

    get places(): TablePlace[] {
        return placeAlarms(this.nodes, this.openIds);
    }

    get rows(): TableRow[] {
        const { places } = this;
        const active = places[this.activeRow(places)]?.alarm.id;
        const { selectedIds, now, urlTemplate } = this;
        const context = { activeId: active, selectedIds, urlTemplate, now: Number(now) };
        return places.slice(0, this.maximum).map((place, index) => toRow(place, index, context));
    }

    get rowCount(): number {
        return this.places.length + 1;
    }

    get headings(): (Heading & { key: string; ariaSort: string | undefined; mark: string })[] {
        const { column, descending } = this.sort;
        return HEADINGS.map((heading) => {
            const isSorted = heading.column !== undefined && heading.column === column;
            const direction = descending ? 'descending' : 'ascending';
            const mark = descending ? '▼' : '▲';
            return {
                ...heading,
                key: heading.label,
                ariaSort: isSorted ? direction : undefined,
                mark: isSorted ? mark : ''
            };
        });
    }

    get isAllSelected(): boolean {
        return this.nodes.length > 0 && this.nodes.every(({ alarm }) => this.selectedIds.has(alarm.id));
    }

    get moreLabel(): string {
        const hidden = this.places.length - this.maximum;
        return hidden > 0 ? fillLabel(SHOW_MORE_LABEL, Math.min(hidden, PAGE_ROWS)) : '';
    }

    renderedCallback(): void {
        if (!this.needsFocus) return;
        this.needsFocus = false;
        this.template?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
    }

    handleSort(event: Event): void {
        const { column } = (event.currentTarget as HTMLElement).dataset;
        this.fire('sortchange', { column });
    }

    handleSelectAll(event: Event): void {
        const { checked } = event.target as HTMLInputElement;
        this.fire('selectionchange', {
            ids: checked ? this.nodes.flatMap((node) => withConsequences(node, false)) : []
        });
    }

    handleSelect(event: Event): void {
        this.select(idOf(event));
    }

    handleToggle(event: Event): void {
        this.toggle(idOf(event));
    }

    handleRowFocus(event: Event): void {
        this.activeId = idOf(event);
    }

    /** The new rows take the focus from the button, which may go away. */
    handleMore(): void {
        this.activeId = this.places[this.maximum]?.alarm.id;
        this.maximum += PAGE_ROWS;
        this.needsFocus = true;
    }

    /** A plain click stays in the app; with a modifier key the browser opens its own tab. */
    handleLink(event: MouseEvent): void {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.fire('openrecord', { id: idOf(event) });
    }

    handleKey(event: KeyboardEvent): void {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const places = this.places.slice(0, this.maximum);
        const action = actionForKey(event.key, this.activeRow(places), places, DIRECTION === 'rtl');
        const id = action && places[action.row]?.alarm.id;
        if (!action || id === undefined) return;
        event.preventDefault();
        if (action.type === 'focus') this.focusOn(id);
        else if (action.type === 'toggle') this.toggle(id);
        else if (action.type === 'open') this.fire('openrecord', { id });
        else this.select(id);
    }

    /** Row with the tab stop; the first one while the active alarm is away. */
    private activeRow(places: readonly TablePlace[]): number {
        return Math.max(
            0,
            places.findIndex(({ alarm }) => alarm.id === this.activeId)
        );
    }

    private focusOn(id: string): void {
        this.activeId = id;
        this.needsFocus = true;
    }

    private toggle(id: string): void {
        const open = new Set(this.openIds);
        if (!open.delete(id)) open.add(id);
        this.openIds = open;
        this.focusOn(id);
    }

    private select(id: string): void {
        if (!this.canSelect) return;
        const node = this.nodes.find(({ alarm }) => alarm.id === id);
        const ids = node ? withConsequences(node, this.openIds.has(id)) : [id];
        const selected = new Set(this.selectedIds);
        const isOn = selected.has(id);
        for (const one of ids) {
            if (isOn) selected.delete(one);
            else selected.add(one);
        }
        this.fire('selectionchange', { ids: [...selected] });
    }

    private fire(name: string, detail: object): void {
        this.dispatchEvent(new CustomEvent(name, { detail }));
    }
}

function idOf(event: Event): string {
    return (event.currentTarget as HTMLElement).dataset.id ?? '';
}
