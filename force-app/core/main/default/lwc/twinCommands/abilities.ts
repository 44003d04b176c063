import canApprove from '@salesforce/customPermission/Approve_Machine_Commands';
import canCommand from '@salesforce/customPermission/Command_Machines';

/** What the user may do with commands. Flows check it again, whatever a page offers. */
export const abilities = {
    canApprove: canApprove === true,
    canCommand: canCommand === true
};
