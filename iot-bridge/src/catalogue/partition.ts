import type { CatalogueRows } from '../contract/index.ts';

/** Which share of the plants a bridge has: number `index` of `count`, from 1. */
export interface Partition {
    index: number;
    count: number;
}

/** The rows of one partition, and the devices of all others. */
export interface PartitionedRows {
    rows: CatalogueRows;
    foreign: ReadonlySet<string>;
}

/**
 * Leaves the assets of a bridge's partition. What stands below one root, such as a plant, stays together, because an
 * alarm may be caused by another machine of the plant. The division depends on nothing but the id of the root, so that
 * all bridges agree without asking each other.
 */
export function partitionOf(rows: CatalogueRows, { index, count }: Partition): PartitionedRows {
    if (count === 1) return { rows, foreign: new Set() };
    const parents = new Map([...(rows.places ?? []), ...rows.assets].map(({ Id, ParentId }) => [Id, ParentId]));
    const isOwn = ({ Id }: { Id: string }): boolean => shareOf(rootOf(Id, parents), count) === index;
    const others = rows.assets.filter((asset) => !isOwn(asset));
    const foreign = new Set(others.map((asset) => asset.Device_Id__c));
    return { rows: { ...rows, assets: rows.assets.filter(isOwn) }, foreign };
}

function rootOf(id: string, parents: ReadonlyMap<string, string | null | undefined>): string {
    let root = id;
    for (let steps = 0; steps < parents.size; steps++) {
        const parent = parents.get(root);
        if (!parent) break;
        root = parent;
    }
    return root;
}

/** FNV-1a, 32 bits: spreads ids that differ in their last characters only. */
function shareOf(root: string, count: number): number {
    let hash = 0x811c9dc5;
    for (const character of root.slice(0, 15)) {
        hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    }
    return (hash % count) + 1;
}
