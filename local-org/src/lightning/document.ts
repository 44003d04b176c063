import type { BuiltApp } from './build/index.ts';
import type { PageSession } from './session/pageSession.ts';
import { themes, type Theme } from './themes.ts';

/** Text that is safe between tags and inside quoted attributes. */
export const escapeHtml = (text: string): string =>
    text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** JSON that is safe inside a script element. */
const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** What a document is made of besides the built app. */
export interface DocumentParts {
    readonly session: PageSession;
    readonly theme: Theme;
    /** Addresses of scripts that the page needs. */
    readonly preload: readonly string[];
    /** Lets the inline scripts pass the content security policy. */
    readonly nonce: string;
}

/**
 * The only HTML document of the app; everything else is drawn by the shell.
 * Synthetic shadow comes in a script of its own: it must be there before the engine is loaded.
 */
export function appDocument(app: BuiltApp, parts: DocumentParts): string {
    const { session, theme, preload, nonce } = parts;
    const links = preload.map((address) => `<link rel="modulepreload" href="${address}" nonce="${nonce}">`).join('\n');
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lightning Experience</title>
<link rel="stylesheet" href="${theme.styleSheet}">
<link rel="stylesheet" href="/lightning/assets/shell.css">
<link rel="icon" href="/lightning/assets/slds/images/logo-noname.svg">
<script type="importmap" nonce="${nonce}">${scriptJson({ imports: app.vendor.imports })}</script>
${links}
<script nonce="${nonce}">globalThis.lightningSession = ${scriptJson(session)};</script></head>
<body class="slds-scope"><div id="app"></div>
<script type="module" nonce="${nonce}">import '@lwc/synthetic-shadow';</script>
<script type="module" nonce="${nonce}" src="/lightning/assets/app/${app.version}/main.js"></script></body></html>`;
}

/** What is shown instead when the browser side cannot be built. */
export function problemDocument(problems: readonly string[]): string {
    const items = problems.map((problem) => `<li><code>${escapeHtml(problem)}</code></li>`).join('');
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>The components do not build</title>
<link rel="stylesheet" href="${themes[0].styleSheet}"></head>
<body class="slds-scope slds-p-around_x-large"><main><h1 class="slds-text-heading_large slds-m-bottom_medium">The deployed components do not build</h1>
<ul class="slds-list_dotted">${items}</ul><p class="slds-m-top_medium">Correct them, deploy again and reload this page.</p></main></body></html>`;
}
