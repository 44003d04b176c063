/** Messages of one device that are remembered to recognise repeats. */
const remembered = 32;
/** Of these, the ones that survive a restart: the row is written with every message, so it stays short. */
const stored = 8;

/** The last message keys of a device. Bounded, because repeats come soon or from a replay that the clock policy sees. */
export class RecentKeys {
    private readonly keys: string[];

    constructor(keys: readonly string[] = []) {
        this.keys = [...keys];
    }

    /** Remembers a key; false when it was there already. `certainlyNew` saves the search. */
    add(key: string, certainlyNew = false): boolean {
        if (!certainlyNew && this.keys.includes(key)) return false;
        this.keys.push(key);
        if (this.keys.length > remembered) this.keys.shift();
        return true;
    }

    /** The newest keys, for the stored row; older repeats after a restart are recognised by their source time. */
    newest(): string[] {
        return this.keys.slice(-stored);
    }
}

/**
 * Identity of a message that does not depend on the broker's duplicate flag: source time and sequence number, or
 * source time and content where there is no sequence (FNV-1a, 32 bits: the time already separates messages).
 */
export function messageKey(at: number | undefined, sequence: unknown, payload: Uint8Array): string {
    if (typeof sequence === 'number' || typeof sequence === 'string') return `${at ?? ''}#${sequence}`;
    let hash = 0x811c9dc5;
    for (const byte of payload) hash = Math.imul(hash ^ byte, 0x01000193);
    return `${at ?? ''}@${(hash >>> 0).toString(36)}`;
}
