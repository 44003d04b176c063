/** Modules that exist in the build only. */
declare module 'local-org/components' {
    /** Loads a deployed component by its name. */
    const components: Readonly<
        Record<string, (() => Promise<{ default: new () => import('lwc').LightningElement }>) | undefined>
    >;
    export default components;
}

declare module 'lightning/formattedRichText' {
    const formattedRichText: new () => import('lwc').LightningElement;
    export default formattedRichText;
}

declare module 'lightning/modal' {
    import { LightningElement } from 'lwc';

    /** A component that is shown in a window of its own. */
    export default class LightningModal extends LightningElement {
        /** Shows the component and resolves with what it was closed with. */
        static open(properties: Readonly<Record<string, unknown>>): Promise<unknown>;
        close(result?: unknown): void;
    }
}
