import { accountRows, contactRows, CUSTOMERS, type Customer } from './sampleData/accounts.ts';
import { assetEntries } from './sampleData/assets.ts';
import { SampleCalendar } from './sampleData/calendar.ts';
import { maintenanceEntries } from './sampleData/maintenance.ts';
import { PLANTS, type PlantNode } from './sampleData/plants.ts';
import { PLANT_PRODUCTS, productRows, RECORDED_PRODUCTS, type Product } from './sampleData/products.ts';
import { planEntry, type PlanEntry } from './sampleData/record.ts';
import { replacementEntries } from './sampleData/replacements.ts';
import { RECORDED_PLANTS, RECORDING_CUSTOMERS } from './sampleData/recordings.ts';

export { sampleDevices, type SampleDevice } from './sampleData/devices.ts';
export { RECORDS_PER_FILE, type FieldValue, type PlanEntry, type TreeRecord } from './sampleData/record.ts';

/**
 * The sample plants in the order of import: accounts, contacts, products, assets by level, what was replaced,
 * maintenance, work orders.
 * A value `@<referenceId>` stands for the id of a record of an earlier file.
 * @param today all dates are relative to this day (UTC)
 */
export function sampleData(today: Date): PlanEntry[] {
    const calendar = new SampleCalendar(today);
    const { entries, index } = assetEntries(PLANTS, CUSTOMERS, PLANT_PRODUCTS, calendar);
    const maintenance = maintenanceEntries({ customers: CUSTOMERS, assets: index, calendar });
    const replacements = replacementEntries(index, CUSTOMERS, calendar);
    return [...masterEntries(CUSTOMERS, PLANT_PRODUCTS), ...entries, ...replacements, ...maintenance];
}

/**
 * The machines of the recordings that can be replayed, in the order of import.
 * @param today all dates are relative to this day (UTC)
 */
export function recordingData(today: Date): PlanEntry[] {
    const plants: readonly PlantNode[] = RECORDED_PLANTS;
    const { entries } = assetEntries(plants, RECORDING_CUSTOMERS, RECORDED_PRODUCTS, new SampleCalendar(today));
    return [...masterEntries(RECORDING_CUSTOMERS, RECORDED_PRODUCTS), ...entries];
}

function masterEntries(customers: readonly Customer[], products: readonly Product[]): PlanEntry[] {
    return [
        planEntry('Account', 'accounts.json', accountRows(customers)),
        planEntry('Contact', 'contacts.json', contactRows(customers)),
        planEntry('Product2', 'products.json', productRows(products))
    ];
}
