import type { Twin } from 'c/twinModel';
import type { ShownDrawing } from './shownDrawing';
import { viewOptions } from './twinMachineTexts';

/** Ways of showing the machine; the 3D model is offered where the product has one. */
export type View = 'drawing' | 'scene' | 'table';

/** What the page shows of a machine. */
export interface ViewChoice {
    readonly options: ReturnType<typeof viewOptions>;
    /** The chosen view, or the drawing where there is no 3D model. */
    readonly view: View;
    readonly hasSignals: boolean;
    readonly hasNoSignals: boolean;
    readonly hasPicture: boolean;
    readonly hasScene: boolean;
    readonly hasTable: boolean;
}

/** Decides what is shown. Without signals there is no choice; the 3D model always has its table beside it. */
export function chooseView(wanted: View, twin: Twin | undefined, shown: ShownDrawing | undefined): ViewChoice {
    const offersScene = shown?.drawing?.bindings.scene !== undefined;
    const hasSignals = (twin?.signals.length ?? 0) > 0;
    const view = wanted === 'scene' && !offersScene ? 'drawing' : wanted;
    const hasContent = hasSignals || (twin?.components.length ?? 0) > 0;
    return {
        options: viewOptions(offersScene),
        view,
        hasSignals,
        hasNoSignals: !hasSignals,
        hasPicture: shown !== undefined && hasContent && (view === 'drawing' || (view === 'scene' && !hasSignals)),
        hasScene: view === 'scene' && hasSignals,
        hasTable: view !== 'drawing' && hasSignals
    };
}
