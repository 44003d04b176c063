import { LightningElement, api } from 'lwc';
import type { TableColumn, TableRow } from 'shell/tableView';

/** Presentational: records as a table. Fires `sort` with `fieldName` and `sortDirection`. */
export default class ShellRecordTable extends LightningElement {
    @api columns: readonly TableColumn[] = [];
    @api rows: readonly TableRow[] = [];
    @api label = '';
    @api sortedBy: string | undefined;
    @api sortedDirection: 'asc' | 'desc' = 'asc';

    sort(event: CustomEvent<{ fieldName: string; sortDirection: string }>): void {
        event.stopPropagation();
        this.dispatchEvent(new CustomEvent('sort', { detail: event.detail }));
    }
}
