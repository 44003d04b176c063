import type { StorableValues } from '../intake.ts';
import { orderColumns } from '../samples/columns.ts';
import type { SampleColumns } from '../samples/columns.ts';

interface Waiting {
    at: number[];
    value: number[];
    quality: number[];
}

/**
 * Values that are in the journal and wait for their chunk, by series. They form two generations: one that still grows,
 * and one that is being written, after which the journal up to its last entry is not needed any more.
 */
export class Pending {
    private growing = new Map<number, Waiting>();
    private leaving = new Map<number, Waiting>();
    private lastEntry = 0;
    private leavingThrough = 0;
    private grown = 0;

    /** Values of the growing generation. */
    get size(): number {
        return this.grown;
    }

    /** Whether a generation is being written. */
    get isLeaving(): boolean {
        return this.leavingThrough > 0;
    }

    /** Takes in an entry of the journal. */
    add(id: number, { series, at, value, quality }: StorableValues): void {
        this.lastEntry = id;
        this.grown += at.length;
        let current = -1;
        let waiting: Waiting | undefined;
        for (let index = 0; index < at.length; index++) {
            const owner = series[index] ?? 0;
            if (owner !== current || !waiting) {
                waiting = this.waitingOf(owner);
                current = owner;
            }
            waiting.at.push(at[index] ?? 0);
            waiting.value.push(value[index] ?? 0);
            waiting.quality.push(quality[index] ?? 0);
        }
    }

    /** Lets the growing generation leave; only when none is leaving. */
    rotate(): void {
        if (this.isLeaving || this.grown === 0) return;
        this.leaving = this.growing;
        this.leavingThrough = this.lastEntry;
        this.growing = new Map();
        this.grown = 0;
    }

    /** A series that still has to leave. */
    nextLeaving(): number | undefined {
        return this.leaving.keys().next().value;
    }

    /** Ends the leaving generation and returns the last entry of the journal it came from. */
    leaveDone(): number {
        const through = this.leavingThrough;
        this.leavingThrough = 0;
        return through;
    }

    /** Whether anything waits of a series. */
    has(series: number): boolean {
        return this.leaving.has(series) || this.growing.has(series);
    }

    /** Takes out what waits of a series, in order; undefined when nothing does. */
    take(series: number): SampleColumns | undefined {
        const older = this.leaving.get(series);
        const newer = this.growing.get(series);
        this.leaving.delete(series);
        this.growing.delete(series);
        const waiting = older && newer ? joined(older, newer) : (older ?? newer);
        return waiting && orderColumns(waiting.at, waiting.value, waiting.quality);
    }

    private waitingOf(series: number): Waiting {
        const known = this.growing.get(series);
        if (known) return known;
        const created: Waiting = { at: [], value: [], quality: [] };
        this.growing.set(series, created);
        return created;
    }
}

function joined(older: Waiting, newer: Waiting): Waiting {
    return {
        at: older.at.concat(newer.at),
        value: older.value.concat(newer.value),
        quality: older.quality.concat(newer.quality)
    };
}
