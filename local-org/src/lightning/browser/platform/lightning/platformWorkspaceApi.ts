/** The local org shows standard navigation; nothing of this module works there, as in a standard app. */
class Constant<Value> {
    readonly #callback: (value: Value) => void;
    readonly #value: Value;

    constructor(callback: (value: Value) => void, value: Value) {
        this.#callback = callback;
        this.#value = value;
    }

    connect(): void {
        this.#callback(this.#value);
    }

    disconnect(): void {
        // Nothing to end: the value never changes.
    }

    update(): void {
        // The adapter has no configuration.
    }
}

/** Wire adapter: whether the app has console navigation. */
export class IsConsoleNavigation extends Constant<boolean> {
    constructor(callback: (value: boolean) => void) {
        super(callback, false);
    }
}

/** Wire adapter: the id of the enclosing tab; undefined outside of a console. */
export class EnclosingTabId extends Constant<undefined> {
    constructor(callback: (value: undefined) => void) {
        super(callback, undefined);
    }
}

const refuse = (name: string) => (): Promise<never> =>
    Promise.reject(new Error(`${name} works in an app with console navigation only.`));

export const openTab = refuse('openTab');
export const openSubtab = refuse('openSubtab');
export const closeTab = refuse('closeTab');
export const focusTab = refuse('focusTab');
export const getFocusedTabInfo = refuse('getFocusedTabInfo');
export const getTabInfo = refuse('getTabInfo');
export const getAllTabInfo = refuse('getAllTabInfo');
export const refreshTab = refuse('refreshTab');
export const setTabLabel = refuse('setTabLabel');
export const setTabIcon = refuse('setTabIcon');
export const setTabHighlighted = refuse('setTabHighlighted');
export const disableTabClose = refuse('disableTabClose');
