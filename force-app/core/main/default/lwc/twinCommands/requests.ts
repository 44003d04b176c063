import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import COMMAND_OBJECT from '@salesforce/schema/Machine_Command__c';
import ASSET_FIELD from '@salesforce/schema/Machine_Command__c.Asset__c';
import DECISION_FIELD from '@salesforce/schema/Machine_Command__c.Decision__c';
import DEFINITION_FIELD from '@salesforce/schema/Machine_Command__c.Definition__c';
import ID_FIELD from '@salesforce/schema/Machine_Command__c.Id';
import KEY_FIELD from '@salesforce/schema/Machine_Command__c.Command_Key__c';
import NUMBER_FIELD from '@salesforce/schema/Machine_Command__c.Number_Value__c';
import REASON_FIELD from '@salesforce/schema/Machine_Command__c.Reason__c';
import TEXT_FIELD from '@salesforce/schema/Machine_Command__c.Text_Value__c';
import type { CommandInput } from 'c/twinCommandForm';
import type { DecisionDetail } from 'c/twinCommandList';

/** A new identity for a command: whatever happens on the way, one key is carried out once. */
export function newKey(assetId: string): string {
    return `${assetId}:${crypto.randomUUID()}`;
}

/** Requests a command. A flow checks it, fills in the rest and sends it, or lets it wait for a second person. */
export async function requestCommand(
    assetId: string,
    definition: string,
    key: string,
    { value, text, reason }: CommandInput
): Promise<void> {
    await createRecord({
        apiName: COMMAND_OBJECT.objectApiName,
        fields: {
            [ASSET_FIELD.fieldApiName]: assetId,
            [DEFINITION_FIELD.fieldApiName]: definition,
            [KEY_FIELD.fieldApiName]: key,
            ...(value !== undefined && { [NUMBER_FIELD.fieldApiName]: value }),
            ...(text !== undefined && { [TEXT_FIELD.fieldApiName]: text }),
            ...(reason !== undefined && { [REASON_FIELD.fieldApiName]: reason })
        }
    });
}

/** Notes what the second person decided; a flow checks whether they may and carries it out. */
export async function decideCommand({ id, decision }: DecisionDetail): Promise<void> {
    await updateRecord({ fields: { [ID_FIELD.fieldApiName]: id, [DECISION_FIELD.fieldApiName]: decision } });
}
