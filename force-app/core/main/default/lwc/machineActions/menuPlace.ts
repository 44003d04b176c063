/** Edges of an element in pixels of the window. */
export interface Anchor {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
}

/** Room that the menu needs below its row; with less it opens upwards. */
const MENU_HEIGHT = 256;

/** Style that puts the menu at the end of a row, inside `host`, below or above the row. */
export function menuPlace(anchor: Anchor, host: Anchor, windowHeight: number, isRightToLeft: boolean): string {
    const side = isRightToLeft ? `left: ${anchor.left - host.left}px` : `right: ${host.right - anchor.right}px`;
    const isUpwards = anchor.bottom + MENU_HEIGHT > windowHeight && anchor.top > MENU_HEIGHT;
    const edge = isUpwards ? `bottom: ${host.bottom - anchor.top}px` : `top: ${anchor.bottom - host.top}px`;
    return `${edge}; ${side}`;
}
