import { reduceErrors } from 'c/ldsUtils';
import { loadTwinDrawing, type TwinDrawing } from 'c/twinDrawingLoader';
import { cleanedText, modelFailedText } from './twinMachineTexts';

/** A product's drawing, if there is a usable one, and what an admin should know about it. */
export interface ShownDrawing {
    readonly drawing?: TwinDrawing;
    readonly note: string;
}

/** Loads the drawing of a static resource; what is wrong with it becomes the note. */
export async function readDrawing(resource: string): Promise<ShownDrawing> {
    try {
        const drawing = await loadTwinDrawing(resource);
        return { drawing, note: cleanedText(drawing?.drawing.removed ?? []) };
    } catch (error) {
        return { note: modelFailedText(resource, reduceErrors(error).join(' ')) };
    }
}
