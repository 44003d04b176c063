import { isDeepStrictEqual } from 'node:util';
import type { Reload } from './meta.ts';
import { configurationKeys } from './reference.ts';
import type { KeyReference } from './reference.ts';
import type { BridgeConfig } from './schema.ts';

/** A key whose value differs between two configurations, and what it takes to bring the new one into force. */
export interface ConfigChange {
    /** Dotted path; a list is one key as a whole. */
    path: string;
    reload: Reload;
}

type Tree = Readonly<Record<string, unknown>>;

/** The keys that differ, in the order of the schema. Pure. */
export function configChanges(current: BridgeConfig, next: BridgeConfig): ConfigChange[] {
    return changesIn(configurationKeys(), current, next, '');
}

function changesIn(keys: readonly KeyReference[], current: Tree, next: Tree, parent: string): ConfigChange[] {
    return keys.flatMap((entry) => {
        const [before, after] = [current[entry.name], next[entry.name]];
        if (isDeepStrictEqual(before, after)) return [];
        const path = `${parent}${entry.name}`;
        const section = !entry.list && entry.children.length > 0 && isTree(before) && isTree(after);
        return section ? changesIn(entry.children, before, after, `${path}.`) : [{ path, reload: entry.reload }];
    });
}

/**
 * Writes changed values into the configuration in force. Its sections are handed to the parts of the bridge once and stay
 * the same objects, so the next message, request or tick already goes by the new value.
 */
export function adoptValues(current: BridgeConfig, next: BridgeConfig, changes: readonly ConfigChange[]): void {
    for (const { path } of changes) {
        const names = path.split('.');
        const last = names.pop() ?? '';
        const from = names.reduce<unknown>((tree, name) => (isTree(tree) ? tree[name] : undefined), next);
        const into = names.reduce<unknown>((tree, name) => (isTree(tree) ? tree[name] : undefined), current);
        if (isTree(from) && isTree(into)) Object.assign(into, { [last]: from[last] });
    }
}

function isTree(value: unknown): value is Tree {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
