const loading = new Map<string, Promise<void>>();

function loadOnce(url: string, create: () => HTMLElement): Promise<void> {
    const known = loading.get(url);
    if (known) return known;
    const promise = new Promise<void>((resolve, reject) => {
        const element = create();
        element.addEventListener('load', () => resolve());
        element.addEventListener('error', () => {
            loading.delete(url);
            element.remove();
            reject(new Error(`The static resource ${url} cannot be loaded.`));
        });
        document.head.append(element);
    });
    loading.set(url, promise);
    return promise;
}

/** Loads a script of a static resource, once per page. */
export const loadScript = (_component: unknown, url: string): Promise<void> =>
    loadOnce(url, () => Object.assign(document.createElement('script'), { src: url }));

/** Loads a style sheet of a static resource, once per page. */
export const loadStyle = (_component: unknown, url: string): Promise<void> =>
    loadOnce(url, () => Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url }));
