const PREFIX = 'iot.machineTree.';
/** Enough for every branch an agent opens by hand; "expand all" on a big plant is not worth remembering. */
const MAXIMUM_IDS = 2_000;

/** Open branches of a hierarchy that this browser tab remembers; undefined when there are none. */
export function recallExpanded(rootId: string): Set<string> | undefined {
    try {
        const ids: unknown = JSON.parse(window.sessionStorage.getItem(PREFIX + rootId) ?? 'null');
        return Array.isArray(ids) ? new Set(ids.filter((id) => typeof id === 'string')) : undefined;
    } catch {
        // Storage can be switched off or hold something else; the tree then opens as on a first visit.
        return undefined;
    }
}

/** Remembers the open branches of a hierarchy for this browser tab. */
export function rememberExpanded(rootId: string, expanded: ReadonlySet<string>): void {
    try {
        window.sessionStorage.setItem(PREFIX + rootId, JSON.stringify([...expanded].slice(0, MAXIMUM_IDS)));
    } catch {
        // A full or forbidden storage costs the memory of open branches, nothing else.
    }
}
