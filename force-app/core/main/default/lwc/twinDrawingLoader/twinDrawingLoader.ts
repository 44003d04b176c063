import KNOWN_MODEL_URL from '@salesforce/resourceUrl/Twin_HP_400';
import {
    parseBindings,
    sanitizeDrawing,
    SCENE_FILE,
    sceneNodes,
    TwinModelError,
    type Bindings,
    type SafeDrawing
} from 'c/twinModel';

/** A product's own drawing, ready to be shown. */
export interface TwinDrawing {
    readonly drawing: SafeDrawing;
    readonly bindings: Bindings;
    /** Static resource it comes from. */
    readonly resource: string;
}

/** Names that Salesforce allows for a static resource; nothing else may become part of an address. */
const RESOURCE_NAME = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;

/** Resources lie beside each other, so the address of one known at build time leads to those that admins upload. */
function fileUrl(resource: string, file: string): string {
    const folder = KNOWN_MODEL_URL.slice(0, KNOWN_MODEL_URL.lastIndexOf('/') + 1);
    return `${folder}${resource}/${file}`;
}

async function fetchFile(resource: string, file: string): Promise<Response> {
    const response = await fetch(fileUrl(resource, file), { credentials: 'same-origin' });
    if (response.status === 404) throw new TwinModelError(`${resource} has no file ${file}`);
    if (!response.ok) throw new TwinModelError(`${resource}/${file}: HTTP ${response.status}`);
    return response;
}

/**
 * Loads a twin model: `drawing.svg` and `bindings.json` of a static resource.
 * @param resource name of the static resource; blank asks for nothing, so a product without model costs no request
 * @throws TwinModelError when the model cannot be used; the message is for the admin who made it
 */
export async function loadTwinDrawing(resource: string): Promise<TwinDrawing | undefined> {
    if (resource === '') return undefined;
    if (!RESOURCE_NAME.test(resource)) throw new TwinModelError(`${resource} is not the name of a static resource`);
    const svg = await (await fetchFile(resource, 'drawing.svg')).text();
    const bindings = parseBindings(await (await fetchFile(resource, 'bindings.json')).text());
    return { drawing: sanitizeDrawing(svg, `${resource}-`), bindings, resource };
}

/**
 * Loads the 3D model of a static resource; it is asked for only when somebody wants to see it.
 * @throws TwinModelError when it cannot be used; the message is for the admin who made it
 */
export async function loadTwinScene(resource: string): Promise<ArrayBuffer> {
    const bytes = await (await fetchFile(resource, SCENE_FILE)).arrayBuffer();
    if (sceneNodes(bytes).length === 0) throw new TwinModelError(`${resource}/${SCENE_FILE} names no node`);
    return bytes;
}
