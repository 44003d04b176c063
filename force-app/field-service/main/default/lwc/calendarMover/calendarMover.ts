import { LightningElement, api } from 'lwc';
import CONFLICT_LABEL from '@salesforce/label/c.Calendar_Move_Conflict';
import MOVED_LABEL from '@salesforce/label/c.Calendar_Moved';
import UNDO_LABEL from '@salesforce/label/c.Calendar_Undo';
import UNDONE_LABEL from '@salesforce/label/c.Calendar_Undone';
import { isConflict, type Entry, type Move } from 'c/calendarModel';
import { startText } from 'c/calendarView';
import { fillLabel } from 'c/displayFormat';
import { saveMove, takeBack, type Undo } from './orderWriter';

/**
 * Container: gives a work order a new time and takes it back on demand, but never overwrites a change that somebody
 * else made since the order was read.
 * @fires close when the form is left; moved after a save; outdated when the org holds newer times than those shown;
 * failed with `{ error }` for every other refusal
 */
export default class CalendarMover extends LightningElement {
    /** The work order to be moved; the form is shown while there is one. */
    @api entry: Entry | undefined;

    readonly labels = { conflict: CONFLICT_LABEL, undo: UNDO_LABEL };

    message = '';
    isSaving = false;
    private conflictKey: string | undefined;
    private undo: Undo | undefined;

    /** Moves the focus to the form. */
    @api focus(): void {
        this.template?.querySelector<HTMLElement>('c-calendar-reschedule')?.focus();
    }

    /** Moves a work order without the form, under the same conditions and with the same way back. */
    @api async moveTo(entry: Entry, move: Move): Promise<void> {
        await this.save(entry, () => this.write(entry, move));
    }

    private async write(entry: Entry, move: Move): Promise<void> {
        this.undo = await saveMove(entry, move);
        this.message = fillLabel(MOVED_LABEL, entry.number, startText(move.start));
        this.send('moved');
    }

    get isConflicting(): boolean {
        return this.conflictKey !== undefined && this.conflictKey === this.entry?.key;
    }

    /** A move could not be taken back; while the form is open, it tells about its own conflict. */
    get hasUndoConflict(): boolean {
        return this.conflictKey !== undefined && !this.entry;
    }

    get canUndo(): boolean {
        return this.undo !== undefined;
    }

    private send(name: string, detail?: unknown): void {
        this.dispatchEvent(new CustomEvent(name, { detail }));
    }

    handleCancel(): void {
        this.conflictKey = undefined;
        this.send('close');
    }

    async handleMove(event: CustomEvent<Move>): Promise<void> {
        const { entry } = this;
        if (!entry) return;
        await this.moveTo(entry, event.detail);
    }

    async handleUndo(): Promise<void> {
        const undo = this.undo;
        if (!undo) return;
        this.undo = undefined;
        await this.save(undo.entry, async () => {
            await takeBack(undo);
            this.message = fillLabel(UNDONE_LABEL, undo.entry.number);
            this.send('moved');
        });
    }

    private async save(entry: Entry, write: () => Promise<void>): Promise<void> {
        this.isSaving = true;
        this.conflictKey = undefined;
        this.message = '';
        try {
            await write();
        } catch (error) {
            if (isConflict(error)) {
                this.conflictKey = entry.key;
                this.send('outdated');
            } else this.send('failed', { error });
        }
        this.isSaving = false;
    }
}
