import type { Store } from '../store/index.ts';

/** What is remembered of a command that was taken. */
export interface TakenCommand {
    /** Device it was for. */
    device: string;
    /** The machine has said its last word, or the bridge has. */
    ended: boolean;
}

/** Commands that are remembered, so that a repeated delivery is recognised. Salesforce keeps events for 72 hours. */
const remembered = 20_000;

/** Durable memory of the commands that were taken: each is carried out once, and only its own device may answer it. */
export class CommandLedger {
    private readonly store: Pick<Store, 'put'>;
    private readonly taken = new Map<string, TakenCommand>();

    /** @param stored rows of an earlier run; those of older versions know no device */
    constructor(store: Pick<Store, 'put'>, stored: Iterable<readonly [string, unknown]>) {
        this.store = store;
        for (const [key, row] of stored) this.taken.set(key, isTaken(row) ? row : { device: '', ended: true });
    }

    get(key: string): TakenCommand | undefined {
        return this.taken.get(key);
    }

    /** Remembers a command; the oldest one is forgotten when there are too many. */
    remember(key: string, device: string, ended: boolean): void {
        this.write(key, { device, ended });
        const [oldest] = this.taken.keys();
        if (this.taken.size <= remembered || oldest === undefined) return;
        this.taken.delete(oldest);
        this.store.put('command', oldest, () => undefined);
    }

    /** Nothing that comes later changes its result. */
    end(key: string): void {
        const known = this.taken.get(key);
        if (known && !known.ended) this.write(key, { ...known, ended: true });
    }

    private write(key: string, row: TakenCommand): void {
        this.taken.set(key, row);
        this.store.put('command', key, () => row);
    }
}

function isTaken(row: unknown): row is TakenCommand {
    return typeof row === 'object' && row !== null && 'device' in row && 'ended' in row;
}
