import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const standardObject = z.object({
    fields: z.record(z.string(), z.string()),
    parents: z.record(z.string(), z.string())
});

/** Fields (name to data type) and parent relationships (name to object) of a standard object. */
export type StandardObject = z.infer<typeof standardObject>;

const SOURCE = 'local-org/data/sobjects-65.json';

/** Standard objects that components of this project may name, whether or not we add fields to them. */
export const IMPORTABLE_OBJECTS = [
    'Account',
    'Asset',
    'AssetWarranty',
    'Case',
    'Contact',
    'MaintenanceAsset',
    'MaintenancePlan',
    'Product2',
    'ServiceAppointment',
    'User',
    'WorkOrder',
    'WorkOrderLineItem'
] as const;

/** Standard objects whose fields components may also reach through a lookup (`Case.Asset.Name`). */
export const SPANNED_OBJECTS: readonly string[] = ['Account', 'Asset', 'Product2'];

/** Reads the standard objects that components may name. */
export async function readStandardObjects(root: string): Promise<ReadonlyMap<string, StandardObject>> {
    const content: unknown = JSON.parse(await readFile(path.join(root, SOURCE), 'utf8'));
    const all = z.record(z.string(), standardObject).parse(content);
    return new Map(
        IMPORTABLE_OBJECTS.map((name) => {
            const object = all[name];
            if (!object) throw new Error(`${SOURCE} does not describe ${name}`);
            return [name, object];
        })
    );
}
