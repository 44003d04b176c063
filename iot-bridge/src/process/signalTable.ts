import type { RowWriter } from '../store/index.ts';
import type { ModelPlan } from './modelPlan.ts';
import type { SignalState } from './signalState.ts';

/** The latest values of one device by the name of their signal, kept at the places its plan gives them. */
export class SignalTable {
    private plan: ModelPlan;
    private states: (SignalState | undefined)[];

    constructor(plan: ModelPlan) {
        this.plan = plan;
        this.states = [];
    }

    /** The value of a signal, when it has one. */
    get(name: string): SignalState | undefined {
        const slot = this.plan.find(name);
        return slot === undefined ? undefined : this.states[slot];
    }

    /** The value at a place of the plan. */
    at(slot: number): SignalState | undefined {
        return this.states[slot];
    }

    /** Puts a value at a place of the plan. */
    set(slot: number, state: SignalState): void {
        // Made in one piece: a list that grows reserves room for many more, and there is one for each device.
        if (this.states.length <= slot) this.states = this.enlarged(slot + 1);
        this.states[slot] = state;
    }

    private enlarged(size: number): (SignalState | undefined)[] {
        const states = new Array<SignalState | undefined>(Math.max(size, this.plan.size)).fill(undefined);
        for (let slot = 0; slot < this.states.length; slot++) states[slot] = this.states[slot];
        return states;
    }

    /** Moves every value to the place another plan gives it. */
    moveTo(plan: ModelPlan): void {
        const kept = [...this];
        this.plan = plan;
        this.states = [];
        for (const [name, state] of kept) this.set(plan.slotOf(name), state);
    }

    /** Writes the number of values, and each of them with its name. */
    write(out: RowWriter, writeOne: (out: RowWriter, name: string, state: SignalState) => void): void {
        let count = 0;
        for (const state of this.states) if (state) count++;
        out.number(count);
        for (let slot = 0; slot < this.states.length; slot++) {
            const state = this.states[slot];
            if (state) writeOne(out, this.plan.nameAt(slot), state);
        }
    }

    /** Names and values. */
    *[Symbol.iterator](): IterableIterator<[string, SignalState]> {
        for (const [slot, state] of this.states.entries()) if (state) yield [this.plan.nameAt(slot), state];
    }
}
