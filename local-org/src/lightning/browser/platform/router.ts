/** A page as components describe it ("PageReference Types" in the LWC guide). */
export interface PageReference {
    readonly type: string;
    readonly attributes: Readonly<Record<string, string | undefined>>;
    readonly state: Readonly<Record<string, string>>;
}

type LooseReference = {
    readonly type: string;
    readonly attributes?: Readonly<Record<string, unknown>>;
    readonly state?: Readonly<Record<string, unknown>>;
};

/** What an address is made of, by page type; a name without value is left out of the path. */
const paths: Readonly<Record<string, (attributes: Record<string, string | undefined>) => string>> = {
    standard__recordPage: (a) => recordPath(a.objectApiName, a.recordId, a.actionName ?? 'view'),
    standard__recordRelationshipPage: (a) =>
        `/lightning/r/${a.objectApiName ?? '-'}/${a.recordId}/related/${a.relationshipApiName}/${a.actionName ?? 'view'}`,
    standard__objectPage: (a) => `/lightning/o/${a.objectApiName}/${a.actionName ?? 'list'}`,
    standard__navItemPage: (a) => `/lightning/n/${a.apiName}`,
    standard__namedPage: (a) => `/lightning/page/${a.pageName}`,
    standard__component: (a) => `/lightning/cmp/${a.componentName}`,
    standard__app: (a) => `/lightning/app/${(a.appTarget ?? '').replace(/^c__/, '')}`,
    standard__setup: (a) => `/lightning/setup/${a.page ?? 'CustomMetadata'}`
};

const recordPath = (object: string | undefined, id: string | undefined, action: string): string =>
    object ? `/lightning/r/${object}/${id}/${action}` : `/lightning/r/${id}/${action}`;

/** The address of a page. @throws Error for a page type that the local org does not know */
export function toUrl(reference: LooseReference): string {
    if (reference.type === 'standard__webPage') return String(reference.attributes?.url ?? '');
    const path = Object.hasOwn(paths, reference.type) ? paths[reference.type] : undefined;
    if (!path) throw new Error(`Page type ${reference.type} is not supported by the local org.`);
    const query = new URLSearchParams(texts(reference.state)).toString();
    return path(texts(reference.attributes)) + (query && `?${query}`);
}

const texts = (values: Readonly<Record<string, unknown>> = {}): Record<string, string> =>
    Object.fromEntries(
        Object.entries(values)
            .filter(([, value]) => value !== undefined && value !== null)
            .map(([name, value]) => [name, String(value)])
    );

const routes: readonly { readonly pattern: RegExp; readonly type: string; readonly names: readonly string[] }[] = [
    {
        pattern: /^\/lightning\/r\/(\w+)\/(\w{15,18})\/related\/(\w+)\/(\w+)$/,
        type: 'standard__recordRelationshipPage',
        names: ['objectApiName', 'recordId', 'relationshipApiName', 'actionName']
    },
    {
        pattern: /^\/lightning\/r\/(\w+)\/(\w{15,18})\/(\w+)$/,
        type: 'standard__recordPage',
        names: ['objectApiName', 'recordId', 'actionName']
    },
    {
        pattern: /^\/lightning\/r\/(\w{15,18})\/(\w+)$/,
        type: 'standard__recordPage',
        names: ['recordId', 'actionName']
    },
    { pattern: /^\/lightning\/o\/(\w+)\/(\w+)$/, type: 'standard__objectPage', names: ['objectApiName', 'actionName'] },
    { pattern: /^\/lightning\/n\/([\w-]+)$/, type: 'standard__navItemPage', names: ['apiName'] },
    { pattern: /^\/lightning\/page\/(\w+)$/, type: 'standard__namedPage', names: ['pageName'] },
    { pattern: /^\/lightning\/setup(?:\/([\w/.:-]+))?$/, type: 'standard__setup', names: ['page'] },
    { pattern: /^\/lightning\/app\/(\w+)$/, type: 'standard__app', names: ['appTarget'] }
];

/** The page behind an address; the home page when nothing else fits. */
export function fromUrl(url: string): PageReference {
    const { pathname, searchParams } = new URL(url, globalThis.location.origin);
    const state = Object.fromEntries(searchParams);
    for (const { pattern, type, names } of routes) {
        const match = pattern.exec(pathname);
        if (match) return { type, attributes: Object.fromEntries(names.map((name, i) => [name, match[i + 1]])), state };
    }
    return { type: 'standard__namedPage', attributes: { pageName: 'home' }, state };
}

type Listener = (page: PageReference) => void;

/** The page that is shown, and moving to another one. */
class Router {
    readonly #listeners = new Set<Listener>();
    #current: PageReference | undefined;

    current(): PageReference {
        return (this.#current ??= fromUrl(globalThis.location.href));
    }

    /** Shows a page; other sites open in a new window. */
    navigate(reference: LooseReference, replace = false): void {
        const url = toUrl(reference);
        const isOwn = new URL(url, globalThis.location.href).origin === globalThis.location.origin;
        if (!isOwn || !url.startsWith('/lightning')) {
            globalThis.open(url, '_blank', 'noopener');
            return;
        }
        this.open(url, replace);
    }

    /** Shows the page of an address of this app. */
    open(url: string, replace = false): void {
        if (replace) globalThis.history.replaceState(null, '', url);
        else globalThis.history.pushState(null, '', url);
        this.#changed();
    }

    /** Calls `listener` whenever another page is shown; the result ends it. */
    watch(listener: Listener): () => void {
        if (this.#listeners.size === 0) globalThis.addEventListener('popstate', this.#changed);
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
    }

    readonly #changed = (): void => {
        const page = fromUrl(globalThis.location.href);
        this.#current = page;
        for (const listener of [...this.#listeners]) listener(page);
    };
}

/** The page's only router. */
export const router = new Router();
