import { LightningElement, api } from 'lwc';
import CANCEL_LABEL from '@salesforce/label/c.Calendar_Move_Cancel';
import CONFLICT_LABEL from '@salesforce/label/c.Calendar_Move_Conflict';
import DAY_LABEL from '@salesforce/label/c.Calendar_Move_Day';
import END_BEFORE_START_LABEL from '@salesforce/label/c.Calendar_Move_EndBeforeStart';
import END_TIME_LABEL from '@salesforce/label/c.Calendar_Move_EndTime';
import END_LABEL from '@salesforce/label/c.Calendar_Move_End';
import NO_START_LABEL from '@salesforce/label/c.Calendar_Move_NoStart';
import SAVE_LABEL from '@salesforce/label/c.Calendar_Move_Save';
import START_TIME_LABEL from '@salesforce/label/c.Calendar_Move_StartTime';
import START_LABEL from '@salesforce/label/c.Calendar_Move_Start';
import TITLE_LABEL from '@salesforce/label/c.Calendar_Move_Title';
import WEEK_LABEL from '@salesforce/label/c.Calendar_Move_Week';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { moveByDays, readMove, type Entry, type MoveProblem } from 'c/calendarModel';
import { fillLabel } from 'c/displayFormat';

const PROBLEMS: Readonly<Record<MoveProblem, string>> = {
    noStart: NO_START_LABEL,
    endBeforeStart: END_BEFORE_START_LABEL
};

function iso(instant: number | undefined): string {
    return instant === undefined ? '' : new Date(instant).toISOString();
}

/**
 * Presentational: form for the new time of a work order. Escape leaves it.
 * @fires move with `{ start, end }` in epoch milliseconds; cancel
 */
export default class CalendarReschedule extends LightningElement {
    /** Somebody else changed the work order; the form then shows its current time. */
    @api conflict = false;
    /** A save is under way. */
    @api busy = false;

    readonly labels = {
        cancel: CANCEL_LABEL,
        conflict: CONFLICT_LABEL,
        day: DAY_LABEL,
        end: END_LABEL,
        endTime: END_TIME_LABEL,
        save: SAVE_LABEL,
        start: START_LABEL,
        startTime: START_TIME_LABEL,
        week: WEEK_LABEL
    };
    readonly timeZone = TIME_ZONE;

    problem = '';
    start = '';
    end = '';
    private shown: Entry | undefined;

    /** The work order to be moved. What the user typed is kept while the order itself stays as it was. */
    @api
    get entry(): Entry | undefined {
        return this.shown;
    }

    set entry(entry: Entry | undefined) {
        const isSame = this.shown?.key === entry?.key && this.shown?.lastModified === entry?.lastModified;
        this.shown = entry;
        if (isSame) return;
        this.start = iso(entry?.start ?? entry?.end);
        this.end = iso(entry?.end);
        this.problem = '';
    }

    /** Moves the focus to the form's heading. */
    @api focus(): void {
        (this.refs?.heading as HTMLElement | undefined)?.focus();
    }

    get title(): string {
        return fillLabel(TITLE_LABEL, this.entry?.number ?? '');
    }

    private shift(days: number): void {
        const moved = (text: string): string => (text ? iso(moveByDays(Date.parse(text), days, TIME_ZONE)) : '');
        this.start = moved(this.start);
        this.end = moved(this.end);
        this.problem = '';
    }

    handleStart(event: CustomEvent<{ value: string | null }>): void {
        this.start = event.detail.value ?? '';
    }

    handleEnd(event: CustomEvent<{ value: string | null }>): void {
        this.end = event.detail.value ?? '';
    }

    handleDay(): void {
        this.shift(1);
    }

    handleWeek(): void {
        this.shift(7);
    }

    handleSave(): void {
        const { move, problem } = readMove(this.start, this.end);
        this.problem = problem ? PROBLEMS[problem] : '';
        if (move) this.dispatchEvent(new CustomEvent('move', { detail: move }));
    }

    handleCancel(): void {
        this.dispatchEvent(new CustomEvent('cancel'));
    }

    handleKeydown(event: KeyboardEvent): void {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        this.handleCancel();
    }
}
