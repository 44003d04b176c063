import { LightningElement, api } from 'lwc';
import { drawingElement, elementStates, type SignalState } from 'c/twinModel';
import type { TwinDrawing as Model } from 'c/twinDrawingLoader';
import type { ComponentView, SignalView } from 'c/twinView';

/**
 * Presentational: a product's own drawing. States and motion are put on the elements that its bindings name; the
 * numbers themselves are shown around it, so the picture is hidden from screen readers.
 */
export default class TwinDrawing extends LightningElement {
    @api model: Model | undefined;
    @api signals: readonly SignalView[] = [];
    @api components: readonly ComponentView[] = [];
    @api running = false;

    /**
     * What is painted, as text. The template holds it, because a component renders again only for values that its
     * template reads.
     */
    get painted(): string {
        return `${Object.entries(this.states).join(' ')} ${this.running ? 'running' : ''}`;
    }

    renderedCallback(): void {
        const canvas = this.refs?.canvas;
        if (!canvas || !this.model) return;
        const { root } = this.model.drawing;
        if (canvas.firstChild !== root) {
            root.setAttribute('aria-hidden', 'true');
            root.setAttribute('focusable', 'false');
            canvas.replaceChildren(root);
        }
        this.paint(this.model);
    }

    /** Worst state of each bound element. */
    private get states(): Readonly<Record<string, SignalState>> {
        return this.model ? elementStates(this.model.bindings, this.signals, this.components) : {};
    }

    private paint({ drawing, bindings }: Model): void {
        for (const [id, state] of Object.entries(this.states)) {
            drawingElement(drawing, id)?.setAttribute('data-state', state);
        }
        for (const { element, motion } of bindings.moving) {
            const target = drawingElement(drawing, element);
            if (this.running) target?.setAttribute('data-motion', motion);
            else target?.removeAttribute('data-motion');
        }
    }
}
