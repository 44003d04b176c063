import { elementStates, type Bindings, type SignalState } from 'c/twinModel';
import type { ComponentView, SignalView } from 'c/twinView';
import type { CanvasPoint } from './sceneView';

/** What is written on one element of the model. */
export interface Chip {
    readonly id: string;
    readonly state: SignalState;
    readonly text: string;
    readonly style: string;
}

const percent = (fraction: number): string => `${(fraction * 100).toFixed(2)}%`;
const isSeen = ({ x, y }: CanvasPoint): boolean => x > 0 && x < 1 && y > 0 && y < 1;

/** The elements that are in the picture, each with its worst state and the values or names bound to it. */
export function toChips(
    bindings: Bindings,
    signals: readonly SignalView[],
    components: readonly ComponentView[],
    places: Readonly<Record<string, CanvasPoint>>
): Chip[] {
    const states = elementStates(bindings, signals, components);
    return Object.entries(places).flatMap(([id, place]) => {
        if (!isSeen(place) || !(id in states)) return [];
        const values = signals.filter(({ name }) => bindings.signals[name]?.element === id);
        const codes = bindings.parts.filter(({ element }) => element === id).map(({ productCode }) => productCode);
        const parts = components.filter(({ productCode }) => codes.includes(productCode));
        const text = [...values.map(({ valueText }) => valueText), ...parts.map(({ name }) => name)].join(', ');
        return { id, state: states[id], text, style: `left: ${percent(place.x)}; top: ${percent(place.y)}` };
    });
}
