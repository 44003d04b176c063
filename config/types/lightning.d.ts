// Ambient types of the other lightning/* modules that @salesforce/lightning-types does not declare.

/** A Lightning message channel whose messages have the named fields. */
interface SalesforceMessageChannel<Field extends string = string> {
    readonly fields: Field;
}

declare module 'lightning/navigation' {
    import type { LightningElement, WireAdapterConstructor } from 'lwc';

    export interface PageReference {
        readonly type: string;
        readonly attributes?: Readonly<Record<string, string | undefined>>;
        readonly state?: Readonly<Record<string, string | undefined>>;
    }

    const navigate: unique symbol;
    const generateUrl: unique symbol;

    /** A component that can open pages: `this[NavigationMixin.Navigate](pageReference)`. */
    export interface NavigationElement extends LightningElement {
        [navigate](page: PageReference, replace?: boolean): void;
        [generateUrl](page: PageReference): Promise<string>;
    }

    export type NavigationElementConstructor = Omit<typeof LightningElement, 'prototype'> & {
        new (): NavigationElement;
        readonly prototype: NavigationElement;
    };

    export const NavigationMixin: {
        (base: typeof LightningElement): NavigationElementConstructor;
        readonly Navigate: typeof navigate;
        readonly GenerateUrl: typeof generateUrl;
    };
    export const CurrentPageReference: WireAdapterConstructor<Record<string, never>, PageReference | null>;
}

declare module 'lightning/pageReferenceUtils' {
    /** Values for a new record's form, as text for `state.defaultFieldValues`. */
    export function encodeDefaultFieldValues(values: Readonly<Record<string, string | number | boolean>>): string;
}

declare module 'lightning/platformShowToastEvent' {
    export type ToastVariant = 'info' | 'success' | 'warning' | 'error';

    export interface ToastConfig {
        title: string;
        message?: string;
        messageData?: readonly (string | { url: string; label: string })[];
        variant?: ToastVariant;
        mode?: 'dismissible' | 'pester' | 'sticky';
    }

    export class ShowToastEvent extends CustomEvent<ToastConfig> {
        constructor(config: ToastConfig);
    }
}

declare module 'lightning/messageService' {
    import type { WireAdapterConstructor } from 'lwc';

    export interface MessageContextToken {
        readonly __messageContext: true;
    }

    export interface MessageSubscription {
        readonly __messageSubscription: true;
    }

    export type ChannelMessage<Field extends string> = { readonly [F in Field]?: unknown };

    export const APPLICATION_SCOPE: unique symbol;
    export const MessageContext: WireAdapterConstructor<Record<string, never>, MessageContextToken>;
    export function publish<Field extends string>(
        context: MessageContextToken,
        channel: SalesforceMessageChannel<Field>,
        message?: ChannelMessage<Field>
    ): void;
    export function subscribe<Field extends string>(
        context: MessageContextToken,
        channel: SalesforceMessageChannel<Field>,
        listener: (message: ChannelMessage<Field>) => void,
        options?: { scope: typeof APPLICATION_SCOPE }
    ): MessageSubscription;
    export function unsubscribe(subscription: MessageSubscription | null): void;
}

declare module 'lightning/empApi' {
    export interface Subscription {
        readonly id: string;
        readonly channel: string;
    }

    export interface EventMessage {
        readonly channel: string;
        readonly data: {
            readonly schema: string;
            readonly payload: Readonly<Record<string, unknown>>;
            readonly event: { readonly replayId: number };
        };
    }

    /** @param replayId -1 = new events only, -2 = stored events too, else the last event already seen */
    export function subscribe(
        channel: string,
        replayId: number,
        onMessage: (message: EventMessage) => void
    ): Promise<Subscription>;
    export function unsubscribe(subscription: Subscription, callback?: (answer: unknown) => void): Promise<unknown>;
    export function onError(callback: (error: unknown) => void): void;
    export function isEmpEnabled(): Promise<boolean>;
}

declare module '@salesforce/customPermission/*' {
    /** True for who has it, else undefined. */
    const isGranted: true | undefined;
    export default isGranted;
}
declare module '@salesforce/i18n/locale' {
    const locale: string;
    export default locale;
}
declare module '@salesforce/i18n/lang' {
    const language: string;
    export default language;
}
declare module '@salesforce/i18n/dir' {
    const direction: 'ltr' | 'rtl';
    export default direction;
}
declare module '@salesforce/i18n/timeZone' {
    const timeZone: string;
    export default timeZone;
}
declare module '@salesforce/i18n/firstDayOfWeek' {
    /** 1 = Sunday … 7 = Saturday. */
    const firstDayOfWeek: number;
    export default firstDayOfWeek;
}
