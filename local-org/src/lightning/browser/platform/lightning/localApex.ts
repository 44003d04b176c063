import { callOrg } from '../http.ts';
import { refreshWire, wireAdapter, type WireAdapterClass } from '../wire.ts';

type Parameters = Readonly<Record<string, unknown>>;

/** An imported Apex method: a function that can also be wired. */
export interface ApexMethod {
    (parameters?: Parameters): Promise<unknown>;
    readonly adapter: WireAdapterClass<Parameters>;
}

/** What an import of `@salesforce/apex/Class.method` stands for. */
export function apexMethod(name: string): ApexMethod {
    const call = (parameters: Parameters = {}): Promise<unknown> =>
        callOrg(`/lightning/apex/${name.replace('.', '/')}`, { method: 'POST', body: JSON.stringify(parameters) });
    const load = (config: Parameters): Promise<unknown> =>
        Object.values(config).includes(undefined) ? new Promise(() => undefined) : call(config);
    return Object.assign(call, { adapter: wireAdapter<Parameters, unknown>({ required: [], load }) });
}

/** Loads a wired result again. */
export const refreshApex = (wired: unknown): Promise<void> => refreshWire(wired);

/** A field of a record that Apex has returned. */
export function getSObjectValue(
    record: Parameters | null | undefined,
    field: string | { readonly fieldApiName: string }
): unknown {
    const path = typeof field === 'string' ? field.split('.').slice(1) : field.fieldApiName.split('.');
    return path.reduce<unknown>((value, name) => (value as Parameters | undefined)?.[name], record ?? undefined);
}
