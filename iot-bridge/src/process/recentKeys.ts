/** Messages of one device that are remembered to recognise repeats. */
const remembered = 32;
/** Of these, the ones that survive a restart: the row is written with every message, so it stays short. */
const stored = 8;

/** The last message keys of a device. Bounded, because repeats come soon or from a replay that the clock policy sees. */
export class RecentKeys {
    /** A ring once it is full. */
    private readonly keys: number[];
    private oldest = 0;

    constructor(keys: readonly number[] = []) {
        this.keys = [...keys];
    }

    /** Remembers a key; false when it was there already. `certainlyNew` saves the search. */
    add(key: number, certainlyNew = false): boolean {
        if (!certainlyNew && this.keys.includes(key)) return false;
        if (this.keys.length < remembered) {
            this.keys.push(key);
            return true;
        }
        this.keys[this.oldest] = key;
        this.oldest = (this.oldest + 1) % remembered;
        return true;
    }

    /** Number of keys that are stored. */
    get storedCount(): number {
        return Math.min(stored, this.keys.length);
    }

    /** The newest keys, oldest of them first: earlier repeats after a restart are recognised by their source time. */
    storedKey(index: number): number {
        const count = this.keys.length;
        return this.keys[(this.oldest + count - this.storedCount + index) % count] ?? Number.NaN;
    }
}

const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;
/** A second start, so that two walks give two independent halves of a key. */
const otherOffset = 0x9747b28c;

/**
 * Identity of a message that does not depend on the broker's duplicate flag: source time and sequence number, or
 * source time and content where there is no sequence. A hash of 53 bits: that two of the messages a device is
 * remembered for have the same one by chance is less likely than a failing memory.
 * @param index position in a payload that holds several messages
 */
export function messageKey(at: number | undefined, sequence: unknown, payload: Uint8Array, index = 0): number {
    let low = mix(fnvOffset, index);
    let high = mix(otherOffset, index);
    if (typeof sequence === 'number') {
        low = mixNumber(low, sequence);
        high = mixNumber(high, sequence);
    } else {
        const content = typeof sequence === 'string' ? Buffer.from(sequence) : payload;
        for (const byte of content) {
            low = mix(low, byte);
            high = mix(high, byte + 0x100);
        }
    }
    low = mixNumber(low, at ?? -1);
    high = mixNumber(high, at ?? -1);
    return (high >>> 11) * 0x100000000 + (low >>> 0);
}

function mixNumber(hash: number, value: number): number {
    const upper = Math.floor(value / 0x100000000);
    return finish(mix(mix(hash, value | 0), upper + (value - Math.floor(value)) * 0x7fffffff));
}

function mix(hash: number, value: number): number {
    return Math.imul(hash ^ value, fnvPrime);
}

/** Spreads every bit over the whole number (the final step of MurmurHash3). */
function finish(hash: number): number {
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
}
