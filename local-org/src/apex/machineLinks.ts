/** Stands in for the Apex class MachineLinks: the same records in the same order. Whoever changes the class changes this. */
import { recordsOfModel } from './modelRecords.ts';
import type { StandIn } from './standIn.ts';

const FIELDS = ['DeveloperName', 'MasterLabel', 'Description__c', 'Product_Model__c', 'Url_Template__c'] as const;

/** Methods of MachineLinks. */
export const machineLinks: StandIn = {
    templates: (call) => Promise.resolve(recordsOfModel(call, 'Extension_Link__mdt', FIELDS))
};
