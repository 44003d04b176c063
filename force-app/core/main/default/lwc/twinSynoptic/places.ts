import { componentSlots, toAnchor, type Anchor, type Box } from 'c/twinModel';
import type { TwinDrawing } from 'c/twinDrawingLoader';
import type { ComponentView, SignalView } from 'c/twinView';

/** Components shown inside the general drawing; more of them are listed below it. */
const MAX_SLOTS = 6;

/** Height divided by width of the general drawing. */
const GENERAL_ASPECT = 0.8;

/** A component with the point of the drawing at which it is shown. */
export interface PlacedComponent {
    readonly component: ComponentView;
    readonly at: Anchor;
}

/** Height of the drawing divided by its width. */
export function aspectOf(model: TwinDrawing | undefined): number {
    if (!model) return GENERAL_ASPECT;
    const [, , width, height] = model.drawing.viewBox;
    return height / width;
}

/** Signals with the points to which their leaders go, where the product's drawing names them. */
export function signalPlaces(
    signals: readonly SignalView[],
    model: TwinDrawing | undefined
): { id: string; anchor?: Anchor }[] {
    return signals.map(({ id, name }) => {
        const binding = model?.bindings.signals[name];
        return { id, anchor: model && binding ? toAnchor(binding, model.drawing.viewBox) : undefined };
    });
}

function inSlots(components: readonly ComponentView[]): PlacedComponent[] {
    const slots = componentSlots(components.length);
    return components.map((component, i) => ({
        component,
        at: { x: slots[i].x + slots[i].width / 2, y: slots[i].y + slots[i].height / 2 }
    }));
}

function inModel(components: readonly ComponentView[], model: TwinDrawing): PlacedComponent[] {
    const free = [...model.bindings.parts];
    return components.flatMap((component) => {
        const index = free.findIndex((part) => part.productCode === component.productCode);
        if (index < 0) return [];
        const [part] = free.splice(index, 1);
        return [{ component, at: toAnchor(part, model.drawing.viewBox) }];
    });
}

/** Components that have a place on the drawing, and the others. Each place holds one component. */
export function placeComponents(
    components: readonly ComponentView[],
    model: TwinDrawing | undefined
): { placed: PlacedComponent[]; others: ComponentView[] } {
    const placed = model ? inModel(components, model) : inSlots(components.slice(0, MAX_SLOTS));
    const ids = placed.map(({ component }) => component.id);
    return { placed, others: components.filter(({ id }) => !ids.includes(id)) };
}

/** Style that places a box on the stage. */
export function boxStyle({ x, y, width, height }: Box): string {
    return `left: ${x}px; top: ${y}px; width: ${width}px; height: ${height}px`;
}

/** Style that centres a pin on a point of the drawing, as near as the pin (8.5rem at most) stays on the stage. */
export function pinStyle(at: Anchor, drawing: Box): string {
    const left = drawing.x + at.x * drawing.width;
    return `left: clamp(4.25rem, ${left}px, calc(100% - 4.25rem)); top: ${drawing.y + at.y * drawing.height}px`;
}
