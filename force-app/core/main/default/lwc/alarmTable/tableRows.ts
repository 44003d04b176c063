import ACKNOWLEDGE_LABEL from '@salesforce/label/c.AlarmAction_Acknowledge';
import CONSEQUENCES_LABEL from '@salesforce/label/c.AlarmConsole_Consequences';
import OUT_OF_SERVICE_LABEL from '@salesforce/label/c.AlarmAction_Out_Of_Service';
import RETURN_LABEL from '@salesforce/label/c.AlarmAction_Return_To_Service';
import SELECT_ROW_LABEL from '@salesforce/label/c.AlarmConsole_Select_Row';
import SHELVE_LABEL from '@salesforce/label/c.AlarmAction_Shelve';
import UNANSWERED_LABEL from '@salesforce/label/c.AlarmConsole_Unanswered';
import UNSHELVE_LABEL from '@salesforce/label/c.AlarmAction_Unshelve';
import WAITING_LABEL from '@salesforce/label/c.AlarmConsole_Waiting';
import { alarmStateIcon } from 'c/alarmDisplay';
import { limitText, openRequest, valueText, type AlarmAction, type AlarmLink } from 'c/alarmModel';
import type { AlarmNode, OverviewAlarm } from 'c/alarmOverview';
import { fillLabel, formatAge, formatDateTime } from 'c/displayFormat';

const ACTION_LABELS: Readonly<Record<AlarmAction, string>> = {
    Acknowledge: ACKNOWLEDGE_LABEL,
    Shelve: SHELVE_LABEL,
    Unshelve: UNSHELVE_LABEL,
    'Out of Service': OUT_OF_SERVICE_LABEL,
    'Return to Service': RETURN_LABEL
};

/** An alarm in the table: its place in the tree. */
export interface TablePlace {
    readonly alarm: OverviewAlarm;
    /** 1 = root or single alarm, 2 = consequence. */
    readonly level: 1 | 2;
    /** Place among its siblings, from 1, and their number. */
    readonly place: number;
    readonly setSize: number;
    /** Alarms that follow from it; none for a consequence. */
    readonly consequences: number;
    readonly isOpen: boolean;
    /** Root that a consequence stands under. */
    readonly rootId: string | undefined;
}

/** The rows of the table, top to bottom; consequences only below roots that are open. */
export function placeAlarms(nodes: readonly AlarmNode[], openIds: ReadonlySet<string>): TablePlace[] {
    return nodes.flatMap(({ alarm, consequences }, index) => {
        const isOpen = openIds.has(alarm.id) && consequences.length > 0;
        const root: TablePlace = {
            alarm,
            isOpen,
            level: 1,
            place: index + 1,
            setSize: nodes.length,
            consequences: consequences.length,
            rootId: undefined
        };
        const below = (isOpen ? consequences : []).map((one, at): TablePlace => ({
            alarm: one,
            level: 2,
            place: at + 1,
            setSize: consequences.length,
            consequences: 0,
            isOpen: false,
            rootId: alarm.id
        }));
        return [root, ...below];
    });
}

/** A link to a record. */
export interface RowLink {
    readonly id: string;
    readonly text: string;
    readonly url: string;
}

/** What a row shows and tells assistive technology. */
export interface TableRow {
    readonly id: string;
    readonly place: TablePlace;
    readonly className: string;
    readonly tabIndex: '0' | '-1';
    readonly rowIndex: number;
    readonly expanded: 'true' | 'false' | undefined;
    readonly isExpandable: boolean;
    readonly selected: 'true' | 'false';
    readonly isSelected: boolean;
    readonly selectLabel: string;
    readonly priority: string | undefined;
    readonly messageLink: RowLink;
    readonly machineLink: RowLink | undefined;
    readonly consequencesText: string;
    readonly stateIcon: string;
    readonly note: string;
    readonly value: string;
    readonly age: string;
    readonly raisedAt: string;
    readonly links: readonly RowLink[];
}

/** Everything besides the alarm that decides how a row looks. */
export interface RowContext {
    readonly activeId: string | undefined;
    readonly selectedIds: ReadonlySet<string>;
    readonly now: number;
    readonly urlTemplate: string;
}

/** One row as it is shown. @param index its place in the table, from 0 */
export function toRow(place: TablePlace, index: number, context: RowContext): TableRow {
    const { alarm, level, isOpen, consequences } = place;
    const { id } = alarm;
    const isSelected = context.selectedIds.has(id);
    const isExpandable = consequences > 0;
    return {
        id,
        place,
        isExpandable,
        isSelected,
        className: `row row_level_${level}${isOpen ? ' row_open' : ''}`,
        tabIndex: id === context.activeId ? '0' : '-1',
        // The header is the first row.
        rowIndex: index + 2,
        expanded: isExpandable ? `${isOpen}` : undefined,
        selected: `${isSelected}`,
        selectLabel: fillLabel(SELECT_ROW_LABEL, alarm.message, alarm.machine?.name ?? ''),
        priority: alarm.priority,
        messageLink: linkTo({ id, name: alarm.message }, context),
        machineLink: alarm.machine && linkTo(alarm.machine, context),
        consequencesText: isExpandable ? fillLabel(CONSEQUENCES_LABEL, consequences) : '',
        stateIcon: alarmStateIcon(alarm.state),
        note: noteOf(alarm, context.now),
        value: [valueText(alarm), limitText(alarm)].filter((text) => text !== '').join(' / '),
        age: formatAge(alarm.raisedAt, context.now),
        raisedAt: formatDateTime(alarm.raisedAt),
        links: [alarm.case, alarm.workOrder].filter((link) => link !== undefined).map((link) => linkTo(link, context))
    };
}

function linkTo({ id, name }: AlarmLink, { urlTemplate }: RowContext): RowLink {
    return { id, text: name, url: urlTemplate.replace('{id}', id) };
}

function noteOf(alarm: OverviewAlarm, now: number): string {
    const request = openRequest(alarm, now);
    if (!request) return alarm.state === 'Shelved' ? formatDateTime(alarm.shelvedUntil) : '';
    const label = request.status === 'pending' ? WAITING_LABEL : UNANSWERED_LABEL;
    return fillLabel(label, ACTION_LABELS[request.action]);
}
