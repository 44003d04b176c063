import { accountReference, contactReference, type Customer } from './accounts.ts';
import type { AssetIndex } from './assets.ts';
import type { SampleCalendar } from './calendar.ts';
import { planEntry, type PlanEntry } from './record.ts';

/** A component that took the place of another one of the same kind. */
export interface Replacement {
    /** Device id of the component that is in place now. */
    readonly part: string;
    /** Device id of the machine that it is built into. */
    readonly machine: string;
    /** Name of the component that was removed. */
    readonly removed: string;
    /** Days from today, and hour of that day in UTC. */
    readonly inDays: number;
    readonly hour: number;
}

/** What was replaced in the sample plants. */
export const REPLACEMENTS: readonly Replacement[] = [
    { part: 'nw-motor-02', machine: 'nw-press-02', removed: 'Drive Motor 02 (removed)', inDays: -2, hour: 13 },
    { part: 'rb-pump-01', machine: 'rb-filler-01', removed: 'Product Pump 01 (removed)', inDays: -12, hour: 9 }
];

/** The removed components, which send nothing any more, and what took their place. */
export function replacementEntries(
    { references, sites }: AssetIndex,
    customers: readonly Customer[],
    calendar: SampleCalendar
): PlanEntry[] {
    const removed = REPLACEMENTS.map(({ part, machine, removed: name }) => ({
        Name: name,
        SerialNumber: `SN-${part.toUpperCase()}-A`,
        Status: 'Obsolete',
        InstallDate: calendar.date(-2400),
        AccountId: accountReference(customers, sites.get(machine) ?? ''),
        ContactId: contactReference(customers, sites.get(machine) ?? ''),
        ParentId: references.get(machine)
    }));
    const first = references.size + 1;
    const relations = REPLACEMENTS.map(({ part, inDays, hour }, index) => ({
        AssetId: references.get(part),
        RelatedAssetId: `@AssetRef${first + index}`,
        RelationshipType: 'Replacement',
        FromDate: calendar.moment(inDays, hour)
    }));
    return [
        planEntry('Asset', 'assets-removed.json', removed, first),
        planEntry('AssetRelationship', 'asset-relationships.json', relations)
    ];
}
