import type { Quality, SignalValue } from '../pipeline/index.ts';
import type { Alarm } from './alarm.ts';
import type { AlarmDefinition } from './definitions.ts';

/** A definition in force for a product, with the unit of its signal. */
export interface PlannedAlarm {
    definition: AlarmDefinition;
    unit: string | null;
}

/** Which alarms look at what. All devices of one product share it; places are those in the list of definitions. */
export class AlarmPlan {
    /** Alarms judged with each value of a signal. */
    readonly bySignal: ReadonlyMap<string, readonly number[]>;
    /** All alarms that name a signal. */
    readonly naming: ReadonlyMap<string, readonly number[]>;
    readonly combined: readonly number[];
    readonly silences: readonly number[];
    /** Length of the longest rate-of-change window of each signal. */
    readonly windows: ReadonlyMap<string, number>;

    constructor(alarms: readonly PlannedAlarm[]) {
        const places = alarms.map((_, place) => place);
        const definitionAt = (place: number): AlarmDefinition | undefined => alarms[place]?.definition;
        const signalAt = (place: number): string => definitionAt(place)?.signal ?? '';
        const direct = places.filter((place) => !definitionAt(place)?.formula && !isSilence(definitionAt(place)));
        this.bySignal = Map.groupBy(direct, signalAt);
        this.naming = Map.groupBy(places, signalAt);
        this.combined = places.filter((place) => definitionAt(place)?.formula);
        this.silences = places.filter((place) => isSilence(definitionAt(place)));
        this.windows = windowsOf(alarms);
    }
}

function isSilence(definition: AlarmDefinition | undefined): boolean {
    return definition?.kind === 'Silence';
}

function windowsOf(alarms: readonly PlannedAlarm[]): Map<string, number> {
    const windows = new Map<string, number>();
    for (const { definition } of alarms) {
        if (definition.kind !== 'Rate of Change') continue;
        windows.set(definition.signal, Math.max(definition.windowMs, windows.get(definition.signal) ?? 0));
    }
    return windows;
}

/**
 * Whether a value within its limit leaves an alarm as it is: nothing stands, no delay runs. True only for what one
 * comparison can tell; everything else is for the state machine. This decides for nearly every value of a plant.
 */
export function isQuiet({ definition, state }: Alarm, value: SignalValue, quality: Quality): boolean {
    if (state.standing || state.pendingMs !== undefined || quality === 'Bad' || typeof value !== 'number') return false;
    switch (definition.kind) {
        case 'High':
        case 'High High':
            return value <= definition.limit;
        case 'Low':
        case 'Low Low':
            return value >= definition.limit;
        default:
            return false;
    }
}
