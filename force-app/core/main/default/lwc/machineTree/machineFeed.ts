import type { GraphQLResult } from 'lightning/graphql';
import { PAGE_SIZE, readMachines, readTotal, TOP_SIZE } from './machineQuery';
import { keepNewer, mergeMachines, newestModification, type Changes, type Machine } from 'c/machineHierarchy';

/** How many refreshes ask for changes before one asks for the whole hierarchy, in case something was missed. */
const CHANGES_PER_RELOAD = 40;

/** Machines that a wire asks for. */
export interface PageRequest {
    readonly first: number;
    readonly after: string | null;
}

/** The first, small page is there to be seen soon; more than that is read anew in big pages. */
const FIRST_LOOK: PageRequest = { first: TOP_SIZE, after: null };

/** What the next refresh asks for: the page that failed, all pages again, or changes since `since`. */
export type RefreshStep = 'first' | 'reload' | 'changes';

/**
 * Collects the machines of a hierarchy from pages and changes. It holds no connection: the component's wires
 * give it answers and ask it what to request next.
 */
export class MachineFeed {
    /** What the wire should read: how many machines, and behind which cursor; null = from the beginning. */
    page: PageRequest = FIRST_LOOK;
    /** From when the wire should read changes; undefined = not yet. */
    since: string | undefined;
    machines: ReadonlyMap<string, Machine> = new Map();
    isComplete = false;
    /** Set when the user asks for everything. */
    wantsReload = false;
    private incoming = new Map<string, Machine>();
    private changesRead = 0;
    /** Machines that the org counts but did not give; undefined = to be found out. */
    private expectedGap: number | undefined = 0;

    /** Takes a page of the whole hierarchy. Answers whether the machines to show changed. */
    takePage(data: unknown): boolean {
        const page = readMachines(data);
        if (this.page.after === null) this.incoming = new Map();
        for (const machine of page.machines) this.incoming.set(machine.id, machine);
        const isLast = page.next === undefined;
        // A cursor is for pages of one size, so the big pages begin at the beginning.
        if (page.next !== undefined)
            this.page = { first: PAGE_SIZE, after: this.page.first === TOP_SIZE ? null : page.next };
        if (!isLast && this.isComplete) return false;
        this.machines = keepNewer(this.machines, this.incoming);
        this.isComplete ||= isLast;
        return true;
    }

    /** Takes machines that changed. */
    takeChanges(data: unknown): Changes {
        const changes = mergeMachines(this.machines, readMachines(data).machines);
        this.machines = changes.machines;
        this.compareCount(readTotal(data));
        return changes;
    }

    /** A machine that was deleted or left the hierarchy shows in no list of changes, only in the count. */
    private compareCount(total: number | undefined): void {
        if (total === undefined) return;
        const gap = total - this.machines.size;
        this.expectedGap ??= gap;
        if (gap === this.expectedGap) return;
        this.wantsReload = true;
        this.expectedGap = undefined;
    }

    /** Decides what the next refresh asks for. */
    nextStep(): RefreshStep {
        if (!this.isComplete) return 'first';
        const newest = newestModification(this.machines.values());
        this.changesRead += 1;
        const isDue = this.wantsReload || newest === undefined || this.changesRead % CHANGES_PER_RELOAD === 0;
        this.wantsReload = false;
        if (isDue) {
            this.page = { ...this.page, after: null };
            return 'reload';
        }
        this.since = newest;
        return 'changes';
    }
}

/** Whether a wire has answered at all; adapters emit an empty result first. */
export function isAnswer({ data, errors }: GraphQLResult): boolean {
    return data !== undefined || errors !== undefined;
}
