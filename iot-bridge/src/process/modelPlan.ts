import { AlarmPlan } from '../alarm/index.ts';
import type { ModelView } from '../catalogue/index.ts';
import type { ProcessingConfig } from '../config/index.ts';
import type { SignalDefinition, WindowFigure } from '../map/index.ts';

/**
 * What all devices of one product share: which place a signal has in their states, and what is worth looking at for
 * each message. Made once for each view, so that a device holds nothing but its values.
 */
export class ModelPlan {
    readonly view: ModelView;
    readonly definitions: ReadonlyMap<string, SignalDefinition>;
    readonly alarms: AlarmPlan;
    /** Whether something of a message is computed from several of its signals. */
    readonly combines: boolean;
    /** Place of the signal that says whether the machine runs, and of its running hours. */
    readonly stateSlot: number;
    readonly hoursSlot: number;
    /** Figures over past hours that its derived signals use. */
    readonly windows: readonly WindowFigure[];
    private readonly slots = new Map<string, number>();
    private readonly names: string[] = [];
    private readonly deadbands: number[];

    constructor(view: ModelView, { stateSignal, runningHoursSignal }: ProcessingConfig) {
        this.view = view;
        this.definitions = new Map(view.signals.map((signal) => [signal.name, signal]));
        for (const { name } of view.signals) this.slotOf(name);
        this.deadbands = this.names.map((name) => this.definitions.get(name)?.deadband ?? 0);
        this.stateSlot = this.slotOf(stateSignal);
        this.hoursSlot = this.slotOf(runningHoursSignal);
        this.alarms = new AlarmPlan(view.alarms);
        this.windows = view.derived.flatMap(({ formula }) => formula?.windows ?? []);
        this.combines = view.derived.length > 0 || view.alarms.some(({ definition }) => definition.formula);
    }

    /** Number of places so far. */
    get size(): number {
        return this.names.length;
    }

    /** Name of the signal at a place. */
    nameAt(slot: number): string {
        return this.names[slot] ?? '';
    }

    /** Deadband of the signal at a place, in its unit. */
    deadbandAt(slot: number): number {
        return this.deadbands[slot] ?? 0;
    }

    /** Place of a signal, if it has one. */
    find(name: string): number | undefined {
        return this.slots.get(name);
    }

    /** Place of a signal; a name that is not defined, such as one of an earlier definition, gets one of its own. */
    slotOf(name: string): number {
        const known = this.slots.get(name);
        if (known !== undefined) return known;
        this.slots.set(name, this.names.length);
        return this.names.push(name) - 1;
    }

    /** The same, quicker where readings come in the order of the definitions. */
    slotNear(name: string, guess: number): number {
        return this.names[guess] === name ? guess : this.slotOf(name);
    }
}
