import ANNOUNCE_LABEL from '@salesforce/label/c.Calendar_Announce';
import EMPTY_ADVICE_LABEL from '@salesforce/label/c.Calendar_Empty_Advice';
import EMPTY_FILTERED_LABEL from '@salesforce/label/c.Calendar_Empty_Filtered';
import EMPTY_HEADING_LABEL from '@salesforce/label/c.Calendar_Empty_Heading';
import CONFLICT_LABEL from '@salesforce/label/c.Calendar_Move_Conflict';
import LOADING_LABEL from '@salesforce/label/c.Shared_Loading';
import MOVED_LABEL from '@salesforce/label/c.Calendar_Moved';
import PARTIAL_LABEL from '@salesforce/label/c.Calendar_Partial';
import REFRESH_LABEL from '@salesforce/label/c.Shared_Refresh';
import TITLE_LABEL from '@salesforce/label/c.Calendar_Title';
import UNDO_LABEL from '@salesforce/label/c.Calendar_Undo';
import UNDONE_LABEL from '@salesforce/label/c.Calendar_Undone';

/** Fixed texts of the maintenance calendar, and templates with places. */
export const labels = {
    announce: ANNOUNCE_LABEL,
    conflict: CONFLICT_LABEL,
    emptyAdvice: EMPTY_ADVICE_LABEL,
    emptyFiltered: EMPTY_FILTERED_LABEL,
    emptyHeading: EMPTY_HEADING_LABEL,
    loading: LOADING_LABEL,
    moved: MOVED_LABEL,
    partial: PARTIAL_LABEL,
    refresh: REFRESH_LABEL,
    title: TITLE_LABEL,
    undo: UNDO_LABEL,
    undone: UNDONE_LABEL
};
