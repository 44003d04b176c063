/** Results of a refresh handler ("lightning/refresh" in the LWC reference). */
export const REFRESH_COMPLETE = 'refreshcomplete';
export const REFRESH_COMPLETE_WITH_ERROR = 'refreshcompletewitherror';
export const REFRESH_ERROR = 'refresherror';

type Handler = () => Promise<unknown>;

const handlers = new Map<symbol, Handler>();
const eventName = 'lightning__refreshview';

/** Asks all components of the page to bring their data up to date. */
export class RefreshEvent extends CustomEvent<undefined> {
    constructor() {
        super(eventName, { bubbles: true, composed: true, cancelable: true });
    }
}

/** Calls `handler` on each refresh of the page; the result is for `unregisterRefreshHandler`. */
export function registerRefreshHandler(_context: unknown, handler: Handler): symbol {
    const id = Symbol('refresh handler');
    handlers.set(id, handler);
    return id;
}

/** Ends a registration. */
export const unregisterRefreshHandler = (id: symbol): boolean => handlers.delete(id);

/** Makes `container` answer refresh events that bubble up to it. */
export function registerRefreshContainer(
    _context: unknown,
    container: EventTarget,
    start: (finished: Promise<string>) => void
): () => void {
    const listener = (event: Event): void => {
        event.stopPropagation();
        start(runHandlers());
    };
    container.addEventListener(eventName, listener);
    return () => container.removeEventListener(eventName, listener);
}

/** Ends what `registerRefreshContainer` began. */
export const unregisterRefreshContainer = (end: () => void): void => end();

async function runHandlers(): Promise<string> {
    const results = await Promise.allSettled([...handlers.values()].map((handler) => handler()));
    const hasFailed = results.some((result) => result.status === 'rejected' || result.value === REFRESH_ERROR);
    return hasFailed ? REFRESH_COMPLETE_WITH_ERROR : REFRESH_COMPLETE;
}
