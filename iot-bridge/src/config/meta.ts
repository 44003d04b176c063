import type { z } from 'zod';

/**
 * When a changed key takes effect: at once, at once while only the source it belongs to connects again, or only when the
 * bridge is started again.
 */
export type Reload = 'live' | 'reconnect' | 'restart';

/** What the reference says about a key besides its type and default. */
export interface KeyMeta {
    description: string;
    unit?: string;
    /** An example value for keys without a default. */
    example?: unknown;
    reload?: Reload;
}

/** Attaches the documentation of a key to its schema; a key without `reload` is as its section, in the end `restart`. */
export function key<T extends z.ZodType>(schema: T, meta: KeyMeta): T {
    return schema.meta({ ...meta });
}
