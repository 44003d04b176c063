import { LightningElement, api } from 'lwc';
import ACKNOWLEDGE_LABEL from '@salesforce/label/c.AlarmConsole_Acknowledge';
import ACKNOWLEDGE_COMMENT_LABEL from '@salesforce/label/c.AlarmConsole_Acknowledge_Comment';
import OUT_OF_SERVICE_LABEL from '@salesforce/label/c.AlarmConsole_Out_Of_Service';
import RETURN_TO_SERVICE_LABEL from '@salesforce/label/c.AlarmConsole_Return_To_Service';
import SHELVE_LABEL from '@salesforce/label/c.AlarmConsole_Shelve';
import UNSHELVE_LABEL from '@salesforce/label/c.AlarmConsole_Unshelve';
import { canRequest, type Alarm, type AlarmAction } from 'c/alarmModel';
import type { AlarmRequestDetail } from 'c/alarmBoard';
import { fillLabel } from 'c/displayFormat';
import type { ReasonedAction } from 'c/alarmRequestForm';

/** One button: what it asks for, and whether it asks for words first. */
interface ActionButton {
    readonly name: string;
    readonly action: AlarmAction;
    readonly label: string;
    readonly isReasoned: boolean;
}

const BUTTONS: readonly ActionButton[] = [
    { name: 'acknowledge', action: 'Acknowledge', label: ACKNOWLEDGE_LABEL, isReasoned: false },
    { name: 'comment', action: 'Acknowledge', label: ACKNOWLEDGE_COMMENT_LABEL, isReasoned: true },
    { name: 'shelve', action: 'Shelve', label: SHELVE_LABEL, isReasoned: true },
    { name: 'unshelve', action: 'Unshelve', label: UNSHELVE_LABEL, isReasoned: false },
    { name: 'out', action: 'Out of Service', label: OUT_OF_SERVICE_LABEL, isReasoned: true },
    { name: 'return', action: 'Return to Service', label: RETURN_TO_SERVICE_LABEL, isReasoned: false }
];

/**
 * Presentational: actions for the selected alarms; each says for how many of them it makes sense.
 * @fires request with an AlarmRequestDetail
 */
export default class AlarmActionBar extends LightningElement {
    /** The selected alarms. */
    @api alarms: readonly Alarm[] = [];
    /** Whether requests are being saved. */
    @api busy = false;
    /** The present, in milliseconds since 1970. */
    @api now = 0;
    private asking: ActionButton | undefined;

    get buttons(): { name: string; label: string; isDisabled: boolean }[] {
        return BUTTONS.map(({ name, action, label }) => {
            const { length } = this.idsFor(action);
            return { name, label: fillLabel(label, length), isDisabled: this.busy || length === 0 };
        });
    }

    /** Action of the open form. */
    get formAction(): ReasonedAction | undefined {
        return this.formCount > 0 ? (this.asking?.action as ReasonedAction) : undefined;
    }

    /** Alarms of the open form; those that changed meanwhile are left out. */
    get formCount(): number {
        return this.asking ? this.idsFor(this.asking.action).length : 0;
    }

    /** Begins what a button begins. */
    @api start(name: string): void {
        const button = BUTTONS.find((one) => one.name === name);
        if (!button || this.busy || this.idsFor(button.action).length === 0) return;
        if (button.isReasoned) this.asking = button;
        else this.send({ ids: this.idsFor(button.action), action: button.action });
    }

    handleClick(event: Event): void {
        this.start((event.currentTarget as HTMLElement).dataset.name ?? '');
    }

    handleConfirm(event: CustomEvent<{ reason: string; until?: string }>): void {
        const { action } = this.asking ?? BUTTONS[0];
        const ids = this.idsFor(action);
        this.asking = undefined;
        this.send({ ids, action, ...event.detail });
    }

    /** The focus goes back to the button that opened the form. */
    handleCancel(): void {
        const { name } = this.asking ?? BUTTONS[0];
        this.asking = undefined;
        this.template?.querySelector<HTMLElement>(`[data-name="${name}"]`)?.focus();
    }

    private idsFor(action: AlarmAction): string[] {
        return this.alarms.filter((alarm) => canRequest(alarm, action, Number(this.now))).map(({ id }) => id);
    }

    private send(detail: AlarmRequestDetail): void {
        this.dispatchEvent(new CustomEvent('request', { detail }));
    }
}
