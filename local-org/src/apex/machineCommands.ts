/**
 * Stands in for the Apex class MachineCommands: the same records in the same order. Whoever changes the class changes
 * this.
 */
import { recordsOfModel } from './modelRecords.ts';
import type { StandIn } from './standIn.ts';

const DEFINITION = 'Machine_Command_Definition__mdt';
const FIELDS = [
    'DeveloperName',
    'MasterLabel',
    'Choices__c',
    'Confirmation__c',
    'Dangerous__c',
    'Description__c',
    'Desired_Signal__c',
    'Expiry_Seconds__c',
    'Maximum__c',
    'Minimum__c',
    'Parameter_Label__c',
    'Parameter_Type__c',
    'Parameter_Unit__c',
    'Product_Model__c'
] as const;

/** Methods of MachineCommands. */
export const machineCommands: StandIn = {
    catalogue: (call) => Promise.resolve(recordsOfModel(call, DEFINITION, FIELDS))
};
