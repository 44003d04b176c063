import { router, toUrl, type PageReference } from '../router.ts';

type Class = new (...parameters: never[]) => object;
type Reference = Parameters<typeof toUrl>[0];

const Navigate = Symbol('Navigate');
const GenerateUrl = Symbol('GenerateUrl');

function withNavigation(Base: Class): Class {
    return class extends Base {
        [Navigate](reference: Reference, replace = false): void {
            router.navigate(reference, replace);
        }

        [GenerateUrl](reference: Reference): Promise<string> {
            return Promise.resolve().then(() => toUrl(reference));
        }
    };
}

/** Adds `this[NavigationMixin.Navigate](page)` and `this[NavigationMixin.GenerateUrl](page)` to a component. */
export const NavigationMixin = Object.assign(withNavigation, { Navigate, GenerateUrl });

/** Wire adapter: the page that is shown. */
export class CurrentPageReference {
    readonly #callback: (page: PageReference) => void;
    #stop: (() => void) | undefined;

    constructor(callback: (page: PageReference) => void) {
        this.#callback = callback;
    }

    connect(): void {
        this.#stop = router.watch(this.#callback);
        this.#callback(router.current());
    }

    disconnect(): void {
        this.#stop?.();
    }

    update(): void {
        // The adapter has no configuration.
    }
}
