import { accountReference, contactReference, type Customer } from './accounts.ts';
import type { SampleCalendar } from './calendar.ts';
import { nodesByLevel, type PlacedNode, type PlantNode } from './plants.ts';
import { productReference, type Product } from './products.ts';
import { planEntry, type Fields, type PlanEntry } from './record.ts';
import { REPLACEMENTS } from './replacements.ts';

/** Where the asset of a device or place went, for records that point at it. */
export interface AssetIndex {
    /** Reference `@AssetRef<n>` by device id, or by name for a place without device. */
    readonly references: ReadonlyMap<string, string>;
    readonly sites: ReadonlyMap<string, string>;
}

/** The asset files, one for each level so that parents are imported first, and the index of their references. */
export function assetEntries(
    plants: readonly PlantNode[],
    customers: readonly Customer[],
    products: readonly Product[],
    calendar: SampleCalendar
): { entries: PlanEntry[]; index: AssetIndex } {
    const references = new Map<string, string>();
    const sites = new Map<string, string>();
    const placedReferences = new Map<PlacedNode, string>();
    const levels = nodesByLevel(plants);
    for (const placed of levels.flat()) {
        const reference = `@AssetRef${placedReferences.size + 1}`;
        placedReferences.set(placed, reference);
        references.set(assetKey(placed.node), reference);
        sites.set(assetKey(placed.node), placed.node.site);
    }
    const row = (placed: PlacedNode): Fields => ({
        ...nodeFields(placed, calendar),
        AccountId: accountReference(customers, placed.node.site),
        ContactId: contactReference(customers, placed.node.site),
        ParentId: placed.parent && placedReferences.get(placed.parent),
        Product2Id: placed.node.productCode && productReference(products, placed.node.productCode)
    });
    let first = 1;
    const entries = levels.map((level, depth) => {
        const entry = planEntry('Asset', `assets-level-${depth + 1}.json`, level.map(row), first);
        first += level.length;
        return entry;
    });
    return { entries, index: { references, sites } };
}

/** Key under which an asset is found: its device id, or site and name of a place. */
export function assetKey(node: PlantNode): string {
    return node.deviceId ?? `${node.site}:${node.name}`;
}

function nodeFields({ node, level }: PlacedNode, calendar: SampleCalendar): Fields {
    const replaced = REPLACEMENTS.find(({ part }) => part === node.deviceId);
    const ageInDays = 700 + 137 * level + 31 * (node.deviceId?.charCodeAt(node.deviceId.length - 1) ?? 0);
    return {
        Name: node.name,
        Device_Id__c: node.deviceId,
        SerialNumber: node.deviceId && `SN-${node.deviceId.toUpperCase()}`,
        Status: 'Installed',
        InstallDate: calendar.date(replaced?.inDays ?? -ageInDays)
    };
}
