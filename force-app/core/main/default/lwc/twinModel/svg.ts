import { TwinModelError } from './bindings';

/** A drawing that was rebuilt from allowed elements and attributes only. */
export interface SafeDrawing {
    readonly root: SVGSVGElement;
    /** min-x, min-y, width and height in the drawing's units. */
    readonly viewBox: readonly number[];
    /** Elements by the id that they have in the file. */
    readonly elements: Readonly<Record<string, Element>>;
    /** What was left out, each named once, for the admin who made the drawing. */
    readonly removed: readonly string[];
}

const SVG = 'http://www.w3.org/2000/svg';
const MAX_TEXT = 256 * 1024;
const MAX_ELEMENTS = 4000;
const MAX_DEPTH = 32;

const ELEMENTS = new Set(
    (
        'svg g path rect circle ellipse line polyline polygon text tspan title desc defs linearGradient radialGradient ' +
        'stop clipPath'
    ).split(' ')
);

const ATTRIBUTES = new Set(
    (
        'id class viewBox transform d points x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height offset pathLength ' +
        'fill fill-opacity fill-rule clip-rule clip-path stroke stroke-width stroke-opacity stroke-linecap ' +
        'stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity stop-color stop-opacity ' +
        'gradientUnits gradientTransform spreadMethod clipPathUnits preserveAspectRatio font-size font-family ' +
        'font-weight font-style text-anchor dominant-baseline letter-spacing vector-effect visibility'
    ).split(' ')
);

const LOCAL_REFERENCE = /^url\(\s*['"]?#([\w.-]+)['"]?\s*\)$/;
const ID = /^[A-Za-z][\w.-]*$/;

interface Rebuild {
    readonly prefix: string;
    readonly removed: Set<string>;
    readonly elements: Record<string, Element>;
    count: number;
}

/** The allowed form of an attribute's value, or undefined when it must go. */
function safeValue(name: string, value: string, prefix: string): string | undefined {
    if (name === 'id') return ID.test(value) ? prefix + value : undefined;
    const reference = LOCAL_REFERENCE.exec(value.trim());
    if (reference) return `url(#${prefix}${reference[1]})`;
    return /url\s*\(|[\\<]|script:|data:|expression\s*\(/i.test(value) ? undefined : value;
}

function copyAttributes(from: Element, to: Element, state: Rebuild): void {
    for (const { name, value, namespaceURI } of Array.from(from.attributes)) {
        if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
        const allowed = namespaceURI === null && ATTRIBUTES.has(name);
        const safe = allowed ? safeValue(name, value, state.prefix) : undefined;
        if (safe === undefined) state.removed.add(`${from.localName}@${name}`);
        else to.setAttribute(name, safe);
        if (safe !== undefined && name === 'id') state.elements[value] = to;
    }
}

function rebuild(from: Element, depth: number, state: Rebuild): Element | undefined {
    if (from.namespaceURI !== SVG || !ELEMENTS.has(from.localName)) {
        state.removed.add(from.localName);
        return undefined;
    }
    state.count += 1;
    if (state.count > MAX_ELEMENTS || depth > MAX_DEPTH) {
        throw new TwinModelError(`drawing.svg: more than ${MAX_ELEMENTS} elements or ${MAX_DEPTH} levels`);
    }
    const to = document.createElementNS(SVG, from.localName);
    copyAttributes(from, to, state);
    for (const child of Array.from(from.childNodes)) {
        if (child.nodeType === Node.TEXT_NODE) to.appendChild(document.createTextNode(child.nodeValue ?? ''));
        if (child.nodeType !== Node.ELEMENT_NODE) continue;
        const copy = rebuild(child as Element, depth + 1, state);
        if (copy) to.appendChild(copy);
    }
    return to;
}

function parse(text: string): Element {
    if (text.length > MAX_TEXT) throw new TwinModelError(`drawing.svg: larger than ${MAX_TEXT / 1024} KB`);
    if (/<!(doctype|entity)/i.test(text))
        throw new TwinModelError('drawing.svg: document type and entities are not allowed');
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    if (root.localName !== 'svg' || root.namespaceURI !== SVG || root.querySelector('parsererror')) {
        throw new TwinModelError('drawing.svg is not a well-formed SVG');
    }
    return root;
}

function readViewBox(root: Element): number[] {
    const viewBox = (root.getAttribute('viewBox') ?? '')
        .trim()
        .split(/[\s,]+/)
        .map(Number);
    if (viewBox.length !== 4 || !viewBox.every(Number.isFinite) || viewBox[2] <= 0 || viewBox[3] <= 0) {
        throw new TwinModelError('drawing.svg: the root element needs a viewBox with a width and height above 0');
    }
    return viewBox;
}

/**
 * Rebuilds an uploaded drawing from a list of allowed elements and attributes: no scripts, event handlers, styles,
 * links, foreign content or references to anything outside the drawing survive. Nodes are created new, never moved
 * over, so nothing of the parsed document reaches the page.
 * @param prefix put before every id, so that two drawings on one page do not share gradients
 * @throws TwinModelError when the text is no usable SVG
 */
export function sanitizeDrawing(text: string, prefix: string): SafeDrawing {
    const source = parse(text);
    const viewBox = readViewBox(source);
    const state: Rebuild = { prefix, removed: new Set(), elements: {}, count: 0 };
    const root = rebuild(source, 0, state) as SVGSVGElement;
    for (const name of ['width', 'height', 'x', 'y']) root.removeAttribute(name);
    return { root, viewBox, elements: state.elements, removed: [...state.removed].sort() };
}

/** The element of a safe drawing that has this id in its file. */
export function drawingElement(drawing: SafeDrawing, id: string): Element | undefined {
    return Object.hasOwn(drawing.elements, id) ? drawing.elements[id] : undefined;
}
