import NO_MACHINE_ADVICE_LABEL from '@salesforce/label/c.Calendar_NoMachine_Advice';
import NO_MACHINE_HEADING_LABEL from '@salesforce/label/c.Calendar_NoMachine_Heading';
import TITLE_LABEL from '@salesforce/label/c.Calendar_Title';

/** Fixed texts of the maintenance calendar. */
export const labels = {
    noMachineAdvice: NO_MACHINE_ADVICE_LABEL,
    noMachineHeading: NO_MACHINE_HEADING_LABEL,
    title: TITLE_LABEL
};
