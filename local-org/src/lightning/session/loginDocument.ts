import { escapeHtml } from '../document.ts';

/** The sign-in page: the access token of the org's start message is the password. */
export function loginDocument(orgName: string, startUrl: string, hasFailed: boolean): string {
    const error = hasFailed
        ? '<p id="error" class="slds-text-color_error" role="alert">This access token is unknown or has expired.</p>'
        : '';
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in | ${escapeHtml(orgName)}</title>
<link rel="stylesheet" href="/lightning/assets/slds/styles/salesforce-lightning-design-system.min.css"></head>
<body class="slds-scope slds-p-around_x-large"><main class="slds-box slds-size_1-of-3 slds-align_absolute-center slds-grid_vertical">
<h1 class="slds-text-heading_medium slds-m-bottom_small">Sign in to ${escapeHtml(orgName)}</h1>${error}
<form method="post" action="/lightning/login" class="slds-form">
<input type="hidden" name="startURL" value="${escapeHtml(startUrl)}">
<label class="slds-form-element__label" for="sid">Access token, as printed when the org was started</label>
<input class="slds-input slds-m-bottom_small" id="sid" name="sid" type="password" autocomplete="off" required>
<button class="slds-button slds-button_brand">Sign in</button></form></main></body></html>`;
}
