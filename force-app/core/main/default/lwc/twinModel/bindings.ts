import type { Anchor } from './layout';

/** How an element moves while the machine runs. */
export type Motion = 'slide' | 'spin' | 'flow';

/** Ties a drawing's element (by its id) to a signal; x and y are where its leader ends, in the drawing's units. */
export interface SignalBinding {
    readonly x: number;
    readonly y: number;
    readonly element?: string;
}

/** Ties a drawing's element to the components with a product code. */
export interface PartBinding extends SignalBinding {
    readonly productCode: string;
}

/** The only name a 3D model may have. */
export const SCENE_FILE = 'model.glb';

/** What `bindings.json` of a twin model says. */
export interface Bindings {
    /** The static resource has a 3D model too, whose nodes are named as the drawing's elements. */
    readonly scene?: typeof SCENE_FILE;
    readonly signals: Readonly<Record<string, SignalBinding>>;
    readonly parts: readonly PartBinding[];
    readonly moving: readonly { readonly element: string; readonly motion: Motion }[];
}

/** Thrown with a sentence for the admin when a twin model's file cannot be used. */
export class TwinModelError extends Error {
    override readonly name = 'TwinModelError';
}

const MOTIONS: readonly string[] = ['slide', 'spin', 'flow'] satisfies Motion[];

function record(value: unknown, place: string): Readonly<Record<string, unknown>> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new TwinModelError(`bindings.json: ${place} must be an object`);
    }
    return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown, place: string): readonly unknown[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw new TwinModelError(`bindings.json: ${place} must be a list`);
    return value;
}

function string(value: unknown, place: string): string {
    if (typeof value !== 'string' || value === '') throw new TwinModelError(`bindings.json: ${place} must be a text`);
    return value;
}

function finite(value: unknown, place: string): number {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
        throw new TwinModelError(`bindings.json: ${place} must be a number`);
    }
    return value;
}

function readBinding(value: unknown, place: string): SignalBinding {
    const entry = record(value, place);
    const element = entry.element === undefined ? undefined : string(entry.element, `${place}.element`);
    return { x: finite(entry.x, `${place}.x`), y: finite(entry.y, `${place}.y`), element };
}

function readPart(value: unknown, index: number): PartBinding {
    const place = `parts[${index}]`;
    const productCode = string(record(value, place).productCode, `${place}.productCode`);
    return { ...readBinding(value, place), productCode };
}

function readMotion(value: unknown, index: number): { element: string; motion: Motion } {
    const place = `moving[${index}]`;
    const entry = record(value, place);
    const motion = string(entry.motion, `${place}.motion`);
    if (!MOTIONS.includes(motion)) {
        throw new TwinModelError(`bindings.json: ${place}.motion must be one of ${MOTIONS.join(', ')}`);
    }
    return { element: string(entry.element, `${place}.element`), motion: motion as Motion };
}

function readScene(value: unknown): typeof SCENE_FILE | undefined {
    if (value === undefined || value === SCENE_FILE) return value;
    throw new TwinModelError(`bindings.json: scene must be ${SCENE_FILE}`);
}

/**
 * Reads the text of a twin model's `bindings.json`.
 * @throws TwinModelError naming the wrong place
 */
export function parseBindings(json: string): Bindings {
    let parsed: unknown;
    try {
        parsed = JSON.parse(json);
    } catch (cause) {
        throw new TwinModelError('bindings.json is not valid JSON', { cause });
    }
    const root = record(parsed, 'the file');
    if (root.version !== 1) throw new TwinModelError('bindings.json: version must be 1');
    const signals = Object.entries(record(root.signals ?? {}, 'signals'));
    return {
        scene: readScene(root.scene),
        signals: Object.fromEntries(signals.map(([name, value]) => [name, readBinding(value, `signals.${name}`)])),
        parts: list(root.parts, 'parts').map(readPart),
        moving: list(root.moving, 'moving').map(readMotion)
    };
}

/** A point in the drawing's units as fractions of its view box `[x, y, width, height]`. */
export function toAnchor(point: SignalBinding, viewBox: readonly number[]): Anchor {
    return { x: (point.x - viewBox[0]) / viewBox[2], y: (point.y - viewBox[1]) / viewBox[3] };
}
