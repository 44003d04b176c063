import { createElement, type LightningElement } from 'lwc';
import { NavigationMixin, type PageReference } from 'lightning/navigation';

/** What sfdx-lwc-jest puts in place of a wire adapter. The filter picks wires by their configuration. */
export interface TestWire {
    emit(value: unknown, filter?: (config: Record<string, unknown>) => boolean): void;
    getLastConfig(): Record<string, unknown>;
}

/** A test adapter of UI API records. */
export interface RecordWire extends TestWire {
    error(body?: unknown, status?: number, statusText?: string): void;
}

/** The test adapter in mocks/lightning/graphql.js. */
export interface GraphQLWire {
    emit(data: unknown, filter?: (config: Record<string, unknown>) => boolean, refresh?: () => Promise<void>): void;
    emitErrors(errors: readonly { message: string }[], filter?: (config: Record<string, unknown>) => boolean): void;
    getLastConfig(): Record<string, unknown>;
    /** Last configuration of any wire that the filter accepts; a component can have several. */
    lastConfigOf(filter: (config: Record<string, unknown>) => boolean): Record<string, unknown>;
    refresh: jest.Mock<Promise<void>, []>;
}

/** Says which test adapter stands behind an imported wire adapter. */
export function asWire<T = TestWire>(adapter: unknown): T {
    return adapter as T;
}

/** Filter for `emit`: the wires whose query contains the text. */
export function queryContains(text: string): (config: Record<string, unknown>) => boolean {
    return (config) => String(config.query).includes(text);
}

/** Mock that receives the page references components navigated to. */
export function navigations(): jest.Mock<void, [PageReference, boolean?]> {
    return (NavigationMixin as unknown as { navigate: jest.Mock<void, [PageReference, boolean?]> }).navigate;
}

/** Lets pending promises, wires and the renders they cause finish. */
export async function flush(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

/**
 * Puts a component with its properties on the page.
 * @typeParam T public properties and methods of the component
 */
export function mount<T extends object>(
    tag: string,
    component: typeof LightningElement,
    properties: Partial<T> = {}
): HTMLElement & T {
    const element = createElement(tag, { is: component }) as unknown as HTMLElement & T;
    Object.assign(element, properties);
    document.body.appendChild(element);
    return element;
}

/** First match inside the component's own template; fails when there is none. */
export function find<T extends HTMLElement = HTMLElement>(element: Element, selector: string): T {
    const found = element.shadowRoot?.querySelector<T>(selector);
    if (!found) throw new Error(`${element.tagName.toLowerCase()} shows nothing that matches ${selector}`);
    return found;
}

/** All matches inside the component's own template. */
export function findAll<T extends HTMLElement = HTMLElement>(element: Element, selector: string): T[] {
    return [...(element.shadowRoot?.querySelectorAll<T>(selector) ?? [])];
}

/** Stands in for the browser's ResizeObserver, which jsdom lacks, and lets a test tell a width. */
export class ResizeObserverMock {
    private static readonly active = new Set<ResizeObserverMock>();
    private readonly callback: (entries: { contentRect: { width: number } }[]) => void;

    constructor(callback: (entries: { contentRect: { width: number } }[]) => void) {
        this.callback = callback;
    }

    observe(): void {
        ResizeObserverMock.active.add(this);
    }

    disconnect(): void {
        ResizeObserverMock.active.delete(this);
    }

    static resize(width: number): void {
        for (const observer of ResizeObserverMock.active) observer.callback([{ contentRect: { width } }]);
    }
}

/** Removes what a test put on the page and forgets calls of mocks. */
export function resetPage(): void {
    document.body.replaceChildren();
    jest.clearAllMocks();
    sessionStorage.clear();
}
