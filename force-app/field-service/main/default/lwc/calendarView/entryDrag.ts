/** An entry that was dropped: its key, the day it was taken from and the day it was put on. */
export interface EntryDrop {
    readonly key: string;
    readonly from: string;
    readonly to: string;
}

/**
 * One drag of an entry from day to day. Only entries of the same widget can be dropped, so nothing is read from the
 * drag's own data, which other pages could have written.
 */
export class EntryDrag {
    private dragged: { readonly key: string; readonly from: string } | undefined;

    /** Begins a drag; nothing is dragged without a key. */
    start(event: DragEvent, key: string | undefined, from: string | undefined): void {
        this.dragged = key && from ? { key, from } : undefined;
        if (!this.dragged || !event.dataTransfer) return;
        event.dataTransfer.effectAllowed = 'move';
    }

    /** Says whether the day under the pointer may take the entry, and tells the browser so. */
    over(event: Event): boolean {
        if (!this.dragged) return false;
        event.preventDefault();
        return true;
    }

    /** Ends the drag on a day; undefined when nothing was dragged or it stays where it was. */
    drop(event: Event, to: string | undefined): EntryDrop | undefined {
        const { dragged } = this;
        this.dragged = undefined;
        if (!dragged || !to) return undefined;
        event.preventDefault();
        return dragged.from === to ? undefined : { ...dragged, to };
    }

    /** Ends the drag without a drop. */
    end(): void {
        this.dragged = undefined;
    }
}
