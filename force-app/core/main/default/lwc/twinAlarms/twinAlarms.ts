import { LightningElement, api } from 'lwc';
import CASE_LABEL from '@salesforce/label/c.TwinAlarms_Case';
import NO_CASE_LABEL from '@salesforce/label/c.TwinAlarms_NoCase';
import NONE_LABEL from '@salesforce/label/c.TwinAlarms_None';
import RAISED_LABEL from '@salesforce/label/c.TwinAlarms_Raised';
import TITLE_LABEL from '@salesforce/label/c.TwinAlarms_Title';
import { fillLabel } from 'c/displayFormat';
import { opensHere, type AlarmView } from 'c/twinView';

interface AlarmRow extends AlarmView {
    readonly url: string;
    readonly caseUrl: string;
    readonly caseText: string;
    readonly raisedText: string;
}

/**
 * Presentational: open alarms, most urgent first, with links to the alarm and to its case.
 * @fires openrecord with `{ recordId }` when a link is followed in this window
 */
export default class TwinAlarms extends LightningElement {
    @api alarms: readonly AlarmView[] = [];
    /** Heading in place of the general one. */
    @api heading = '';

    readonly labels = { none: NONE_LABEL, noCase: NO_CASE_LABEL };

    get title(): string {
        return this.heading || fillLabel(TITLE_LABEL, this.alarms.length);
    }

    get isEmpty(): boolean {
        return this.alarms.length === 0;
    }

    get rows(): AlarmRow[] {
        return this.alarms.map((alarm) => ({
            ...alarm,
            url: `/lightning/r/Alarm__c/${alarm.id}/view`,
            caseUrl: `/lightning/r/Case/${alarm.caseId ?? ''}/view`,
            caseText: alarm.caseId ? fillLabel(CASE_LABEL, alarm.caseNumber ?? '') : '',
            raisedText: alarm.age ? fillLabel(RAISED_LABEL, alarm.age) : ''
        }));
    }

    handleOpen(event: MouseEvent): void {
        if (!opensHere(event)) return;
        event.preventDefault();
        const recordId = (event.currentTarget as HTMLElement).dataset.record;
        this.dispatchEvent(new CustomEvent('openrecord', { detail: { recordId } }));
    }
}
