import { unwrap } from 'lwc';
import { freeze } from './http.ts';

/** How an adapter gets its data. */
export interface WireSource<Config, Value> {
    /** Properties that must have a value before anything is asked for. */
    readonly required: readonly (keyof Config)[];
    /** More than the required properties that must be known; defaults to nothing. */
    isComplete?(config: Config): boolean;
    /** Answers the config; `again` asks for what the org holds now, whatever is cached. */
    load(config: Config, again: boolean): Promise<Value>;
    /** Calls `refresh` when the data may have changed; the result ends that. */
    watch?(config: Config, refresh: () => void, current: () => Value | undefined): () => void;
    /** What the component receives; defaults to `{ data, error }`. */
    readonly shape?: WireShape<Value>;
}

/** Turns outcomes into what a component receives. */
export interface WireShape<Value> {
    readonly waiting: object;
    data(value: Value, refresh: () => Promise<void>): object;
    error(error: unknown, refresh: () => Promise<void>): object;
}

const recordShape: WireShape<unknown> = {
    waiting: { data: undefined, error: undefined },
    data: (data) => ({ data, error: undefined }),
    error: (error) => ({ data: undefined, error })
};

/** A wire adapter class, as `@wire` expects it. */
export type WireAdapterClass<Config> = new (callback: (value: unknown) => void) => {
    connect(): void;
    disconnect(): void;
    update(config: Config): void;
};

/** How emitted results can be loaded again, for `refreshApex` and `refreshGraphQL`. */
const refreshers = new WeakMap<object, () => Promise<void>>();

/** Loads again what a component has received; other values are left alone. */
export async function refreshWire(received: unknown): Promise<void> {
    if (typeof received !== 'object' || received === null) return;
    await refreshers.get(unwrap(received) as object)?.();
}

/**
 * A wire adapter: emits empty values first, waits for its required properties, drops answers that a newer
 * question has overtaken, and emits read-only data only when it differs from what was emitted before.
 */
export function wireAdapter<Config extends object, Value>(source: WireSource<Config, Value>): WireAdapterClass<Config> {
    return class extends Adapter<Config, Value> {
        constructor(callback: (value: unknown) => void) {
            super(source, callback);
        }
    };
}

class Adapter<Config extends object, Value> {
    readonly #source: WireSource<Config, Value>;
    readonly #shape: WireShape<Value>;
    readonly #callback: (value: unknown) => void;
    #config: Config | undefined;
    #connected = false;
    #question = 0;
    #value: Value | undefined;
    #emitted: string | undefined;
    #stopWatching: (() => void) | undefined;

    constructor(source: WireSource<Config, Value>, callback: (value: unknown) => void) {
        this.#source = source;
        this.#shape = source.shape ?? (recordShape as WireShape<Value>);
        this.#callback = callback;
        callback(this.#shape.waiting);
    }

    connect(): void {
        this.#connected = true;
        this.#restart();
    }

    disconnect(): void {
        this.#connected = false;
        this.#forget();
    }

    update(config: Config): void {
        this.#config = config;
        this.#restart();
    }

    #restart(): void {
        this.#forget();
        const config = this.#config;
        if (!this.#connected || !config) return;
        if (this.#source.required.some((key) => config[key] === undefined || config[key] === null)) return;
        if (this.#source.isComplete?.(config) === false) return;
        this.#emitted = undefined;
        this.#stopWatching = this.#source.watch?.(
            config,
            () => void this.#load(config, false),
            () => this.#value
        );
        void this.#load(config, false);
    }

    #forget(): void {
        this.#question += 1;
        this.#stopWatching?.();
        this.#stopWatching = undefined;
    }

    async #load(config: Config, again: boolean): Promise<void> {
        const question = ++this.#question;
        const refresh = (): Promise<void> => this.#load(config, true);
        const outcome = await this.#source.load(config, again).then(
            (value) => ({ value, key: JSON.stringify(value), result: this.#shape.data(freeze(value), refresh) }),
            (error: unknown) => ({ value: undefined, key: undefined, result: this.#shape.error(error, refresh) })
        );
        if (question !== this.#question) return;
        this.#value = outcome.value;
        if (outcome.key !== undefined && outcome.key === this.#emitted) return;
        this.#emitted = outcome.key;
        refreshers.set(outcome.result, refresh);
        this.#callback(outcome.result);
    }
}
