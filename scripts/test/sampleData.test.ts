import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
    recordingData,
    sampleData,
    sampleDevices,
    RECORDS_PER_FILE,
    type PlanEntry,
    type TreeRecord
} from '../lib/sampleData.ts';
import { planFiles } from '../lib/sampleData/planFiles.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const today = new Date('2026-03-05T15:00:00.000Z');
const plans = [
    { name: 'plants', entries: sampleData(today) },
    { name: 'recordings', entries: recordingData(today) }
];

const recordsOf = (entries: readonly PlanEntry[], sobject: string) =>
    entries.filter((entry) => entry.sobject === sobject).flatMap((entry) => entry.records);

/** Text of a field that must be there. */
function text(record: TreeRecord | undefined, field: string): string {
    const value = record?.[field];
    if (typeof value !== 'string') throw new Error(`${field} is not a text`);
    return value;
}

const referencesIn = (entry: PlanEntry) =>
    entry.records.flatMap((record) =>
        Object.values(record).filter((value): value is string => typeof value === 'string' && value.startsWith('@'))
    );

/** Value of a field in the XML of a custom metadata record; undefined when it is blank. */
function metadataField(xml: string, field: string): string | undefined {
    return new RegExp(`<field>${field}</field>\\s*<value[^>]*>([^<]*)</value>`).exec(xml)?.[1];
}

function modelsWithSignals(): Set<string | undefined> {
    const folder = path.join(root, 'force-app/core/main/default/customMetadata');
    const files = readdirSync(folder).filter((file) => file.startsWith('Signal_Definition.'));
    return new Set(
        files.map((file) => metadataField(readFileSync(path.join(folder, file), 'utf8'), 'Product_Model__c'))
    );
}

describe.each(plans)('the import plan of the $name', ({ entries }) => {
    const assets = recordsOf(entries, 'Asset');

    it('refers only to records of earlier files', () => {
        const known = new Set<string>();
        for (const entry of entries) {
            expect(referencesIn(entry).filter((reference) => !known.has(reference))).toEqual([]);
            for (const record of entry.records) known.add(`@${record.attributes.referenceId}`);
        }
    });

    it('names every record once, in the form that the importer resolves', () => {
        const records = entries.flatMap((entry) => entry.records);
        const references = records.map((record) => record.attributes.referenceId);
        expect(new Set(references).size).toBe(references.length);
        for (const { attributes } of records) {
            expect(attributes.referenceId).toMatch(new RegExp(`^${attributes.type}Ref\\d+$`));
        }
    });

    it('fits the sObject Tree API', () => {
        for (const entry of entries) {
            expect(entry.records.length).toBeGreaterThan(0);
            expect(entry.records.length).toBeLessThanOrEqual(RECORDS_PER_FILE);
        }
    });

    it('gives every machine its own device id', () => {
        const ids = assets.flatMap((asset) => asset.Device_Id__c ?? []);
        expect(ids.length).toBeGreaterThan(20);
        expect(new Set(ids).size).toBe(ids.length);
    });

    it('gives every asset a customer, and every device a product', () => {
        for (const asset of assets) {
            expect(asset).toHaveProperty('AccountId');
            expect('Product2Id' in asset).toBe('Device_Id__c' in asset);
        }
    });

    it('leaves to the platform what the platform computes', () => {
        const fields = new Set(assets.flatMap((asset) => Object.keys(asset)));
        for (const computed of ['RootAssetId', 'AssetLevel', 'ProductCode']) expect(fields).not.toContain(computed);
    });

    it('uses only products that signal definitions know', () => {
        const known = modelsWithSignals();
        for (const product of recordsOf(entries, 'Product2')) expect(known).toContain(product.ProductCode);
    });
});

describe('the sample plants', () => {
    const entries = sampleData(today);

    it('hold at least sixty assets in four levels under two customers', () => {
        const levels = entries.filter(({ file }) => file.startsWith('assets-level-'));
        expect(levels).toHaveLength(4);
        expect(recordsOf(entries, 'Asset').length).toBeGreaterThanOrEqual(60);
        expect(recordsOf(entries, 'Account')).toHaveLength(2);
    });

    it('build a drive motor and a cooling pump into each of the four presses', () => {
        const partsOf = (parentId: string) =>
            sampleDevices()
                .filter((device) => device.parentId === parentId)
                .map((device) => device.productCode);
        for (const number of [1, 2, 3, 4]) expect(partsOf(`nw-press-0${number}`)).toEqual(['EM-75', 'CP-20']);
    });

    it('connect every machine but the gateways through a gateway of its own site', () => {
        const devices = sampleDevices();
        const gateways = new Map(devices.filter((d) => d.productCode === 'GW-1').map((d) => [d.deviceId, d.site]));
        const others = devices.filter((device) => !gateways.has(device.deviceId));
        for (const device of others) expect(gateways.get(device.gatewayId ?? '')).toBe(device.site);
        expect(devices.filter((device) => gateways.has(device.deviceId) && device.gatewayId)).toEqual([]);
    });

    it('tell what took the place of a component that was removed', () => {
        const relations = recordsOf(entries, 'AssetRelationship');
        expect(relations.length).toBeGreaterThanOrEqual(2);
        const assets = new Map(recordsOf(entries, 'Asset').map((asset) => [`@${asset.attributes.referenceId}`, asset]));
        for (const relation of relations) {
            const [part, removed] = ['AssetId', 'RelatedAssetId'].map((field) => assets.get(text(relation, field)));
            expect(removed).toMatchObject({ Status: 'Obsolete', ParentId: part?.ParentId });
            expect(removed).not.toHaveProperty('Device_Id__c');
            expect(text(relation, 'FromDate').slice(0, 10)).toBe(part?.InstallDate);
        }
    });

    it('begin every device id with the site', () => {
        for (const { deviceId, site } of sampleDevices()) expect(deviceId.startsWith(`${site}-`)).toBe(true);
    });

    it('have work that is done, overdue, and still to come', () => {
        const orders = recordsOf(entries, 'WorkOrder');
        const done = ['Completed', 'Closed', 'Canceled'];
        const open = orders.filter((order) => !done.includes(text(order, 'Status')));
        const ended = (order: (typeof orders)[number]) => new Date(text(order, 'EndDate')) < today;
        expect(orders.filter((order) => !open.includes(order)).every(ended)).toBe(true);
        expect(open.filter(ended).length).toBeGreaterThanOrEqual(3);
        expect(open.filter((order) => !ended(order)).length).toBeGreaterThanOrEqual(8);
    });

    it('end every work order after it starts', () => {
        for (const order of recordsOf(entries, 'WorkOrder')) {
            expect(text(order, 'EndDate') > text(order, 'StartDate')).toBe(true);
        }
    });

    it('plan maintenance that is overdue and that lies ahead', () => {
        const dates = recordsOf(entries, 'MaintenanceAsset').map((row) => text(row, 'NextSuggestedMaintenanceDate'));
        expect(dates.filter((date) => date < '2026-03-05').length).toBeGreaterThanOrEqual(2);
        expect(dates.filter((date) => date > '2026-03-05').length).toBeGreaterThanOrEqual(8);
    });

    it('move with the day they are loaded', () => {
        const [first] = recordsOf(sampleData(new Date('2027-01-01T00:00:00Z')), 'WorkOrder');
        const [later] = recordsOf(sampleData(new Date('2027-01-11T23:59:59Z')), 'WorkOrder');
        const days = (Date.parse(text(later, 'StartDate')) - Date.parse(text(first, 'StartDate'))) / 86_400_000;
        expect(days).toBe(10);
    });
});

describe('the committed files', () => {
    const folder = path.join(root, 'config/data');
    const { day } = JSON.parse(readFileSync(path.join(folder, 'generated-for.json'), 'utf8')) as { day: string };
    const generatedFor = new Date(`${day}T00:00:00Z`);

    it.each([
        { name: 'plants', at: folder, entries: sampleData(generatedFor) },
        { name: 'recordings', at: path.join(folder, 'recordings'), entries: recordingData(generatedFor) }
    ])('are those that the generator writes for the $name', ({ at, entries }) => {
        for (const [file, text] of planFiles(entries)) expect(readFileSync(path.join(at, file), 'utf8')).toBe(text);
    });
});
