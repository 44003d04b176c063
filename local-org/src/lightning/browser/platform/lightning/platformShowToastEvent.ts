/** What a toast says. */
export interface ToastDetail {
    readonly title?: string;
    readonly message?: string;
    /** Replaces `{0}`, `{1}` … in the message by texts or links. */
    readonly messageData?: readonly (string | { readonly url: string; readonly label: string })[];
    readonly variant?: 'info' | 'success' | 'warning' | 'error';
    readonly mode?: 'dismissible' | 'pester' | 'sticky' | 'dismissable';
}

/** Name of the DOM event that asks the shell for a toast. */
export const toastEventName = 'lightning__showtoast';

/** Asks the page to show a message. */
export class ShowToastEvent extends CustomEvent<ToastDetail> {
    constructor(detail: ToastDetail) {
        super(toastEventName, { bubbles: true, composed: true, cancelable: true, detail });
    }
}
