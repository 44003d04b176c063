import { LightningElement, api } from 'lwc';
import { loadScript } from 'lightning/platformResourceLoader';
import HINT_LABEL from '@salesforce/label/c.TwinScene_Hint';
import LABEL_LABEL from '@salesforce/label/c.TwinScene_Label';
import LOADING_LABEL from '@salesforce/label/c.Shared_Loading';
import NO_WEBGL_LABEL from '@salesforce/label/c.TwinScene_NoWebGL';
import FAILED_LABEL from '@salesforce/label/c.TwinScene_Failed';
import THREE_VIEW_URL from '@salesforce/resourceUrl/Three_View';
import { fillLabel } from 'c/displayFormat';
import { reduceErrors } from 'c/ldsUtils';
import { loadTwinScene, type TwinDrawing } from 'c/twinDrawingLoader';
import { elementStates } from 'c/twinModel';
import type { ComponentView, SignalView } from 'c/twinView';
import { toChips, type Chip } from './chips';
import { SceneView, type CanvasPoint, type Palette } from './sceneView';
import type { Three } from './three';

/** One press of an arrow key turns by 10°. */
const TURN = Math.PI / 18;
const ZOOM = 1.15;

const KEYS: Readonly<Record<string, Parameters<SceneView['orbit']>[0]>> = {
    ArrowLeft: { right: -TURN },
    ArrowRight: { right: TURN },
    ArrowUp: { up: TURN },
    ArrowDown: { up: -TURN },
    '+': { nearer: 1 / ZOOM },
    '=': { nearer: 1 / ZOOM },
    '-': { nearer: ZOOM }
};

/** Asked before three.js is loaded, which is large and would only log errors. */
const hasWebGl = (): boolean => Boolean(document.createElement('canvas').getContext('webgl2'));

/**
 * Container: a product's 3D model with the states of signals and components on its nodes. It draws only when something
 * changed, and nothing moves by itself. Its table stands beside it, so the labels in it are hidden from screen readers.
 * @fires unavailable with `{ reason }`, a text for the user, when it cannot be shown
 */
export default class TwinScene extends LightningElement {
    /** Drawing whose static resource has the model. It is read once: another model needs another element. */
    @api model: TwinDrawing | undefined;
    @api signals: readonly SignalView[] = [];
    @api components: readonly ComponentView[] = [];
    @api machineName = '';

    readonly labels = { hint: HINT_LABEL, loading: LOADING_LABEL };

    private places: Readonly<Record<string, CanvasPoint>> = {};
    private isLoading = true;
    private hasStarted = false;
    private view: SceneView | undefined;
    private observer: ResizeObserver | undefined;

    renderedCallback(): void {
        if (this.hasStarted) this.paint();
        else void this.start();
    }

    disconnectedCallback(): void {
        this.observer?.disconnect();
        const { view } = this;
        this.view = undefined;
        view?.dispose();
    }

    get label(): string {
        return fillLabel(LABEL_LABEL, this.machineName);
    }

    get chips(): Chip[] {
        return this.model ? toChips(this.model.bindings, this.signals, this.components, this.places) : [];
    }

    /** What is painted, as text: the template holds it so that new states render, although chips may stay the same. */
    get painted(): string {
        return Object.entries(this.states).join(' ');
    }

    private get states(): ReturnType<typeof elementStates> {
        return this.model ? elementStates(this.model.bindings, this.signals, this.components) : {};
    }

    private async start(): Promise<void> {
        const { model } = this;
        const canvas = this.refs?.canvas as HTMLCanvasElement | undefined;
        if (!model || !canvas) return;
        this.hasStarted = true;
        // An event that is fired while the parent renders would change what it renders.
        await Promise.resolve();
        if (!hasWebGl()) {
            this.giveUp(NO_WEBGL_LABEL);
            return;
        }
        try {
            const [bytes] = await Promise.all([loadTwinScene(model.resource), loadScript(this, THREE_VIEW_URL)]);
            if (this.isConnected) await this.open(canvas, bytes);
        } catch (error) {
            this.giveUp(fillLabel(FAILED_LABEL, model.resource, reduceErrors(error).join(' ')));
        }
    }

    private async open(canvas: HTMLCanvasElement, bytes: ArrayBuffer): Promise<void> {
        const { ThreeView: three } = globalThis as unknown as { ThreeView: Three };
        const onFrame = (places: typeof this.places): void => {
            this.places = places;
        };
        const view = new SceneView({ three, canvas, palette: this.palette(), onFrame });
        this.view = view;
        await view.show(bytes);
        this.isLoading = false;
        this.paint();
        this.follow(canvas);
    }

    /** Colours as the page's styles have them. */
    private palette(): Palette {
        const style = getComputedStyle(this.refs?.stage as Element);
        const color = (name: string): string => style.getPropertyValue(`--scene-${name}`).trim() || 'gray';
        return { warning: color('warning'), alarm: color('alarm'), unknown: color('unknown') };
    }

    private follow(canvas: HTMLCanvasElement): void {
        this.observer = new ResizeObserver(() => {
            const { clientWidth, clientHeight } = canvas;
            if (clientWidth > 0 && clientHeight > 0) this.view?.resize(clientWidth, clientHeight);
        });
        this.observer.observe(canvas);
    }

    private paint(): void {
        if (!this.isLoading) this.view?.setStates(this.states);
    }

    private giveUp(reason: string): void {
        this.isLoading = false;
        if (this.isConnected) this.dispatchEvent(new CustomEvent('unavailable', { detail: { reason } }));
    }

    handleKey(event: KeyboardEvent): void {
        const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
        if (!move) return;
        event.preventDefault();
        this.view?.orbit(move);
    }

    handleFocus(): void {
        if (this.view) this.view.wheelZooms = true;
    }

    handleBlur(): void {
        if (this.view) this.view.wheelZooms = false;
    }

    handleLost(): void {
        if (this.view) this.giveUp(NO_WEBGL_LABEL);
    }
}
