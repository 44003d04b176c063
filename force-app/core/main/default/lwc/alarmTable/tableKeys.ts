import type { TablePlace } from './tableRows';

/** What a key asks of the table. */
export type TableAction =
    | { readonly type: 'focus'; readonly row: number }
    | { readonly type: 'toggle' | 'select' | 'open'; readonly row: number };

/**
 * The action of a key on a row, by the ARIA tree grid pattern; undefined when the table leaves the key to the browser.
 * @param active row that has the focus, from 0
 */
export function actionForKey(
    key: string,
    active: number,
    places: readonly TablePlace[],
    isRightToLeft: boolean
): TableAction | undefined {
    const place = places.at(active);
    if (!place) return undefined;
    const focus = (row: number): TableAction => ({ type: 'focus', row: Math.max(0, Math.min(row, places.length - 1)) });
    const isExpandable = place.consequences > 0;
    switch (key) {
        case 'ArrowDown':
            return focus(active + 1);
        case 'ArrowUp':
            return focus(active - 1);
        case 'Home':
            return focus(0);
        case 'End':
            return focus(places.length - 1);
        case 'Enter':
            return { type: 'open', row: active };
        case ' ':
            return { type: 'select', row: active };
        case isRightToLeft ? 'ArrowLeft' : 'ArrowRight':
            if (!isExpandable) return undefined;
            return place.isOpen ? focus(active + 1) : { type: 'toggle', row: active };
        case isRightToLeft ? 'ArrowRight' : 'ArrowLeft':
            if (place.isOpen) return { type: 'toggle', row: active };
            return place.rootId === undefined ? undefined : focus(active - place.place);
        default:
            return undefined;
    }
}
