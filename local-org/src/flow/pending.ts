/** A path or a paused interview that runs later. Plain data, so that a store can keep it over a restart. */
export interface PendingItem {
    readonly id: string;
    /** ISO 8601 time in UTC from which it may run. */
    readonly dueAt: string;
    readonly flow: string;
    readonly userId: string;
    /** What to run, as plain data only flows understand. */
    readonly work: unknown;
}

/** Keeps what is to run later. */
export interface PendingWork {
    add(item: PendingItem): void;
    /** Removes and answers what is due, earliest first. */
    takeDue(now: Date): readonly PendingItem[];
    /** Removes the items of one flow that match. */
    remove(flow: string, matches: (item: PendingItem) => boolean): void;
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
        remove: (flow, matches) => void (items = items.filter((item) => item.flow !== flow || !matches(item))),
        list: () => items
    };
}
