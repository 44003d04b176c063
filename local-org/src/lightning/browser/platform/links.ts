import { router } from './router.ts';

/** Opens links to other pages of the app without loading the document again. */
export function followLinks(root: Document): void {
    root.addEventListener('click', (event) => {
        const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
        if (!isPlain || event.defaultPrevented) return;
        const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
        if (!link || (link.target && link.target !== '_self') || link.origin !== globalThis.location.origin) return;
        if (!link.pathname.startsWith('/lightning/') || link.getAttribute('href')?.startsWith('#')) return;
        event.preventDefault();
        router.open(link.href);
    });
}
