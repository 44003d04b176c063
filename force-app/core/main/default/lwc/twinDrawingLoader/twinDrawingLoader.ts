import KNOWN_MODEL_URL from '@salesforce/resourceUrl/Twin_HP_400';
import { parseBindings, sanitizeDrawing, TwinModelError, type Bindings, type SafeDrawing } from 'c/twinModel';

/** A product's own drawing, ready to be shown. */
export interface TwinDrawing {
    readonly drawing: SafeDrawing;
    readonly bindings: Bindings;
}

/** Name of the static resource that holds a product's twin model, e.g. `HP-400` → `Twin_HP_400`. */
export function modelResourceName(productCode: string): string {
    return `Twin_${productCode.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '')}`;
}

/** Resources lie beside each other, so the address of one known at build time leads to those that admins upload. */
function fileUrl(productCode: string, file: string): string {
    const folder = KNOWN_MODEL_URL.slice(0, KNOWN_MODEL_URL.lastIndexOf('/') + 1);
    return `${folder}${modelResourceName(productCode)}/${file}`;
}

async function fetchText(url: string): Promise<string | undefined> {
    const response = await fetch(url, { credentials: 'same-origin' });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new TwinModelError(`${url}: HTTP ${response.status}`);
    return response.text();
}

/**
 * Loads a product's twin model: `drawing.svg` and `bindings.json` of the static resource `Twin_<product code>`.
 * @returns undefined when the product has no model
 * @throws TwinModelError when the model cannot be used; the message is for the admin who made it
 */
export async function loadTwinDrawing(productCode: string): Promise<TwinDrawing | undefined> {
    if (productCode === '') return undefined;
    const svg = await fetchText(fileUrl(productCode, 'drawing.svg'));
    if (svg === undefined) return undefined;
    const bindings = await fetchText(fileUrl(productCode, 'bindings.json'));
    if (bindings === undefined) throw new TwinModelError('bindings.json is missing beside drawing.svg');
    const drawing = sanitizeDrawing(svg, `${modelResourceName(productCode)}-`);
    return { drawing, bindings: parseBindings(bindings) };
}
