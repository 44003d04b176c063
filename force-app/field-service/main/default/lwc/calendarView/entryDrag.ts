/** An entry that was dropped: its key, the day it was taken from and the day it was put on. */
export interface EntryDrop {
    readonly key: string;
    readonly from: string;
    readonly to: string;
}

/** What a widget does during a drag. */
interface DragSteps {
    /** Marks the day that may take the entry; undefined when there is none any more. */
    readonly hover: (day: string | undefined) => void;
    /** The entry was put on another day. */
    readonly drop: (drop: EntryDrop) => void;
}

/**
 * One drag of an entry from day to day. The elements that listen have the day as `data-day`, entries their key as
 * `data-key` and `data-movable`. Only entries of the same widget can be dropped, so nothing is read from the drag's
 * own data, which other pages could have written.
 */
export class EntryDrag {
    private readonly steps: DragSteps;
    private dragged: { readonly key: string; readonly from: string } | undefined;

    constructor(steps: DragSteps) {
        this.steps = steps;
    }

    /** Begins a drag; only entries that are movable are dragged. */
    start(event: DragEvent): void {
        const { key, movable } = (event.target as HTMLElement).dataset;
        const from = dayOf(event);
        this.dragged = movable === 'true' && key && from ? { key, from } : undefined;
        if (!this.dragged || !event.dataTransfer) return;
        event.dataTransfer.effectAllowed = 'move';
    }

    /** The day under the pointer may take the entry; the browser must know that too. */
    over(event: DragEvent): void {
        if (!this.dragged) return;
        event.preventDefault();
        this.steps.hover(dayOf(event));
    }

    /** Ends the drag on a day; nothing happens when nothing was dragged or it stays where it was. */
    drop(event: DragEvent): void {
        const { dragged } = this;
        const to = dayOf(event);
        this.end();
        if (!dragged || !to) return;
        event.preventDefault();
        if (dragged.from !== to) this.steps.drop({ ...dragged, to });
    }

    /** Ends the drag without a drop. */
    end(): void {
        this.dragged = undefined;
        this.steps.hover(undefined);
    }
}

function dayOf(event: DragEvent): string | undefined {
    return (event.currentTarget as HTMLElement).dataset.day;
}
