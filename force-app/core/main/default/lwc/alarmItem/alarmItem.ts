import { LightningElement, api } from 'lwc';
import ACKNOWLEDGE_LABEL from '@salesforce/label/c.AlarmList_Acknowledge';
import ACKNOWLEDGED_BY_LABEL from '@salesforce/label/c.AlarmList_Acknowledged_By';
import CASE_LABEL from '@salesforce/label/c.AlarmList_Case';
import LIMIT_LABEL from '@salesforce/label/c.AlarmList_Limit';
import PENDING_LABEL from '@salesforce/label/c.AlarmList_Pending';
import SELECT_LABEL from '@salesforce/label/c.AlarmList_Select';
import SHELVE_LABEL from '@salesforce/label/c.AlarmList_Shelve';
import SHELVED_UNTIL_LABEL from '@salesforce/label/c.AlarmList_Shelved_Until';
import UNANSWERED_LABEL from '@salesforce/label/c.AlarmList_Unanswered';
import UNSHELVE_LABEL from '@salesforce/label/c.AlarmList_Unshelve';
import WORK_ORDER_LABEL from '@salesforce/label/c.AlarmList_Work_Order';
import { alarmStateIcon } from 'c/alarmDisplay';
import { canRequest, isOpen, limitText, openRequest, valueText, type Alarm, type AlarmAction } from 'c/alarmModel';
import { commonCauseText } from 'c/alarmTexts';
import { fillLabel, formatAge, formatDateTime } from 'c/displayFormat';

const ACTIONS: readonly { action: AlarmAction; label: string }[] = [
    { action: 'Acknowledge', label: ACKNOWLEDGE_LABEL },
    { action: 'Shelve', label: SHELVE_LABEL },
    { action: 'Unshelve', label: UNSHELVE_LABEL }
];

/** A link to another record. */
interface Link {
    readonly id: string;
    readonly text: string;
    readonly url: string;
}

/**
 * Presentational: one alarm.
 * @fires request with `{ action }` when the user asks for an action
 * @fires select with `{ checked }` when the user selects or deselects the alarm
 * @fires openrecord with `{ id }` when the user asks for a record's page
 */
export default class AlarmItem extends LightningElement {
    @api alarm: Alarm | undefined;
    @api selected = false;
    /** Whether the user may ask for actions. */
    @api canAct = false;
    /** Whether to name the machine, where a list holds alarms of several. */
    @api showMachine = false;
    /** Moment by which ages are told, in milliseconds since 1970. */
    @api now = 0;
    /** Address of a record's page with `{id}` in place of the record. */
    @api urlTemplate = '';

    get itemClass(): string {
        return this.alarm && isOpen(this.alarm) ? 'item' : 'item item_closed';
    }

    get selectLabel(): string {
        return fillLabel(SELECT_LABEL, this.alarm?.message ?? '');
    }

    get stateIcon(): string {
        return alarmStateIcon(this.alarm?.state);
    }

    get age(): string {
        return formatAge(this.alarm?.raisedAt, this.now);
    }

    get raisedAt(): string {
        return formatDateTime(this.alarm?.raisedAt);
    }

    get measured(): string {
        return this.alarm ? valueText(this.alarm) : '';
    }

    get limit(): string {
        const text = this.alarm ? limitText(this.alarm) : '';
        return text === '' ? '' : fillLabel(LIMIT_LABEL, text);
    }

    /** Who acknowledged, until when it is shelved, what waits for the bridge, what it has in common with others. */
    get notes(): string[] {
        const { alarm } = this;
        if (!alarm) return [];
        const request = openRequest(alarm, this.now);
        const requestLabel = request?.status === 'pending' ? PENDING_LABEL : UNANSWERED_LABEL;
        return [
            request ? fillLabel(requestLabel, this.actionLabel(request.action)) : '',
            alarm.state === 'Shelved' ? noteOf(SHELVED_UNTIL_LABEL, formatDateTime(alarm.shelvedUntil)) : '',
            alarm.state === 'Acknowledged' ? noteOf(ACKNOWLEDGED_BY_LABEL, alarm.acknowledgedBy ?? '') : '',
            commonCauseText(alarm.commonCause)
        ].filter((note) => note !== '');
    }

    get isPending(): boolean {
        return this.alarm !== undefined && openRequest(this.alarm, this.now)?.status === 'pending';
    }

    get actions(): { action: AlarmAction; label: string; title: string }[] {
        const { alarm, now } = this;
        if (!alarm || !this.canAct) return [];
        return ACTIONS.filter(({ action }) => canRequest(alarm, action, now)).map(({ action, label }) => ({
            action,
            label,
            title: `${label}: ${alarm.message}`
        }));
    }

    get isSelectable(): boolean {
        return this.canAct && this.actions.length > 0;
    }

    get alarmLink(): Link {
        return this.toLink(this.alarm?.id ?? '', this.alarm?.message ?? '');
    }

    get machineLink(): Link | undefined {
        const machine = this.showMachine ? this.alarm?.machine : undefined;
        return machine && this.toLink(machine.id, machine.name);
    }

    get recordLinks(): Link[] {
        const { case: openCase, workOrder } = this.alarm ?? {};
        return [
            ...(openCase ? [this.toLink(openCase.id, fillLabel(CASE_LABEL, openCase.name))] : []),
            ...(workOrder ? [this.toLink(workOrder.id, fillLabel(WORK_ORDER_LABEL, workOrder.name))] : [])
        ];
    }

    handleSelect(event: Event): void {
        const { checked } = event.target as HTMLElement & { checked: boolean };
        this.dispatchEvent(new CustomEvent('select', { detail: { checked } }));
    }

    handleAction(event: Event): void {
        const { action } = (event.currentTarget as HTMLElement).dataset;
        this.dispatchEvent(new CustomEvent('request', { detail: { action } }));
    }

    /** A plain click stays in the app; with a modifier key the browser opens its own tab. */
    handleLink(event: MouseEvent): void {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const { id } = (event.currentTarget as HTMLElement).dataset;
        this.dispatchEvent(new CustomEvent('openrecord', { detail: { id } }));
    }

    private toLink(id: string, text: string): Link {
        return { id, text, url: this.urlTemplate.replace('{id}', id) };
    }

    private actionLabel(action: AlarmAction): string {
        return ACTIONS.find((one) => one.action === action)?.label ?? action;
    }
}

function noteOf(label: string, value: string): string {
    return value === '' ? '' : fillLabel(label, value);
}
