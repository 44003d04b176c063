import { LightningElement } from 'lwc';
import { toastEventName, type ToastDetail } from '../../../platform/lightning/platformShowToastEvent.ts';

interface MessagePart {
    readonly key: number;
    readonly text: string;
    readonly url: string | undefined;
}

interface Toast {
    readonly key: string;
    readonly title: string;
    readonly variant: string;
    readonly cssClass: string;
    readonly role: 'status' | 'alert';
    readonly icon: string;
    readonly parts: readonly MessagePart[];
}

/** How long a message stays that nobody closes. */
const shownForMilliseconds = 5000;

/** Container: the messages that components ask the page to show. */
export default class ShellToasts extends LightningElement {
    toasts: readonly Toast[] = [];
    private count = 0;

    connectedCallback(): void {
        document.addEventListener(toastEventName, this.add);
    }

    disconnectedCallback(): void {
        document.removeEventListener(toastEventName, this.add);
    }

    close(event: Event): void {
        this.remove((event.currentTarget as HTMLElement).dataset.key);
    }

    private add = (event: Event): void => {
        const detail = (event as CustomEvent<ToastDetail>).detail;
        const toast = describe(detail, String((this.count += 1)));
        this.toasts = [...this.toasts, toast];
        if (detail.mode !== 'sticky') globalThis.setTimeout(() => this.remove(toast.key), shownForMilliseconds);
    };

    private remove(key: string | undefined): void {
        this.toasts = this.toasts.filter((toast) => toast.key !== key);
    }
}

function describe({ title = '', message = '', messageData = [], variant = 'info' }: ToastDetail, key: string): Toast {
    return {
        key,
        title,
        variant,
        cssClass: `slds-notify slds-notify_toast slds-theme_${variant}`,
        role: variant === 'error' ? 'alert' : 'status',
        icon: `utility:${variant}`,
        parts: message ? message.split(/(\{\d+\})/).map((part, index) => messagePart(part, index, messageData)) : []
    };
}

function messagePart(part: string, key: number, data: NonNullable<ToastDetail['messageData']>): MessagePart {
    const filling = data[Number(/^\{(\d+)\}$/.exec(part)?.[1] ?? -1)];
    if (filling === undefined) return { key, text: part, url: undefined };
    return typeof filling === 'string'
        ? { key, text: filling, url: undefined }
        : { key, text: filling.label, url: filling.url };
}
