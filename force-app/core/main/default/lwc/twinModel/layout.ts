/** Drawings wider than this show signals left and right of the machine, narrower ones below it (CSS pixels). */
export const WIDE_FROM = 620;

const CARD_HEIGHT = 104;
const CARD_GAP = 12;
const LEADER_GAP = 28;
const NARROW_MAX_WIDTH = 420;

/** A point of the drawing, as fractions 0–1 of its width and height. */
export interface Anchor {
    readonly x: number;
    readonly y: number;
}

/** A signal to be placed; without an anchor it gets a free place on the machine's outline. */
export interface Placeable {
    readonly id: string;
    readonly anchor?: Anchor;
}

/** A box in pixels. */
export interface Box {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/** A placed signal: its card (none when narrow), its anchor and the leader between them, in pixels. */
export interface PlacedSignal {
    readonly id: string;
    readonly card?: Box;
    readonly anchor: Anchor;
    readonly leader?: string;
}

/** The synoptic in pixels: whole size, the machine's box and every signal. */
export interface SynopticLayout {
    readonly wide: boolean;
    readonly width: number;
    readonly height: number;
    readonly drawing: Box;
    readonly signals: readonly PlacedSignal[];
}

interface Sided {
    readonly id: string;
    readonly anchor?: Anchor;
}

function splitSides(signals: readonly Placeable[]): { left: Sided[]; right: Sided[] } {
    const half = Math.ceil(signals.length / 2);
    const left = signals.filter((signal) => signal.anchor && signal.anchor.x < 0.5);
    const right = signals.filter((signal) => signal.anchor && signal.anchor.x >= 0.5);
    for (const signal of signals.filter((each) => !each.anchor)) (left.length < half ? left : right).push(signal);
    while (left.length > half + 1) right.push(left.pop() as Sided);
    while (right.length > half + 1) left.push(right.pop() as Sided);
    return { left: byHeight(left), right: byHeight(right) };
}

function byHeight(signals: readonly Sided[]): Sided[] {
    return [...signals].sort((a, b) => (a.anchor?.y ?? 0.5) - (b.anchor?.y ?? 0.5));
}

function columnHeight(count: number): number {
    return count === 0 ? 0 : count * (CARD_HEIGHT + CARD_GAP) - CARD_GAP;
}

function outlineAnchor(side: 'left' | 'right', index: number, count: number): Anchor {
    return { x: side === 'left' ? 0.08 : 0.92, y: (index + 1) / (count + 1) };
}

function inDrawing(drawing: Box, anchor: Anchor): Anchor {
    return { x: drawing.x + anchor.x * drawing.width, y: drawing.y + anchor.y * drawing.height };
}

function placeColumn(
    side: 'left' | 'right',
    signals: readonly Sided[],
    drawing: Box,
    card: Box,
    height: number
): PlacedSignal[] {
    const top = (height - columnHeight(signals.length)) / 2;
    return signals.map((signal, index) => {
        const box = { ...card, y: top + index * (CARD_HEIGHT + CARD_GAP) };
        const anchor = inDrawing(drawing, signal.anchor ?? outlineAnchor(side, index, signals.length));
        const startX = side === 'left' ? box.x + box.width : box.x;
        const bend = side === 'left' ? startX + LEADER_GAP / 2 : startX - LEADER_GAP / 2;
        const middle = box.y + box.height / 2;
        return { id: signal.id, card: box, anchor, leader: `M${startX} ${middle}H${bend}L${anchor.x} ${anchor.y}` };
    });
}

function layoutWide(width: number, aspect: number, signals: readonly Placeable[]): SynopticLayout {
    const { left, right } = splitSides(signals);
    const cardWidth = Math.round(Math.min(236, Math.max(176, width * 0.28)));
    const drawingWidth = width - 2 * (cardWidth + LEADER_GAP);
    const drawingHeight = drawingWidth * aspect;
    const height = Math.max(drawingHeight, columnHeight(left.length), columnHeight(right.length));
    const drawing = {
        x: cardWidth + LEADER_GAP,
        y: (height - drawingHeight) / 2,
        width: drawingWidth,
        height: drawingHeight
    };
    const card = { y: 0, width: cardWidth, height: CARD_HEIGHT };
    return {
        wide: true,
        width,
        height,
        drawing,
        signals: [
            ...placeColumn('left', left, drawing, { ...card, x: 0 }, height),
            ...placeColumn('right', right, drawing, { ...card, x: width - cardWidth }, height)
        ]
    };
}

function layoutNarrow(width: number, aspect: number, signals: readonly Placeable[]): SynopticLayout {
    const drawingWidth = Math.min(width, NARROW_MAX_WIDTH);
    const height = drawingWidth * aspect;
    const drawing = { x: (width - drawingWidth) / 2, y: 0, width: drawingWidth, height };
    const half = Math.ceil(signals.length / 2);
    const place = (signal: Placeable, index: number): PlacedSignal => {
        const side = index < half ? 'left' : 'right';
        const fallback = outlineAnchor(side, index % half, half);
        return { id: signal.id, anchor: inDrawing(drawing, signal.anchor ?? fallback) };
    };
    return { wide: false, width, height, drawing, signals: signals.map(place) };
}

/** Letters larger than this, as a multiple of the usual size, do not fit into the cards beside the machine. */
const MAX_TEXT_SCALE = 1.2;

/**
 * Places the machine and its signals in a given width.
 * @param width available CSS pixels
 * @param aspect height of the machine's drawing divided by its width
 * @param textScale size of letters as a multiple of the usual one
 */
export function layoutSynoptic(
    width: number,
    aspect: number,
    signals: readonly Placeable[],
    textScale = 1
): SynopticLayout {
    const isWide = width >= WIDE_FROM && textScale <= MAX_TEXT_SCALE;
    return isWide ? layoutWide(width, aspect, signals) : layoutNarrow(width, aspect, signals);
}

/** Boxes for component slots inside a machine's body, in rows of at most three, as fractions 0–1 of the drawing. */
export function componentSlots(count: number): Box[] {
    const columns = Math.min(count, 3);
    const rows = Math.ceil(count / 3);
    const width = 0.6 / columns;
    const height = Math.min(0.2, 0.46 / rows);
    return Array.from({ length: count }, (_, i) => ({
        x: 0.2 + (i % 3) * width,
        y: 0.34 + Math.floor(i / 3) * height,
        width: width * 0.92,
        height: height * 0.86
    }));
}
