import type { Bindings } from './bindings';
import { worse } from './status';
import type { SignalState } from './types';

interface NamedState {
    readonly name: string;
    readonly state: SignalState;
}

interface PartState {
    readonly productCode: string;
    readonly state: SignalState;
}

/** Worst state of each element that bindings name, by the element's id. */
export function elementStates(
    { signals, parts }: Bindings,
    signalStates: readonly NamedState[],
    partStates: readonly PartState[]
): Readonly<Record<string, SignalState>> {
    const states: Record<string, SignalState> = {};
    const add = (element: string | undefined, state: SignalState): void => {
        if (element) states[element] = worse(states[element] ?? 'normal', state);
    };
    for (const { name, state } of signalStates) add(signals[name]?.element, state);
    for (const { productCode, state } of partStates) {
        add(parts.find((part) => part.productCode === productCode)?.element, state);
    }
    return states;
}
