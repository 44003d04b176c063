import ANNOUNCE_LABEL from '@salesforce/label/c.Calendar_Announce';
import EMPTY_ADVICE_LABEL from '@salesforce/label/c.Calendar_Empty_Advice';
import EMPTY_FILTERED_LABEL from '@salesforce/label/c.Calendar_Empty_Filtered';
import EMPTY_HEADING_LABEL from '@salesforce/label/c.Calendar_Empty_Heading';
import LOADING_LABEL from '@salesforce/label/c.Shared_Loading';
import PARTIAL_LABEL from '@salesforce/label/c.Calendar_Partial';

/** Fixed texts of the board, and templates with places. */
export const labels = {
    announce: ANNOUNCE_LABEL,
    emptyAdvice: EMPTY_ADVICE_LABEL,
    emptyFiltered: EMPTY_FILTERED_LABEL,
    emptyHeading: EMPTY_HEADING_LABEL,
    loading: LOADING_LABEL,
    partial: PARTIAL_LABEL
};
