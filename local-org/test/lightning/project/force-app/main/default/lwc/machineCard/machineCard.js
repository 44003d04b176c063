import { LightningElement, api, wire } from 'lwc';
import TITLE_LABEL from '@salesforce/label/c.Machine_Card_Title';
import READING_FIELD from '@salesforce/schema/Machine__c.Reading__c';
import { getFieldDisplayValue, getFieldValue, getRecord, updateRecord } from 'lightning/uiRecordApi';
import { NavigationMixin } from 'lightning/navigation';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';

export default class MachineCard extends NavigationMixin(LightningElement) {
    @api recordId;
    @api step = 1;
    label = TITLE_LABEL;
    emitted = 0;
    data;

    @wire(getRecord, { recordId: '$recordId', fields: [READING_FIELD] })
    receive({ data }) {
        this.emitted += 1;
        if (data) this.data = data;
    }

    get reading() {
        return getFieldDisplayValue(this.data, READING_FIELD);
    }

    get isFrozen() {
        return String(this.data !== undefined && Object.isFrozen(this.data.fields));
    }

    async raise() {
        const Reading__c = getFieldValue(this.data, READING_FIELD) + this.step;
        try {
            await updateRecord({ fields: { Id: this.recordId, Reading__c } });
            this.dispatchEvent(
                new ShowToastEvent({
                    title: 'Raised',
                    message: 'by {0}',
                    messageData: [`${this.step}`],
                    variant: 'success'
                })
            );
        } catch (error) {
            this.dispatchEvent(
                new ShowToastEvent({ title: error.body.output.fieldErrors.Reading__c[0].message, variant: 'error' })
            );
        }
    }

    showList() {
        this[NavigationMixin.Navigate]({
            type: 'standard__objectPage',
            attributes: { objectApiName: 'Machine__c', actionName: 'list' },
            state: { filterName: 'Running' }
        });
    }
}
