/** A path or a paused interview that runs later. Plain data, so that a store can keep it over a restart. */
export interface PendingItem {
    readonly id: string;
    /** ISO 8601 time in UTC from which it may run. */
    readonly dueAt: string;
    readonly flow: string;
    readonly userId: string;
    /** Record that it is about, blank when it is about none. */
    readonly subject: string;
    /** What to run, as plain data only flows understand. */
    readonly work: unknown;
}

/** Keeps what is to run later. */
export interface PendingWork {
    add(item: PendingItem): void;
    /** Removes and answers what is due, earliest first. */
    takeDue(now: Date): readonly PendingItem[];
    /** Whether anything is due. */
    hasDue(now: Date): boolean;
    /** Removes the items of one flow that match; looks only at those about `subject` where it is given. */
    remove(flow: string, matches: (item: PendingItem) => boolean, subject?: string): void;
    list(): readonly PendingItem[];
}

/** Keeps pending work in memory. */
export function createMemoryPendingWork(): PendingWork {
    let items: PendingItem[] = [];
    return {
        add: (item) => void items.push(item),
        takeDue(now) {
            const due = items.filter((item) => Date.parse(item.dueAt) <= now.getTime());
            items = items.filter((item) => !due.includes(item));
            return due.toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));
        },
        hasDue: (now) => items.some((item) => Date.parse(item.dueAt) <= now.getTime()),
        remove(flow, matches, subject) {
            const isMeant = (item: PendingItem): boolean =>
                item.flow === flow && (subject === undefined || item.subject === subject);
            items = items.filter((item) => !isMeant(item) || !matches(item));
        },
        list: () => items
    };
}
