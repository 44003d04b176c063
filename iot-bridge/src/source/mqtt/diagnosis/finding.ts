/** What one step of a diagnosis found. */
export interface Finding {
    step: 'credentials' | 'name' | 'network' | 'tls' | 'mqtt' | 'subscription' | 'expiry';
    state: 'ok' | 'warning' | 'broken';
    says: string;
    /** What to do, when something is wrong. */
    advice?: string;
}

/** A step that went well. */
export function ok(step: Finding['step'], says: string): Finding {
    return { step, state: 'ok', says };
}
