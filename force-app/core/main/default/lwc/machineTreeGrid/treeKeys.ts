import { idOfRow, isExpandable, type TreeView } from './treeView';

/** What a key asks of the tree. Rows count from 0 through the visible rows. */
export type TreeAction =
    | { readonly type: 'focus'; readonly row: number }
    | { readonly type: 'open' | 'select' | 'menu' | 'expand' | 'collapse' | 'expandSiblings'; readonly row: number };

/** What the keyboard needs to know of the tree. */
export interface KeyContext {
    readonly active: number;
    readonly count: number;
    readonly pageSize: number;
    readonly isExpandable: boolean;
    readonly isExpanded: boolean;
    /** Row of the active machine's parent; -1 at the top. */
    readonly parent: number;
    readonly isRightToLeft: boolean;
}

/** What the keyboard needs to know of a view of the tree. */
export function keyContext(view: TreeView, active: number, inView: number, isRightToLeft: boolean): KeyContext {
    const { tree, visible, marks } = view;
    const position = visible.positions[active] ?? -1;
    return {
        active,
        parent: visible.rowOf.get(tree.parents[position] ?? -1) ?? -1,
        count: visible.positions.length,
        pageSize: inView - 1,
        isExpandable: position >= 0 && isExpandable(tree, position, marks),
        isExpanded: view.isOpen(idOfRow(view, active) ?? ''),
        isRightToLeft
    };
}

type KeyHandler = (context: KeyContext) => TreeAction | undefined;

/** Keys of a tree grid whose rows take the focus, by the ARIA authoring practices. */
const HANDLERS: Readonly<Record<string, KeyHandler>> = {
    ArrowDown: ({ active, count }) => focusOn(active + 1, count),
    ArrowUp: ({ active, count }) => focusOn(active - 1, count),
    PageDown: ({ active, count, pageSize }) => focusOn(active + pageSize, count),
    PageUp: ({ active, count, pageSize }) => focusOn(active - pageSize, count),
    Home: ({ count }) => focusOn(0, count),
    End: ({ count }) => focusOn(count - 1, count),
    ArrowRight: (context) => (context.isRightToLeft ? shallower(context) : deeper(context)),
    ArrowLeft: (context) => (context.isRightToLeft ? deeper(context) : shallower(context)),
    Enter: ({ active }) => ({ type: 'open', row: active }),
    ' ': ({ active }) => ({ type: 'select', row: active }),
    ContextMenu: ({ active }) => ({ type: 'menu', row: active }),
    '*': ({ active }) => ({ type: 'expandSiblings', row: active })
};

/** The action of a key; undefined when the tree leaves the key to the browser. */
export function actionForKey(key: string, context: KeyContext): TreeAction | undefined {
    return context.count === 0 ? undefined : HANDLERS[key]?.(context);
}

function focusOn(row: number, count: number): TreeAction {
    return { type: 'focus', row: Math.max(0, Math.min(row, count - 1)) };
}

function deeper({ active, count, isExpandable, isExpanded }: KeyContext): TreeAction | undefined {
    if (!isExpandable) return undefined;
    return isExpanded ? focusOn(active + 1, count) : { type: 'expand', row: active };
}

function shallower({ active, isExpandable, isExpanded, parent }: KeyContext): TreeAction | undefined {
    if (isExpandable && isExpanded) return { type: 'collapse', row: active };
    return parent < 0 ? undefined : { type: 'focus', row: parent };
}

/** After this pause in milliseconds a typed letter begins a new word. */
const TYPING_PAUSE = 700;

/** Finds rows by their first letters, typed one after the other. */
export class TypeAhead {
    private typed = '';
    private lastTime = Number.NEGATIVE_INFINITY;

    /**
     * Row to go to for a typed character; undefined when no name begins that way.
     * @param time milliseconds on any clock that only goes forward
     * @param nameOf name of a row
     */
    find(
        character: string,
        time: number,
        active: number,
        count: number,
        nameOf: (row: number) => string
    ): number | undefined {
        const begun = time - this.lastTime > TYPING_PAUSE ? '' : this.typed;
        this.lastTime = time;
        this.typed = begun + character.toLocaleLowerCase();
        // A second letter refines the search, so the active row may stay; a first letter moves on.
        const from = this.typed.length === 1 ? active + 1 : active;
        for (let step = 0; step < count; step += 1) {
            const row = (from + step) % count;
            if (nameOf(row).toLocaleLowerCase().startsWith(this.typed)) return row;
        }
        return undefined;
    }
}

/** Whether a key event types a character that can begin a name. */
export function isTyping(event: { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean }): boolean {
    return event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey;
}
