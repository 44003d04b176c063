import { LightningElement, api } from 'lwc';
import COMPONENTS_LABEL from '@salesforce/label/c.TwinSynoptic_Components';
import SIGNALS_LABEL from '@salesforce/label/c.TwinSynoptic_Signals';
import { layoutSynoptic, type SignalState, type SynopticLayout } from 'c/twinModel';
import type { TwinDrawing } from 'c/twinDrawingLoader';
import type { ComponentView, SignalView } from 'c/twinView';
import { aspectOf, boxStyle, pinStyle, placeComponents, signalPlaces } from './places';

interface CardView {
    readonly id: string;
    readonly view: SignalView;
    readonly style: string;
    readonly selected: boolean;
}

interface PinView {
    readonly id: string;
    readonly component: ComponentView;
    readonly style: string;
}

interface LineView {
    readonly id: string;
    readonly css: string;
    readonly path: string | undefined;
    readonly x: number;
    readonly y: number;
}

interface CardElement extends HTMLElement {
    readonly view: SignalView | undefined;
}

const DEFAULT_WIDTH = 720;
/** Size of letters in pixels that the placed cards are made for. */
const USUAL_TEXT = 16;

/**
 * Presentational: the machine with its signals and components, placed for the width there is.
 * @fires signalselect with `{ id }`, openrecord with `{ recordId }`
 */
export default class TwinSynoptic extends LightningElement {
    @api signals: readonly SignalView[] = [];
    @api components: readonly ComponentView[] = [];
    @api state: SignalState = 'unknown';
    @api running = false;
    /** Written on the general drawing. */
    @api label = '';
    /** The product's own drawing; a general one is shown without it. */
    @api drawing: TwinDrawing | undefined;
    @api selectedId: string | undefined;

    readonly labels = { components: COMPONENTS_LABEL, signals: SIGNALS_LABEL };

    private width = DEFAULT_WIDTH;
    private textScale = 1;
    private observer: ResizeObserver | undefined;

    /** Moves the focus to a signal's card. */
    @api focusSignal(id: string): void {
        const cards = [...(this.template?.querySelectorAll<CardElement>('c-signal-card') ?? [])];
        cards.find((card) => card.view?.id === id)?.focus();
    }

    renderedCallback(): void {
        const frame = this.refs?.frame;
        if (this.observer || !frame || typeof ResizeObserver === 'undefined') return;
        this.observer = new ResizeObserver((entries) => {
            const width = Math.floor(entries[entries.length - 1].contentRect.width);
            if (width > 0 && width !== this.width) this.width = width;
            const text = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
            this.textScale = text / USUAL_TEXT || 1;
        });
        this.observer.observe(frame);
    }

    disconnectedCallback(): void {
        this.observer?.disconnect();
        this.observer = undefined;
    }

    private get layout(): SynopticLayout {
        return layoutSynoptic(
            this.width,
            aspectOf(this.drawing),
            signalPlaces(this.signals, this.drawing),
            this.textScale
        );
    }

    get stageStyle(): string {
        return `height: ${Math.ceil(this.layout.height)}px`;
    }

    get drawingStyle(): string {
        return boxStyle(this.layout.drawing);
    }

    get viewBox(): string {
        return `0 0 ${this.layout.width} ${Math.ceil(this.layout.height)}`;
    }

    get lines(): LineView[] {
        const states = Object.fromEntries(this.signals.map((signal) => [signal.id, signal.state]));
        return this.layout.signals.map(({ id, leader, anchor }) => ({
            id,
            css: `line line_${states[id]}`,
            path: leader,
            x: anchor.x,
            y: anchor.y
        }));
    }

    get isWide(): boolean {
        return this.layout.wide;
    }

    get isNarrow(): boolean {
        return !this.layout.wide;
    }

    get listClass(): string {
        return this.layout.wide ? 'cards cards_placed' : 'cards';
    }

    get cards(): CardView[] {
        const boxes = Object.fromEntries(this.layout.signals.map(({ id, card }) => [id, card]));
        return this.signals.map((view) => {
            const box = boxes[view.id];
            return { id: view.id, view, style: box ? boxStyle(box) : '', selected: view.id === this.selectedId };
        });
    }

    get pins(): PinView[] {
        const { placed } = placeComponents(this.components, this.drawing);
        const { drawing } = this.layout;
        return placed.map(({ component, at }) => ({ id: component.id, component, style: pinStyle(at, drawing) }));
    }

    get hasPins(): boolean {
        return this.pins.length > 0;
    }

    get others(): readonly ComponentView[] {
        return placeComponents(this.components, this.drawing).others;
    }

    get hasOthers(): boolean {
        return this.others.length > 0;
    }

    handleOpen(event: CustomEvent<{ recordId: string }>): void {
        this.dispatchEvent(new CustomEvent('openrecord', { detail: event.detail }));
    }

    handleSelect(event: CustomEvent<{ id: string }>): void {
        this.dispatchEvent(new CustomEvent('signalselect', { detail: event.detail }));
    }
}
